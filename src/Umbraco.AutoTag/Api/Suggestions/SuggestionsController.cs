using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Suggestions;

/// <summary>An editor's yes, no and "rather this".</summary>
[Route(Base + "/suggestions")]
internal sealed class SuggestionsController(EditorAccess access, ISuggestionStore suggestions, Core.Corridor.Review review, TakeBack takeBack) : AutoTagController
{
    /// <summary>Carries out decisions. A suggestion on an image the editor may not see is answered like one that does not exist.</summary>
    [HttpPost("decide", Name = "DecideSuggestions")]
    [ProducesResponseType<DecideResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public Task<ActionResult> Decide(DecideRequest request, CancellationToken cancellationToken) => ForEachAllowedAsync(
        request.Decisions,
        decision => decision.Id,
        (allowed, editor) => review.DecideAsync(
            [.. allowed.Select(decision => new ReviewDecision(decision.Id, decision.Verdict, decision.ExpectedVersion, decision.Value, decision.SeenValue))],
            editor.Key,
            cancellationToken),
        cancellationToken);

    /// <summary>Takes decisions back: suggestions and fields are as they were before, where nobody has changed them since.</summary>
    [HttpPost("take-back", Name = "TakeBackDecisions")]
    [ProducesResponseType<DecideResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public Task<ActionResult> TakeBack(TakeBackRequest request, CancellationToken cancellationToken) => ForEachAllowedAsync(
        request.Decisions,
        decision => decision.Id,
        (allowed, editor) => takeBack.AllAsync(
            [.. allowed.Select(decision => new DecidedSuggestion(decision.Id, decision.ExpectedVersion))],
            editor.Key,
            cancellationToken),
        cancellationToken);

    private async Task<ActionResult> ForEachAllowedAsync<T>(
        IReadOnlyList<T> asked,
        Func<T, Guid> idOf,
        Func<IReadOnlyList<T>, IUser, Task<IReadOnlyList<ReviewOutcome>>> carryOut,
        CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        IReadOnlySet<Guid> allowed = await AllowedAsync(editor, [.. asked.Select(idOf).Distinct()], cancellationToken);
        IReadOnlyList<ReviewOutcome> outcomes = await carryOut([.. asked.Where(one => allowed.Contains(idOf(one)))], editor);
        IReadOnlyDictionary<Guid, Person> people = await access.PeopleAsync(outcomes.Select(outcome => outcome.Now?.DecidedBy).OfType<Guid>());
        var results = new Queue<ReviewOutcome>(outcomes);
        return Ok(new DecideResponse([.. asked.Select(one => allowed.Contains(idOf(one))
            ? View(results.Dequeue(), people)
            : new DecisionOutcome(idOf(one), ReviewResult.NotFound, Now: null))]));
    }

    private static DecisionOutcome View(ReviewOutcome outcome, IReadOnlyDictionary<Guid, Person> people) => new(
        outcome.SuggestionId,
        outcome.Result,
        outcome.Now is not { } now
            ? null
            : new SuggestionNow(now.State, now.Version, now.Value, now.EditedValue, now.DecidedBy is { } who ? people.GetValueOrDefault(who) : null));

    private async Task<IReadOnlySet<Guid>> AllowedAsync(IUser editor, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<Suggestion> known = await suggestions.GetAsync(ids, cancellationToken);
        IReadOnlySet<Guid> visible = await access.VisibleAsync(editor, [.. known.Select(suggestion => suggestion.MediaKey).Distinct()]);
        return known.Where(suggestion => visible.Contains(suggestion.MediaKey)).Select(suggestion => suggestion.Id).ToHashSet();
    }
}
