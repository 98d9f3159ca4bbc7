using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>What to do with an image, for admins: it decides what is paid and what is written.</summary>
[Route(Base + "/profile")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class ProfileController : AutoTagController
{
    /// <summary>The settings, and what they can be chosen from.</summary>
    [HttpGet(Name = "GetProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    public ActionResult Get() => NotYet();

    /// <summary>What would come of settings: what is wrong with them, what they change, what they cost. Calls nobody and changes nothing.</summary>
    [HttpPost("preview", Name = "PreviewProfile")]
    [ProducesResponseType<ProfilePreview>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public ActionResult Preview(PreviewProfile request) => NotYet();

    /// <summary>
    /// Saves the settings: from now on they hold, and what the configuration says of the profile is put aside. Answers 400 where something is wrong with
    /// them, with <c>problems</c>; 409 where somebody else has saved since, with <c>savedAt</c>, <c>savedBy</c> and <c>version</c>.
    /// </summary>
    [HttpPut(Name = "SaveProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public ActionResult Save(SaveProfile request) => NotYet();

    /// <summary>Goes back to what the configuration says. What was saved stays in the history. Answers 409 where somebody else has saved since, as saving does.</summary>
    [HttpDelete(Name = "ForgetProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public ActionResult Forget(long? version = null) => NotYet();

    private ObjectResult NotYet() => StatusCode(StatusCodes.Status501NotImplemented, null);
}
