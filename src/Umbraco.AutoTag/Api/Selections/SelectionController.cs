using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Selections;

/// <summary>Images that an editor has marked in the Media section, done with together.</summary>
[Route(Base + "/media/selection")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
internal sealed class SelectionController(
    EditorAccess access, EstimateRun estimates, TagSelected tagSelected, IRunMedia media, IWorkItemStore items, WorkSignal signal) : AutoTagController
{
    /// <summary>What tagging them would do and cost. Changes nothing.</summary>
    [HttpPost("estimate", Name = "EstimateSelection")]
    [ProducesResponseType<SelectionEstimate>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Estimate(MarkedMedia marked, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        RunEstimate estimate = await estimates.OfAsync(SelectionOf(marked, editor), cancellationToken);
        return Ok(new SelectionEstimate(
            estimate.Images + estimate.LeftOut.Values.Sum(), estimate.LeftOut.GetValueOrDefault(nameof(WorkState.Ignored)), RunReport.Of(estimate)));
    }

    /// <summary>Puts them at the head of the queue, but for those that are never sent or cannot be looked at.</summary>
    [HttpPost("tag", Name = "TagSelection")]
    [ProducesResponseType<SelectionResult>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Tag(MarkedMedia marked, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        int count = await tagSelected.NowAsync(SelectionOf(marked, editor), editor.Key, cancellationToken);
        signal.Raise();
        return Ok(new SelectionResult(count));
    }

    /// <summary>Never sends these images anywhere.</summary>
    [HttpPost("ignore", Name = "IgnoreSelection")]
    [ProducesResponseType<SelectionResult>(StatusCodes.Status200OK)]
    public Task<ActionResult> Ignore(MarkedMedia marked, CancellationToken cancellationToken) => SetIgnoredAsync(marked, ignored: true, cancellationToken);

    /// <summary>Lets them be sent again; brings no work by itself.</summary>
    [HttpPost("send-again", Name = "StopIgnoringSelection")]
    [ProducesResponseType<SelectionResult>(StatusCodes.Status200OK)]
    public Task<ActionResult> SendAgain(MarkedMedia marked, CancellationToken cancellationToken) => SetIgnoredAsync(marked, ignored: false, cancellationToken);

    private async Task<ActionResult> SetIgnoredAsync(MarkedMedia marked, bool ignored, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        IReadOnlyList<MediaItem> images = await media.GetAsync([.. marked.Keys.Distinct()], cancellationToken);
        IReadOnlySet<Guid> visible = await access.VisibleAsync(editor, [.. images.Select(image => image.Key)]);
        int count = 0;
        foreach (MediaItem image in images.Where(image => visible.Contains(image.Key)))
        {
            bool isIgnored = (await items.FindAsync(image.Key, cancellationToken))?.State == WorkState.Ignored;
            if (isIgnored != ignored)
            {
                await items.SetIgnoredAsync(image.Key, image.Path, ignored, editor.Key, cancellationToken);
                count++;
            }
        }

        return Ok(new SelectionResult(count));
    }

    private RunSelection SelectionOf(MarkedMedia marked, IUser editor) => new()
    {
        Keys = [.. marked.Keys.Distinct()],
        Scope = access.ScopeOf(editor).Paths,
    };
}
