using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Learns from the values what AutoTag's own last write came to, and what a human did since. The backoffice sends every property with every save, as it was when the
/// item was opened: a field that is back at exactly what it held before the write was not edited but lost, and what was lost is offered again.
/// Any other value is the human's own, and is taken for what it says about ours: what waited for a yes and is there now was said yes to.
/// </summary>
public sealed class ObserveSave(IMediaLibrary library, ISuggestionStore suggestions, Review review, TimeProvider clock, IListener listener)
{
    /// <summary>Changes the suggestions that the item's current values contradict. What a decision left unfinished is finished first.</summary>
    public async Task ObserveAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        IReadOnlyList<Suggestion> earlier = await suggestions.ForMediaAsync(mediaKey, cancellationToken);
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(mediaKey, cancellationToken);
        if ((earlier.Count == 0 && writes.Count == 0) || await review.FinishAsync(earlier, cancellationToken))
        {
            return;
        }

        IReadOnlyList<DecisionMade> decisions = writes.Count == 0 ? [] : await suggestions.DecisionsAsync(mediaKey, cancellationToken);
        // Read last: what an editor decides in between has another version then than what was read before. The other way round a value that is on its
        // way would look lost.
        if (await library.FindAsync(mediaKey, cancellationToken) is not { Trashed: false } item)
        {
            return;
        }

