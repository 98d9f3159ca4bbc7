using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <content>Decisions that a process took with it when it died: what is left of them is finished.</content>
public sealed partial class Review
{
    // Longer than the site's write lock is ever waited for: a decision this young may still be under way.
    private static readonly TimeSpan s_mayBeUnderWay = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Finishes what a process that died left between an editor's decision and its write: the fact is there, and neither the field nor the history has it.
    /// Where a human's other words are in the field by now, they stay, and the suggestion is offered again; what the editor had typed is in the history.
    /// A <see cref="ReviewVerdict.Decorative"/> that was cut off counts as the no that was kept of it.
    /// </summary>
    /// <param name="known">A media item's suggestions.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>True where something was left to finish.</returns>
    public async Task<bool> FinishAsync(IReadOnlyList<Suggestion> known, CancellationToken cancellationToken)
    {
        DateTimeOffset settled = SettledBefore();
        List<Suggestion> decided = [.. known.Where(suggestion => suggestion.DecidedBy is not null && suggestion.State.IsDecided() && suggestion.ChangedAt < settled)];
        if (decided.Count == 0)
        {
            return false;
        }

        ILookup<Guid, DecisionMade> made = (await suggestions.DecisionsAsync(decided[0].MediaKey, cancellationToken)).ToLookup(one => one.SuggestionId);
        List<Suggestion> cut = [.. decided.Where(suggestion => !made[suggestion.Id].Any(one => one.DecidedAt >= suggestion.ChangedAt))];
        foreach (Suggestion one in cut)
        {
            await FinishAsync(one, wordsBefore: made[one.Id].FirstOrDefault()?.Instead, cancellationToken);
        }

        return cut.Count > 0;
    }

    /// <summary>Does so for whatever is left, wherever it is.</summary>
    public async Task FinishAllAsync(CancellationToken cancellationToken)
    {
        foreach (Guid mediaKey in await suggestions.UnfinishedAsync(SettledBefore(), cancellationToken))
        {
            await FinishAsync(await suggestions.ForMediaAsync(mediaKey, cancellationToken), cancellationToken);
        }
    }

    private DateTimeOffset SettledBefore() => clock.GetUtcNow() - s_mayBeUnderWay;

    private async Task FinishAsync(Suggestion cut, string? wordsBefore, CancellationToken cancellationToken)
    {
        // Of two servers that find it one finishes it; and where that one dies, too, it is found again.
        Suggestion decided = cut with { ChangedAt = clock.GetUtcNow() };
        if (!await suggestions.SaveAsync([], [decided], lease: null, cancellationToken))
        {
            return;
        }

        decided = decided with { Version = cut.Version + 1 };
        ReviewVerdict verdict = VerdictOf(cut.State);
        string text = cut.EditedValue ?? cut.Value;
        (ReviewResult result, FieldWrite? write) = await WriteAsync(
            cut with { State = SuggestionState.Pending, EditedValue = wordsBefore },
            verdict,
            text,
            cut.DecidedBy!.Value,
            (current, writes) => verdict == ReviewVerdict.Reject ? IsSomebodysAgain(cut, text, current, writes) : IsSomebodysElse(cut, text, current, writes),
            CancellationToken.None);

        write ??= result == ReviewResult.Done && verdict != ReviewVerdict.Reject ? await UntoldWriteAsync(cut, text) : null;

        // First the history: the editor's words must be somewhere whatever comes next.
        DecisionMade made = DecisionMade.Of(decided, KindOf(verdict)) with { WriteId = write?.Id };
        await suggestions.KeepDecisionsAsync([made], CancellationToken.None);
        if (result == ReviewResult.Done)
        {
            listener.Hear(new Decided(made));
        }
        else
        {
            Suggestion open = decided with
            {
                State = SuggestionState.Pending,
                PendingReason = result == ReviewResult.Changed ? PendingReason.HumanValue : null,
                EditedValue = null,
                DecidedBy = null,
            };
            await suggestions.SaveAsync([], [open], lease: null, CancellationToken.None);
        }
    }

    // A "no" takes out what AutoTag had put there before it, and nothing that somebody has put there since.
    private static bool IsSomebodysAgain(Suggestion cut, string text, FieldValue current, IEnumerable<FieldWrite> writes)
    {
        FieldWrite? lastAbout = writes.FirstOrDefault(write => write.Before.Holds(text) != write.After.Holds(text));
        bool isOurs = lastAbout is not null && lastAbout.WrittenAt < cut.ChangedAt && lastAbout.After.Holds(text);
        return current.IsList && current.Holds(text) && !isOurs;
    }

    // Other words of a human's, or none any more where these had been written: whoever took them out has seen them.
    private static bool IsSomebodysElse(Suggestion cut, string text, FieldValue current, IEnumerable<FieldWrite> writes)
    {
        List<FieldWrite> ofField = [.. writes];
        bool wasWritten = ofField.Any(write => write.WrittenAt >= cut.ChangedAt && write.After.Holds(text));
        bool isThere = current.IsList ? current.Holds(text) : current.Equals(FieldValue.OfText(text));
        return !isThere && (wasWritten || (!current.IsList && Ownership.Of(current, ofField) == Owner.Human));
    }

    // It died between its save and its word: without this row the text would look typed by hand. Before it the field held what AutoTag knows of last.
    private async Task<FieldWrite?> UntoldWriteAsync(Suggestion cut, string text)
    {
        FieldWrite? last = (await suggestions.WritesAsync(cut.MediaKey, CancellationToken.None)).FirstOrDefault(write => write.Field == cut.Field);
        FieldValue held = FieldValue.OfText(text);
        if (cut.Field.Field == Field.Keywords || held.Equals(last?.After))
        {
            return null;
        }

        FieldWrite write = WriteOf(cut, before: last?.After ?? FieldValue.OfText(null), held, cut.DecidedBy!.Value);
        await suggestions.KeepWritesAsync([write], lease: null, CancellationToken.None);
        return write;
    }

    private static ReviewVerdict VerdictOf(SuggestionState decided) => decided switch
    {
        SuggestionState.Accepted => ReviewVerdict.Accept,
        SuggestionState.Edited => ReviewVerdict.Edit,
        _ => ReviewVerdict.Reject,
    };
}
