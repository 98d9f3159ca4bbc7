using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Learns from the values what a human did since AutoTag last wrote. The backoffice sends every property with every save, as it was when the
/// item was opened: a field that is back at exactly what it held before the write was not edited but lost, and what was lost is offered again.
/// Any other value is the human's own, and is taken for what it says about ours.
/// </summary>
public sealed class ObserveSave(ISuggestionStore suggestions, TimeProvider clock)
{
    /// <summary>Changes the suggestions that the item's current values contradict.</summary>
    public async Task ObserveAsync(MediaItem item, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(item.Key, cancellationToken);
        if (writes.Count == 0)
        {
            return;
        }

        IReadOnlyList<Suggestion> earlier = await suggestions.ForMediaAsync(item.Key, cancellationToken);
        List<(Suggestion Suggestion, DecisionKind Kind)> changed =
        [
            .. writes
                .Where(write => write.Confirmed && item.Fields.ContainsKey(write.Field))
                .DistinctBy(write => write.Field)
                .SelectMany(write => Contradicted(item.Fields[write.Field], write, earlier)),
        ];
        // Where an editor decides at this very moment, their decision stands and this is seen again with the next save.
        if (changed.Count > 0 && await suggestions.SaveAsync([], [.. changed.Select(seen => seen.Suggestion)], lease: null, cancellationToken))
        {
            await suggestions.KeepDecisionsAsync([.. changed.Select(seen => DecisionMade.Of(seen.Suggestion, seen.Kind))], CancellationToken.None);
        }
    }

    private IEnumerable<(Suggestion Suggestion, DecisionKind Kind)> Contradicted(FieldValue current, FieldWrite lastWrite, IReadOnlyList<Suggestion> earlier)
    {
        if (current.Equals(lastWrite.After))
        {
            return [];
        }

        IEnumerable<Suggestion> absent = earlier.Where(suggestion =>
            suggestion.Field == lastWrite.Field
            && suggestion.State is SuggestionState.Applied or SuggestionState.Accepted or SuggestionState.Edited
            && Holds(lastWrite.After, suggestion.EditedValue ?? suggestion.Value)
            && !Holds(current, suggestion.EditedValue ?? suggestion.Value));

        return current.Equals(lastWrite.Before)
            ? absent.Select(suggestion => (Lost(suggestion), DecisionKind.Lost))
            : absent.Select(suggestion => Replaced(suggestion, current));
    }

    private Suggestion Lost(Suggestion suggestion) => suggestion with
    {
        State = SuggestionState.Pending,
        PendingReason = PendingReason.LostToStaleSave,
        DecidedBy = null,
        ChangedAt = clock.GetUtcNow(),
    };

    // A keyword that was taken out was rejected; a text that was replaced was edited, a text that was emptied was rejected.
    private (Suggestion Suggestion, DecisionKind Kind) Replaced(Suggestion suggestion, FieldValue current)
    {
        bool isRemoved = current.IsList || current.IsEmpty;
        Suggestion seen = suggestion with
        {
            State = isRemoved ? SuggestionState.Rejected : SuggestionState.Edited,
            EditedValue = isRemoved ? null : current.Text,
            PendingReason = null,
            DecidedBy = null,
            ChangedAt = clock.GetUtcNow(),
        };
        return (seen, isRemoved ? DecisionKind.RemovedByHand : DecisionKind.EditedByHand);
    }

    private static bool Holds(FieldValue value, string text) => value.Parts.Any(part => FieldText.Fold(part) == FieldText.Fold(text));
}
