using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Queue;

/// <summary>The images that were given up, of the part of the library the editor sees. One image is tried again by "tag now".</summary>
[Route(Base + "/media/failed")]
internal sealed class GivenUpController(EditorAccess access, IWorkItemStore items, WorkSignal signal) : AutoTagController
{
    /// <summary>How many, and why.</summary>
    [HttpGet(Name = "GetFailedMedia")]
    [ProducesResponseType<GivenUpList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        IReadOnlyList<GivenUp> reasons = await items.GivenUpAsync(access.ScopeOf(editor), cancellationToken);
        return Ok(new GivenUpList([.. reasons.Select(reason => new GivenUpReason(reason.ReasonCode, reason.Count))]));
    }

    /// <summary>Tries them again, behind uploads. For admins, because it may cost as much as a run.</summary>
    [HttpPost("retry", Name = "RetryFailedMedia")]
    [Authorize(Policy = SectionAccessSettings)]
    [ProducesResponseType<RetryResult>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Retry(RetryRequest request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        int count = await items.RetryAsync(access.ScopeOf(editor), request.ReasonCode, editor.Key, cancellationToken);
        signal.Raise();
        return Ok(new RetryResult(count));
    }
}
