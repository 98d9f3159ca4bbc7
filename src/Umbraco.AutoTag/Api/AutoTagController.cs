using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api;

/// <summary>
/// What every controller of AutoTag has in common: editors with the Media section only. The policies are Umbraco's, named literally, because their
/// constants live in an assembly that AutoTag does not reference.
/// </summary>
[ApiController]
[ApiExplorerSettings(GroupName = "AutoTag")]
[Authorize(Policy = BackOfficeAccess)]
[Authorize(Policy = SectionAccessMedia)]
[ServiceFilter<RunningSiteFilter>]
[ServiceFilter<UnexpectedFailureFilter>]
[InvalidRequest]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[Produces("application/json")]
[ProducesResponseType(typeof(void), StatusCodes.Status401Unauthorized)]
[ProducesResponseType(typeof(void), StatusCodes.Status403Forbidden)]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
internal abstract class AutoTagController : ControllerBase
{
    /// <summary>Base of every route.</summary>
    protected const string Base = "umbraco/autotag/api/v1";

    /// <summary>Umbraco's policy for settings, which admins pass.</summary>
    protected const string SectionAccessSettings = "SectionAccessSettings";

    private const string BackOfficeAccess = "BackOfficeAccess";
    private const string SectionAccessMedia = "SectionAccessMedia";

    // One answer for what is not there and for what may not be seen: the difference would tell what exists.
    protected ActionResult NoSuchMedia() =>
        Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such image", "It does not exist, or you have no access to it.");

    protected ActionResult Refuse(int status, string operationStatus, string title, string detail) =>
        Problems.Answer(Problems.Of(status, operationStatus, title, detail));
}
