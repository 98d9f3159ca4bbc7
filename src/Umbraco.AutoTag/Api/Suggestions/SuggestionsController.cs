using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Suggestions;

/// <summary>An editor's yes, no and "rather this".</summary>
[Route(Base + "/suggestions")]
internal sealed class SuggestionsController(EditorAccess access, ISuggestionStore suggestions, Review review) : AutoTagController
{
    /// <summary>Carries out decisions. A suggestion on an image the editor may not see is answered like one that does not exist.</summary>
    [HttpPost("decide", Name = "DecideSuggestions")]
    [ProducesResponseType<DecideResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult> Decide(DecideRequest request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        IReadOnlySet<Guid> allowed = await AllowedAsync(editor, request, cancellationToken);
        ReviewDecision[] decisions =
        [
            .. request.Decisions
                .Where(decision => allowed.Contains(decision.Id))
                .Select(decision => new ReviewDecision(decision.Id, decision.Verdict, decision.ExpectedVersion, decision.Value, decision.SeenValue)),
        ];
        var results = new Queue<ReviewOutcome>(await review.DecideAsync(decisions, editor.Key, cancellationToken));
        return Ok(new DecideResponse([.. request.Decisions.Select(decision =>
            new DecisionOutcome(decision.Id, allowed.Contains(decision.Id) ? results.Dequeue().Result : ReviewResult.NotFound))]));
    }

    private async Task<IReadOnlySet<Guid>> AllowedAsync(IUser editor, DecideRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<Suggestion> known = await suggestions.GetAsync([.. request.Decisions.Select(decision => decision.Id).Distinct()], cancellationToken);
        IReadOnlySet<Guid> visible = await access.VisibleAsync(editor, [.. known.Select(suggestion => suggestion.MediaKey).Distinct()]);
        return known.Where(suggestion => visible.Contains(suggestion.MediaKey)).Select(suggestion => suggestion.Id).ToHashSet();
    }
}