        await ConfirmAsync(item, writes, cancellationToken);
        List<Seen> seen =
        [
            .. earlier
                .Where(suggestion => suggestion.State == SuggestionState.Pending
                    && item.Fields.TryGetValue(suggestion.Field, out FieldValue? now)
                    && now.Holds(suggestion.Value)
                    && !IsOurs(suggestion, now, writes, decisions))
                .Select(Taken),
            .. item.Fields.SelectMany(field => Contradicted(
                field.Value,
                Ownership.LastWrite(field.Value, writes.Where(write => write.Field == field.Key)),
                [.. earlier.Where(suggestion => suggestion.Field == field.Key)],
                decisions.Where(decision => decision.Field == field.Key))),
        ];
        // Where an editor decides at this very moment, their decision stands and this is seen again with the next save.
        if (seen.Count > 0 && await suggestions.SaveAsync([], [.. seen.Select(one => one.Changed).OfType<Suggestion>()], lease: null, cancellationToken))
        {
            await suggestions.KeepDecisionsAsync([.. seen.Select(one => one.Decision)], CancellationToken.None);
            seen.ForEach(one => listener.Hear(new Decided(one.Decision)));
        }
    }

    // A worker that died between its save and its note of it: the value is in the field, so it was written. Without the note a human who brings the field
    // back to what it held before would be taken for nobody, and undo would not know of it.
    private Task ConfirmAsync(MediaItem item, IReadOnlyList<FieldWrite> writes, CancellationToken cancellationToken)
    {
        Guid[] happened =
        [
            .. item.Fields
                .Select(field => (field.Value, Last: Ownership.LastWrite(field.Value, writes.Where(write => write.Field == field.Key))))
                .Where(field => field.Last is { Confirmed: false } last && last.After.Equals(field.Value))
                .Select(field => field.Last!.Id),
        ];
        return happened.Length == 0 ? Task.CompletedTask : suggestions.ConfirmWritesAsync(happened, cancellationToken);
    }

    private IEnumerable<Seen> Contradicted(
        FieldValue current, FieldWrite? lastWrite, IReadOnlyList<Suggestion> earlier, IEnumerable<DecisionMade> decisions)
    {
        // A write that was never confirmed, over a value that is as it was before it, did not happen.
        if (lastWrite is null || (!lastWrite.Confirmed && current.Equals(lastWrite.Before)))
        {
            return [];
        }

        FieldValue? sinceThen = current.IsList ? null : SeenSince(lastWrite, decisions);
        if (current.Equals(sinceThen ?? lastWrite.After))
        {
            return [];
        }

        IReadOnlyList<Seen> first = sinceThen is null ? FirstSeen(current, lastWrite, earlier) : [];
        return first.Count > 0 || current.IsList ? first : ChangedLater(sinceThen ?? lastWrite.After, current, earlier);
    }

    /// <summary>What a human is known to have made of a text since AutoTag wrote it; null where nothing is known of.</summary>
    private static FieldValue? SeenSince(FieldWrite lastWrite, IEnumerable<DecisionMade> decisions) => decisions
        .FirstOrDefault(decision => decision.DecidedAt >= lastWrite.WrittenAt
            && decision.Kind is DecisionKind.EditedByHand or DecisionKind.RemovedByHand or DecisionKind.Lost) switch
    {
        null => null,
        { Kind: DecisionKind.Lost } => lastWrite.Before,
        { } made => FieldValue.OfText(made.Instead),
    };

    private IReadOnlyList<Seen> FirstSeen(FieldValue current, FieldWrite lastWrite, IReadOnlyList<Suggestion> earlier)
    {
        IEnumerable<Suggestion> absent = earlier.Where(suggestion =>
            suggestion.State is SuggestionState.Applied or SuggestionState.Accepted or SuggestionState.Edited
            && lastWrite.After.Holds(WordsOf(suggestion))
            && !current.Holds(WordsOf(suggestion)));

        return [.. absent.Select(suggestion => current.Equals(lastWrite.Before) ? Lost(suggestion) : Replaced(suggestion, current))];
    }

    // A human's text that a human changes: no suggestion says anything new, but the history does.
    private IReadOnlyList<Seen> ChangedLater(FieldValue before, FieldValue current, IReadOnlyList<Suggestion> earlier)
    {
        Suggestion? byHand = earlier.FirstOrDefault(suggestion =>
            suggestion is { State: SuggestionState.Edited, DecidedBy: null } && FieldValue.OfText(suggestion.EditedValue).Equals(before));
        if ((byHand ?? earlier.FirstOrDefault()) is not { } told)
        {
            return [];
        }

        Suggestion changed = told with { EditedValue = current.Text ?? string.Empty, DecidedBy = null, ChangedAt = clock.GetUtcNow() };
        DecisionMade decision = DecisionMade.Of(changed, current.IsEmpty ? DecisionKind.RemovedByHand : DecisionKind.EditedByHand);
        return [new Seen(byHand is null ? null : changed, decision with { Proposed = before.ToString(), Instead = current.Text })];
    }

    // A worker that died after its save and before it said so: the words are in the field, and nobody has said yes to them.
    private static bool IsOurs(Suggestion suggestion, FieldValue now, IReadOnlyList<FieldWrite> writes, IReadOnlyList<DecisionMade> decisions) =>
        Ownership.LastWrite(now, writes.Where(write => write.Field == suggestion.Field)) is { DecidedBy: null } own
        && own.After.Holds(suggestion.Value)
        && !own.Before.Holds(suggestion.Value)
        && !decisions.Any(decision => decision.Field == suggestion.Field && decision.Kind == DecisionKind.Lost && decision.DecidedAt >= own.WrittenAt);

    // What waited for a yes is in its field now, and AutoTag did not put it there.
    private Seen Taken(Suggestion suggestion)
    {
        Suggestion taken = suggestion with
        {
            State = SuggestionState.Accepted,
            PendingReason = null,
            DecidedBy = null,
            ChangedAt = clock.GetUtcNow(),
        };
        return new Seen(taken, DecisionMade.Of(taken, DecisionKind.AcceptedByHand));
    }

    private Seen Lost(Suggestion suggestion)
    {
        Suggestion lost = suggestion with
        {
            State = SuggestionState.Pending,
            PendingReason = PendingReason.LostToStaleSave,
            DecidedBy = null,
            ChangedAt = clock.GetUtcNow(),
        };
        return new Seen(lost, DecisionMade.Of(lost, DecisionKind.Lost));
    }

    // A keyword that was taken out was rejected; a text that was replaced was edited, a text that was emptied was rejected.
    private Seen Replaced(Suggestion suggestion, FieldValue current)
    {
        bool isRemoved = current.IsList || current.IsEmpty;
        Suggestion replaced = suggestion with
        {
            State = isRemoved ? SuggestionState.Rejected : SuggestionState.Edited,
            EditedValue = isRemoved ? null : current.Text,
            PendingReason = null,
            DecidedBy = null,
            ChangedAt = clock.GetUtcNow(),
        };
        DecisionMade decision = DecisionMade.Of(replaced, isRemoved ? DecisionKind.RemovedByHand : DecisionKind.EditedByHand);
        return new Seen(replaced, decision with { Proposed = WordsOf(suggestion) });
    }

    private static string WordsOf(Suggestion suggestion) => suggestion.EditedValue ?? suggestion.Value;

    /// <summary>What a save made of a field.</summary>
    /// <param name="Changed">The suggestion as it is then; null where it says nothing new.</param>
    /// <param name="Decision">What is told of it.</param>
    private sealed record Seen(Suggestion? Changed, DecisionMade Decision);
}
