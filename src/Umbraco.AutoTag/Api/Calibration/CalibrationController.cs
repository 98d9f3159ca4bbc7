using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api.Calibration;

/// <summary>How far the sources' confidences can be trusted, for admins: it counts decisions about the whole library.</summary>
[Route(Base + "/calibration")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class CalibrationController(CalibrationReport report) : AutoTagController
{
    /// <summary>For each connection and field how often editors accepted its values, by how sure it was, and the threshold that follows.</summary>
    [HttpGet(Name = "GetCalibration")]
    [ProducesResponseType<CalibrationList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.AllAsync(cancellationToken));
}
