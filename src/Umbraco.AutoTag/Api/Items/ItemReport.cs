using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Media;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>Puts together what AutoTag knows about one image.</summary>
internal sealed class ItemReport(
    IMediaLibrary library,
    IMediaTypeService types,
    FieldProperties properties,
    IWorkItemStore items,
    ISuggestionStore suggestions,
    IAnalysisStore analyses,
    ILedgerStore ledger,
    KnownAnswer knownAnswer,
    StepReport steps,
    EditorAccess access)
{
    // An image with more calls than this was tagged again hundreds of times; the newest tell enough.
    private const int MaxCalls = 500;

    // Somebody who saves an image faster than it can be looked at is told what the last look found.
    private const int MaxLooks = 3;

    // Without a property for them these are still shown, with the way to add one; a description is for sites that have one.
    private static readonly Field[] s_wanted = [Field.AltText, Field.Title, Field.Keywords];

    /// <summary>The report; null where the item is gone or of a type AutoTag does not look at.</summary>
    public async Task<MediaItemState?> OfAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        // Before the image: what is done by now is to be seen in it.
        WorkItem? work = await items.FindAsync(mediaKey, cancellationToken);
        if (await SteadyFactsAsync(mediaKey, cancellationToken) is not { } facts)
        {
            return null;
        }

        MediaItem item = facts.Item;
        string? decorativeSaysWho = await steps.WhoSaysDecorativeAsync(work, cancellationToken);
        return new MediaItemState(
            item.Key,
            item.Name,
            item.TypeAlias,
            work is null ? ItemState.NotQueued : StateOf(work.State),
            DueAtOf(work),
            work?.Attempts ?? 0,
            work?.Reason,
            work?.ReasonCode,
            work?.EnqueuedAt,
            work?.ChangedAt,
            [.. FieldsOf(item).Select(field => View(field, facts, decorativeSaysWho))],
            [.. HistoryOf(facts).OrderByDescending(entry => entry.At)],
            CostOf(facts.Calls),
            Undo.WhatGoesBack(item, facts.Writes, facts.Suggestions).Count > 0,
            await knownAnswer.CoversAsync(item, work, cancellationToken),
            steps.AskAgain(facts.Calls),
            await steps.OfAsync(work, cancellationToken));
    }

    /// <summary>When work that waits is looked at next; work that has ended, or is under way, is due at no time.</summary>
    internal static DateTimeOffset? DueAtOf(WorkItem? work) => work is { State: WorkState.Waiting } ? work.DueAt : null;

    internal static ItemState StateOf(WorkState state) => state switch
    {
        WorkState.Waiting => ItemState.Waiting,
        WorkState.Working => ItemState.Working,
        WorkState.Done => ItemState.Done,
        WorkState.Skipped => ItemState.Skipped,
        WorkState.Failed => ItemState.Failed,
        _ => ItemState.Ignored,
    };

    // An image that AutoTag writes between the look at its values and the look at the writes would seem to be somebody else's.
    private async Task<ItemFacts?> SteadyFactsAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        ItemFacts? facts = null;
        MediaItem? item = await library.FindAsync(mediaKey, cancellationToken);
        for (int look = 0; look < MaxLooks && item is not null && !HoldTheSame(item, facts?.Item); look++)
        {
            facts = await FactsAsync(item, cancellationToken);
            item = await library.FindAsync(mediaKey, cancellationToken);
        }

        return item is null ? null : facts;
    }

    private static bool HoldTheSame(MediaItem item, MediaItem? other) =>
        other?.Fields.Count == item.Fields.Count && item.Fields.All(field => field.Value.Equals(other.Fields.GetValueOrDefault(field.Key)));

    private async Task<ItemFacts> FactsAsync(MediaItem item, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry> calls = await ledger.ForMediaAsync(item.Key, MaxCalls, cancellationToken);
        IReadOnlyList<Suggestion> proposed = await suggestions.ForMediaAsync(item.Key, cancellationToken);
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(item.Key, cancellationToken);
        IEnumerable<Guid> named = proposed.SelectMany(suggestion => suggestion.Origins.All.Select(origin => origin.AnalysisId).Prepend(suggestion.AnalysisId));
        IReadOnlyList<Analysis> sources = await analyses.GetAsync([.. named.Distinct()], cancellationToken);
        IReadOnlyList<DecisionMade> decisions = await suggestions.DecisionsAsync(item.Key, cancellationToken);
        IEnumerable<Guid> deciders = proposed.Select(suggestion => suggestion.DecidedBy)
            .Concat(writes.Select(write => write.DecidedBy))
            .Concat(decisions.Select(decision => decision.DecidedBy))
            .OfType<Guid>();
        return new ItemFacts(
            item,
            proposed,
            writes,
            decisions,
            sources.ToDictionary(analysis => analysis.Id),
            calls,
            await access.PeopleAsync(deciders));
    }

    private IEnumerable<FieldKey> FieldsOf(MediaItem item) =>
        properties.Wanted.Where(key => s_wanted.Contains(key.Field) || item.Fields.ContainsKey(key));

    private FieldView View(FieldKey key, ItemFacts facts, string? decorativeSaysWho)
    {
        IPropertyType? property = properties.Find(key, types.Get(facts.Item.TypeAlias)?.CompositionPropertyTypes ?? []);
        FieldValue value = facts.Item.Fields.GetValueOrDefault(key) ?? FieldValue.EmptyOf(key.Field);
        FieldWrite[] writes = [.. facts.Writes.Where(write => write.Field == key)];
        return new FieldView(
            key.Field,
            key.Language,
            property?.Alias,
            property?.Name,
            value.Parts,
            Ownership.Of(value, writes),
            Ownership.IsDecorative(value, writes),
            key.Field == Field.AltText ? decorativeSaysWho : null,
            [.. facts.Suggestions.Where(suggestion => suggestion.Field == key).Select(suggestion => View(suggestion, facts))]);
    }

    private static SuggestionView View(Suggestion suggestion, ItemFacts facts) => new(
        suggestion.Id,
        suggestion.Value,
        suggestion.State,
        suggestion.Version,
        suggestion.Confidence.Value,
        suggestion.ConfidenceSource,
        suggestion.State == SuggestionState.Pending ? suggestion.PendingReason ?? PendingReason.BelowThreshold : null,
        suggestion.CreatedAt,
        suggestion.ChangedAt,
        facts.PersonOf(suggestion.DecidedBy),
        suggestion.EditedValue,
        facts.Analyses.TryGetValue(suggestion.AnalysisId, out Analysis? analysis) ? OriginOf(analysis, suggestion.RevisionId, facts) : null,
        analysis is null ? null : BoxOf(suggestion, analysis),
        [.. suggestion.Origins.All.Select(origin => View(origin, facts))]);

    private static SourceView View(SuggestionOrigin origin, ItemFacts facts)
    {
        Analysis? analysis = facts.Analyses.GetValueOrDefault(origin.AnalysisId);
        return new SourceView(
            analysis?.Connection,
            analysis?.ModelReported ?? analysis?.ModelAsked,
            origin.Confidence.Value,
            origin.ConfidenceSource,
            origin.Said,
            origin.BecauseOf,
            origin.Calibrated is { Confidence.Value: { } share } calibrated ? new CalibratedView(share, calibrated.Decisions) : null);
    }

    private static Box? BoxOf(Suggestion suggestion, Analysis analysis)
    {
        SuggestionOrigin? leading = suggestion.Origins.All.FirstOrDefault();
        string said = FieldText.Fold(leading?.Said ?? leading?.BecauseOf ?? suggestion.Value);
        return analysis.Observations.FirstOrDefault(observation => observation.Box is not null && FieldText.Fold(observation.Value) == said)?.Box;
    }

    private static Origin OriginOf(Analysis analysis, string revisionId, ItemFacts facts)
    {
        LedgerEntry? call = analysis.CallId is { } id ? facts.Calls.FirstOrDefault(call => call.CallId == id) : null;
        return new Origin(
            analysis.Connection,
            analysis.Provider,
            analysis.ModelAsked,
            analysis.ModelReported,
            analysis.CreatedAt,
            revisionId,
            // Without a call nothing was sent; a call that is not this item's was paid for with the same picture elsewhere, and is free here.
            call is null ? new Money(0) : Money.From(call.Cost),
            call?.Usage.Credits,
            call?.PriceBasis ?? PriceBasis.Free,
            StepReport.StandInOf(analysis));
    }

    private static IEnumerable<HistoryEntry> HistoryOf(ItemFacts facts)
    {
        // An editor's write carries the revision of the suggestion it came from and is told by that decision; an undo carries none.
        IEnumerable<HistoryEntry> writes = facts.Writes
            .Where(write => write.Confirmed && (write.DecidedBy is null || write.RevisionId is null))
            .Select(write => new HistoryEntry(
                write.WrittenAt,
                write.DecidedBy is null ? HistoryKind.Written : write.IsDecorative ? HistoryKind.Decorative : HistoryKind.Undone,
                write.Field.Field,
                write.Field.Language,
                write.Before.Parts,
                write.After.Parts,
                facts.PersonOf(write.DecidedBy)));

        IEnumerable<HistoryEntry> decisions = facts.Decisions
            .Select(decision => new HistoryEntry(
                decision.DecidedAt,
                KindOf(decision.Kind),
                decision.Field.Field,
                decision.Field.Language,
                decision.Kind is DecisionKind.Accepted or DecisionKind.AcceptedByHand or DecisionKind.TakenBack || decision.Proposed.Length == 0 ? [] : [decision.Proposed],
                decision.Kind is DecisionKind.Accepted or DecisionKind.AcceptedByHand ? [decision.Proposed] : decision.Instead is { } instead ? [instead] : [],
                facts.PersonOf(decision.DecidedBy)));

        return writes.Concat(decisions);
    }

    private static HistoryKind KindOf(DecisionKind decision) => decision switch
    {
        DecisionKind.Accepted => HistoryKind.Accepted,
        DecisionKind.Edited => HistoryKind.Edited,
        DecisionKind.Rejected => HistoryKind.Rejected,
        DecisionKind.EditedByHand => HistoryKind.EditedByHand,
        DecisionKind.RemovedByHand => HistoryKind.RemovedByHand,
        DecisionKind.TakenBack => HistoryKind.TakenBack,
        DecisionKind.Decorative => HistoryKind.Decorative,
        DecisionKind.AcceptedByHand => HistoryKind.AcceptedByHand,
        _ => HistoryKind.Lost,
    };

    private static Cost CostOf(IReadOnlyList<LedgerEntry> calls) => new(
        calls.Sum(call => call.Cost?.Amount ?? 0),
        calls.Count,
        calls.Count(call => call.Failure is not null),
        calls.Count(call => call.Charged != Charged.No && call.Cost is null),
        calls.Sum(call => call.CreditsTaken ?? 0));

    private sealed record ItemFacts(
        MediaItem Item,
        IReadOnlyList<Suggestion> Suggestions,
        IReadOnlyList<FieldWrite> Writes,
        IReadOnlyList<DecisionMade> Decisions,
        IReadOnlyDictionary<Guid, Analysis> Analyses,
        IReadOnlyList<LedgerEntry> Calls,
        IReadOnlyDictionary<Guid, Person> People)
    {
        public Person? PersonOf(Guid? key) => key is { } known ? People.GetValueOrDefault(known) : null;
    }
}
