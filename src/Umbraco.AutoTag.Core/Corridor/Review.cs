using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Room 7. An editor's decisions become values and facts that every later run respects.</summary>
public sealed partial class Review(IMediaLibrary library, ISuggestionStore suggestions, TimeProvider clock, IListener listener)
{
    /// <summary>Carries out the decisions, each on its own: one that fails does not hold up the others.</summary>
    /// <returns>One outcome per decision, in their order.</returns>
    public async Task<IReadOnlyList<ReviewOutcome>> DecideAsync(
        IReadOnlyList<ReviewDecision> decisions, Guid userKey, CancellationToken cancellationToken)
    {
        var outcomes = new List<ReviewOutcome>(decisions.Count);
        foreach (ReviewDecision decision in decisions)
        {
            outcomes.Add(await DecideAsync(decision, userKey, cancellationToken));
        }

        return outcomes;
    }

    private async Task<ReviewOutcome> DecideAsync(ReviewDecision decision, Guid userKey, CancellationToken cancellationToken)
    {
        Suggestion? suggestion = (await suggestions.GetAsync([decision.SuggestionId], cancellationToken)).SingleOrDefault();
        if (suggestion is null)
        {
            return new ReviewOutcome(decision.SuggestionId, ReviewResult.NotFound, null);
        }

        SuggestionState target = StateAfter(decision.Verdict);
        if (suggestion.Version != decision.ExpectedVersion
            || !(suggestion.State == target || SuggestionTransitions.Allows(suggestion.State, target)))
        {
            return new ReviewOutcome(suggestion.Id, ReviewResult.Changed, suggestion);
        }

        string? text = decision.Verdict switch
        {
            ReviewVerdict.Edit => EditorsText(suggestion.Field.Field, decision.Value),
            // Only what stands in for the picture can be left out because the picture says nothing.
            ReviewVerdict.Decorative when suggestion.Field.Field != Field.AltText => null,
            _ => suggestion.Value,
        };
        if (text is null)
        {
            return new ReviewOutcome(suggestion.Id, ReviewResult.InvalidValue, suggestion);
        }

        return await CarryOutAsync(suggestion, decision, text, userKey, cancellationToken);
    }

    private async Task<ReviewOutcome> CarryOutAsync(
        Suggestion suggestion, ReviewDecision decision, string text, Guid userKey, CancellationToken cancellationToken)
    {
        SuggestionState target = StateAfter(decision.Verdict);
        // The fact first: of two editors one wins here, before anything is written.
        Suggestion decided = suggestion with
        {
            State = target,
            EditedValue = target == SuggestionState.Edited ? text : null,
            PendingReason = null,
            DecidedBy = userKey,
            ChangedAt = clock.GetUtcNow(),
        };
        if (!await suggestions.SaveAsync([], [decided], lease: null, cancellationToken))
        {
            Suggestion? now = (await suggestions.GetAsync([suggestion.Id], cancellationToken)).SingleOrDefault();
            return new ReviewOutcome(suggestion.Id, ReviewResult.Changed, now);
        }

        decided = decided with { Version = suggestion.Version + 1 };
        ReviewResult? result = null;
        FieldWrite? write = null;
        try
        {
            // From here on an editor who closes the browser has decided all the same.
            (result, write) = await WriteAsync(
                suggestion, decision.Verdict, text, userKey, (current, _) => IsOtherThanSeen(suggestion, decision, current), CancellationToken.None);
        }
        finally
        {
            if (result != ReviewResult.Done)
            {
                await suggestions.SaveAsync([], [suggestion with { Version = decided.Version }], lease: null, CancellationToken.None);
            }
        }

        if (result != ReviewResult.Done)
        {
            return new ReviewOutcome(suggestion.Id, result.Value, suggestion with { Version = decided.Version + 1 });
        }

        DecisionMade made = DecisionMade.Of(decided, KindOf(decision.Verdict)) with
        {
            StateBefore = suggestion.State,
            ReasonBefore = suggestion.PendingReason,
            WriteId = write?.Id,
        };
        await suggestions.KeepDecisionsAsync([made], CancellationToken.None);
        listener.Hear(new Decided(made));
        return new ReviewOutcome(suggestion.Id, ReviewResult.Done, decided);
    }

