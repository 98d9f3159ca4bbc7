using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Profiles;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>How much of the library stands under which settings, for admins: it counts the whole library.</summary>
[Route(Base + "/revisions")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class RevisionsController(RevisionReport report, EditProfile edit) : AutoTagController
{
    /// <summary>The present revision and the earlier ones that images still stand under, each with what differs.</summary>
    [HttpGet(Name = "GetRevisions")]
    [ProducesResponseType<RevisionList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.AllAsync(cancellationToken));

    /// <summary>The settings that a revision stands for, to be looked at and saved again. Answers 409 where they are not known in full.</summary>
    [HttpGet("{id}/settings", Name = "GetRevisionSettings")]
    [ServiceFilter<ReadableConfigurationFilter>]
    [ProducesResponseType<ProfileSettings>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Settings(string id, CancellationToken cancellationToken) => await edit.OfRevisionAsync(id, cancellationToken) switch
    {
        { Settings: { } settings } => Ok(settings),
        { WhyNot: { } reason } => Refuse(StatusCodes.Status409Conflict, "RevisionNotRestorable", "The revision cannot be restored", reason),
        _ => Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such revision", "No settings were ever used under this id."),
    };
}
