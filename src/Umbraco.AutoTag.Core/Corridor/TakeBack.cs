using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Takes an editor's decisions back: suggestion and field are as they were before, and so is whose the field's value is. It is a step back and
/// not a step on, so <see cref="SuggestionTransitions"/> has no say in it. What somebody typed since stays, and then nothing is taken back.
/// </summary>
public sealed class TakeBack(IMediaLibrary library, ISuggestionStore suggestions, TimeProvider clock, IListener listener)
{
    /// <summary>Takes back each by itself, the last one first: one that fails does not hold up the others.</summary>
    /// <param name="decided">The suggestions that were decided, in the order in which they were, with the version they have since.</param>
    /// <param name="userKey">Whose name the writes carry.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>One outcome each, in the order of <paramref name="decided"/>.</returns>
    public async Task<IReadOnlyList<ReviewOutcome>> AllAsync(
        IReadOnlyList<DecidedSuggestion> decided, Guid userKey, CancellationToken cancellationToken)
    {
        var outcomes = new ReviewOutcome[decided.Count];
        for (int last = decided.Count - 1; last >= 0; last--)
        {
            outcomes[last] = await OneAsync(decided[last], userKey, cancellationToken);
        }

        return outcomes;
    }

    private async Task<ReviewOutcome> OneAsync(DecidedSuggestion decided, Guid userKey, CancellationToken cancellationToken)
    {
        Suggestion? suggestion = (await suggestions.GetAsync([decided.Id], cancellationToken)).SingleOrDefault();
        if (suggestion is null)
        {
            return new ReviewOutcome(decided.Id, ReviewResult.NotFound, null);
        }

        DecisionMade? made = suggestion.Version == decided.Version && suggestion.State.IsDecided()
            ? (await suggestions.DecisionsAsync(suggestion.MediaKey, cancellationToken)).FirstOrDefault(decision => decision.SuggestionId == suggestion.Id)
            : null;
        return made is { StateBefore: SuggestionState.Pending or SuggestionState.Applied }
            ? await CarryOutAsync(suggestion, made, userKey, cancellationToken)
            : new ReviewOutcome(suggestion.Id, ReviewResult.Changed, suggestion);
    }

    private async Task<ReviewOutcome> CarryOutAsync(Suggestion suggestion, DecisionMade made, Guid userKey, CancellationToken cancellationToken)
    {
        // The fact first, as with the decision itself: of two who change it at once one wins here.
        Suggestion open = suggestion with
        {
            State = made.StateBefore!.Value,
            PendingReason = made.ReasonBefore,
            EditedValue = null,
            DecidedBy = null,
            ChangedAt = clock.GetUtcNow(),
        };
        if (!await suggestions.SaveAsync([], [open], lease: null, cancellationToken))
        {
            Suggestion? now = (await suggestions.GetAsync([suggestion.Id], cancellationToken)).SingleOrDefault();
            return new ReviewOutcome(suggestion.Id, ReviewResult.Changed, now);
        }

        open = open with { Version = suggestion.Version + 1 };
        ReviewResult? result = null;
        try
        {
            result = await PutBackAsync(suggestion, made, userKey);
        }
        finally
        {
            if (result != ReviewResult.Done)
            {
                await suggestions.SaveAsync([], [suggestion with { Version = open.Version }], lease: null, CancellationToken.None);
            }
        }

        if (result != ReviewResult.Done)
        {
            return new ReviewOutcome(suggestion.Id, result.Value, suggestion with { Version = open.Version + 1 });
        }

        DecisionMade takenBack = DecisionMade.Of(open, DecisionKind.TakenBack) with { DecidedBy = userKey };
        await suggestions.KeepDecisionsAsync([takenBack], CancellationToken.None);
        listener.Hear(new Decided(takenBack));
        return new ReviewOutcome(suggestion.Id, ReviewResult.Done, open);
    }

    private async Task<ReviewResult> PutBackAsync(Suggestion suggestion, DecisionMade made, Guid userKey)
    {
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(suggestion.MediaKey, CancellationToken.None);
        FieldWrite? write = writes.FirstOrDefault(one => one.Id == made.WriteId);
        if (write is null)
        {
            return ReviewResult.Done;
        }

        bool isLast = writes.First(one => one.Field == write.Field).Id == write.Id;
        ReviewResult result = ReviewResult.NowhereToWrite;
        bool isAsBefore = false;
        FieldWrite? later = null;
        bool exists = await library.WriteAsync(
            suggestion.MediaKey,
            item =>
            {
                if (!item.Fields.TryGetValue(suggestion.Field, out FieldValue? current))
                {
                    return new Dictionary<FieldKey, FieldValue>();
                }

                isAsBefore = isLast && (current.Equals(write.After) || current.Equals(write.Before));
                FieldValue? back = isAsBefore ? write.Before : current.IsList ? WithoutItsChange(current, write) : null;
                result = back is null ? ReviewResult.Changed : ReviewResult.Done;
                if (back is null || back.Equals(current))
                {
                    return new Dictionary<FieldKey, FieldValue>();
                }

                later = isAsBefore ? null : LaterWrite(write, current, back, userKey);
                return new Dictionary<FieldKey, FieldValue> { [suggestion.Field] = back };
            },
            userKey,
            CancellationToken.None);

        if (!exists)
        {
            return ReviewResult.NowhereToWrite;
        }

        if (isAsBefore)
        {
            await suggestions.RetractWriteAsync(write.Id, CancellationToken.None);
        }
        else if (later is not null)
        {
            await suggestions.KeepWritesAsync([later], lease: null, CancellationToken.None);
        }

        return result;
    }

    // Other keywords may have come and gone since: only what this decision added goes, and what it took out returns.
    private static FieldValue WithoutItsChange(FieldValue current, FieldWrite write)
    {
        HashSet<string> before = [.. write.Before.Parts.Select(FieldText.Fold)];
        HashSet<string> after = [.. write.After.Parts.Select(FieldText.Fold)];
        IEnumerable<string> stays = current.Parts.Where(part => before.Contains(FieldText.Fold(part)) || !after.Contains(FieldText.Fold(part)));
        IEnumerable<string> returns = write.Before.Parts.Where(part => !after.Contains(FieldText.Fold(part)));
        return FieldValue.OfKeywords(stays.Concat(returns).DistinctBy(FieldText.Fold));
    }

    private FieldWrite LaterWrite(FieldWrite write, FieldValue current, FieldValue back, Guid userKey) => write with
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Before = current,
        After = back,
        DecidedBy = userKey,
        WrittenAt = clock.GetUtcNow(),
    };
}

/// <summary>A suggestion that was decided.</summary>
/// <param name="Id">Which.</param>
/// <param name="Version">The version it has since the decision: where it is another by now, nothing is taken back.</param>
public sealed record DecidedSuggestion(Guid Id, int Version);