    private async Task<(ReviewResult Result, FieldWrite? Write)> WriteAsync(
        Suggestion suggestion,
        ReviewVerdict verdict,
        string text,
        Guid userKey,
        Func<FieldValue, IEnumerable<FieldWrite>, bool> isSomebodysElse,
        CancellationToken cancellationToken)
    {
        SuggestionState target = StateAfter(verdict);
        bool isDecorative = verdict == ReviewVerdict.Decorative;
        IReadOnlyList<FieldWrite> earlierWrites = await suggestions.WritesAsync(suggestion.MediaKey, cancellationToken);
        ReviewResult result = ReviewResult.NowhereToWrite;
        FieldWrite? write = null;
        bool exists = await library.WriteAsync(
            suggestion.MediaKey,
            item =>
            {
                if (!item.Fields.TryGetValue(suggestion.Field, out FieldValue? current))
                {
                    return new Dictionary<FieldKey, FieldValue>();
                }

                if (isSomebodysElse(current, earlierWrites.Where(one => one.Field == suggestion.Field)))
                {
                    result = ReviewResult.Changed;
                    return new Dictionary<FieldKey, FieldValue>();
                }

                result = ReviewResult.Done;
                FieldValue after = isDecorative ? FieldValue.OfText(null) : ValueAfter(suggestion, target, text, current, earlierWrites);
                bool isAsItWas = after.Equals(current);
                // That a field is empty by decision is a fact also where it was empty before.
                write = isAsItWas && !isDecorative ? null : WriteOf(suggestion, current, after, userKey) with { IsDecorative = isDecorative };
                if (isAsItWas)
                {
                    return new Dictionary<FieldKey, FieldValue>();
                }

                return new Dictionary<FieldKey, FieldValue> { [suggestion.Field] = after };
            },
            userKey,
            cancellationToken);

        write = exists ? write : null;
        if (write is not null)
        {
            await suggestions.KeepWritesAsync([write], lease: null, CancellationToken.None);
        }

        // A "no" to what was never written needs no place to be a fact.
        bool isFact = verdict == ReviewVerdict.Reject && suggestion.State == SuggestionState.Pending;
        return (!exists || result == ReviewResult.NowhereToWrite ? isFact ? ReviewResult.Done : ReviewResult.NowhereToWrite : result, write);
    }

    // A yes is to what the editor saw. Where somebody has typed something else since, their text stays, and the editor is shown it.
    private static bool IsOtherThanSeen(Suggestion suggestion, ReviewDecision decision, FieldValue current)
    {
        // A no holds wherever the value is by now, and that nothing is there is what a decorative picture needs.
        if (decision.Verdict == ReviewVerdict.Reject || (decision.Verdict == ReviewVerdict.Decorative && current.IsEmpty))
        {
            return false;
        }

        bool wasTakenOut = suggestion.State == SuggestionState.Applied
            && !current.Holds(suggestion.Value);
        return wasTakenOut || (decision.SeenValue is { } seen && !current.IsList && !current.Equals(FieldValue.OfText(seen)));
    }

    private static FieldValue ValueAfter(
        Suggestion suggestion, SuggestionState target, string text, FieldValue current, IReadOnlyList<FieldWrite> earlierWrites)
    {
        if (!current.IsList)
        {
            return target == SuggestionState.Rejected ? WithoutRejected(suggestion, current, earlierWrites) : FieldValue.OfText(text);
        }

        string replaced = FieldText.Fold(suggestion.EditedValue ?? suggestion.Value);
        IEnumerable<string> others = current.Parts.Where(part => FieldText.Fold(part) != replaced);
        return target switch
        {
            SuggestionState.Rejected => FieldValue.OfKeywords(others),
            SuggestionState.Accepted when current.Holds(text) => current,
            _ => FieldValue.OfKeywords(others.Append(text).DistinctBy(FieldText.Fold)),
        };
    }

    // A rejected text goes back to what the field held before AutoTag wrote it; a text that is not ours is left alone.
    private static FieldValue WithoutRejected(Suggestion suggestion, FieldValue current, IReadOnlyList<FieldWrite> earlierWrites) =>
        earlierWrites.FirstOrDefault(write => write.Field == suggestion.Field) is { } last
        && current.Equals(last.After)
        && FieldText.Fold(current.ToString()) == FieldText.Fold(suggestion.EditedValue ?? suggestion.Value)
            ? last.Before
            : current;

    private FieldWrite WriteOf(Suggestion suggestion, FieldValue before, FieldValue after, Guid userKey) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        MediaKey = suggestion.MediaKey,
        Field = suggestion.Field,
        Before = before,
        After = after,
        DecidedBy = userKey,
        RevisionId = suggestion.RevisionId,
        WrittenAt = clock.GetUtcNow(),
        Confirmed = true,
    };

    private static SuggestionState StateAfter(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.Accept => SuggestionState.Accepted,
        ReviewVerdict.Edit => SuggestionState.Edited,
        _ => SuggestionState.Rejected,
    };

    private static DecisionKind KindOf(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.Accept => DecisionKind.Accepted,
        ReviewVerdict.Edit => DecisionKind.Edited,
        ReviewVerdict.Decorative => DecisionKind.Decorative,
        _ => DecisionKind.Rejected,
    };

    // An editor's own words are theirs to the letter, as they are in the property itself: nothing is taken out that can be seen.
    private static string? EditorsText(Field field, string? value)
    {
        string text = UntrustedText.OnOneLine(value);
        return text.Length is 0 || text.Length > FieldText.MaxLength(field) ? null : text;
    }
}
