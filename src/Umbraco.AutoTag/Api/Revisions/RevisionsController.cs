using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>How much of the library stands under which settings, for admins: it counts the whole library.</summary>
[Route(Base + "/revisions")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class RevisionsController(RevisionReport report) : AutoTagController
{
    /// <summary>The present revision and the earlier ones that images still stand under, each with what differs.</summary>
    [HttpGet(Name = "GetRevisions")]
    [ProducesResponseType<RevisionList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.AllAsync(cancellationToken));
}
