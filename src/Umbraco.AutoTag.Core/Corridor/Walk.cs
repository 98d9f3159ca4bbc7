using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>One claimed item's way through the rooms, from Prepare to Apply, and how it ends.</summary>
public sealed class Walk(
    IMediaLibrary library,
    IWorkItemStore items,
    ISuggestionStore suggestions,
    IRevisionStore revisions,
    IConnections connections,
    IProfiles profiles,
    ObserveSave observe,
    Prepare prepare,
    Analyse analyse,
    LastLook lastLook,
    Apply apply,
    KnownCurves curves,
    HeldConnections held,
    IListener listener,
    TimeProvider clock,
    Func<double> jitter,
    ILogger<Walk> log)
{
    /// <summary>The reason code of items whose media type has no property for any field.</summary>
    public const string NotSetUpCode = "NotSetUp";

    /// <summary>The reason code of items whose worker fell silent again and again.</summary>
    public const string InterruptedCode = "Interrupted";

    private const int MaxUnexpected = 3;

    // Apply has tried several times by then; once more, when whatever refuses the save may have changed its mind.
    private const int MaxNotWritten = 2;

    private static readonly TimeSpan s_beforeAnotherTry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_beforeAnotherSave = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_afterInterruption = TimeSpan.FromMinutes(1);

    // The properties may also come by uSync or Deploy, of which nobody tells us.
    private static readonly TimeSpan s_beforeAnotherLook = TimeSpan.FromHours(1);

    /// <summary>
    /// Walks and ends the lease, whatever happens: an unexpected exception costs the item an attempt and is logged, a shutdown gives it back.
    /// A lease that is lost by then can neither be ended nor given back: the fence says so.
    /// </summary>
    /// <param name="lease">The item.</param>
    /// <param name="cancellationToken">The site stops, or the lease is lost: nothing more is begun.</param>
    /// <param name="callsUntil">
    /// Stops the call that is on its way by then, whose answer is kept and not paid for again; null where it stops with everything else.
    /// </param>
    public async Task WalkAsync(Lease lease, CancellationToken cancellationToken, CancellationToken? callsUntil = null)
    {
        var inVain = new PaidInVain(lease.Item.Tries);
        DateTimeOffset readAt = clock.GetUtcNow();
        using Activity? span = Rooms.Walk(lease, readAt);
        WorkEnd end;
        try
        {
            end = Interrupted(lease) ?? await ThroughTheRoomsAsync(lease, inVain, callsUntil, cancellationToken) with { ReadAt = readAt };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await items.GiveBackAsync(lease, inVain.Now, CancellationToken.None);
            throw;
        }
        catch (Exception unexpected)
        {
            log.LogError(unexpected, "AutoTag met something unexpected on media item {MediaKey}.", lease.Item.MediaKey);
            end = Unexpected(lease, unexpected, inVain);
        }

        span.EndsAs(end.State, end.ReasonCode);
        ItemMeter.Ended(end.State, end.ReasonCode);
        if (await items.EndAsync(lease, end, CancellationToken.None))
        {
            listener.Hear(new WalkEnded(lease.Item.MediaKey));
        }
        else
        {
            log.LogInformation("AutoTag lost its lease on media item {MediaKey}; whoever holds it now carries on.", lease.Item.MediaKey);
        }
    }

    private async Task<WorkEnd> ThroughTheRoomsAsync(Lease lease, PaidInVain inVain, CancellationToken? callsUntil, CancellationToken cancellationToken)
    {
        MediaItem? item = await library.FindAsync(lease.Item.MediaKey, cancellationToken);
        if (lastLook.RefusalOf(item) is { } unwanted)
        {
            return Skipped(unwanted);
        }

        if (item!.Fields.Count == 0)
        {
            return NotSetUp(item);
        }

        await observe.ObserveAsync(item.Key, cancellationToken);

        (PreparedMedia? media, Refusal? refusal) = await PrepareAsync(item, cancellationToken);
        if (media is null)
        {
            return Skipped(refusal!);
        }

        await using (media)
        {
            return await LookAndWriteAsync(lease, item, media, inVain, callsUntil, cancellationToken);
        }
    }

    private async Task<(PreparedMedia? Media, Refusal? Refusal)> PrepareAsync(MediaItem item, CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("prepare");
        return await prepare.OpenAsync(item, cancellationToken);
    }

    private async Task<WorkEnd> LookAndWriteAsync(
        Lease lease, MediaItem item, PreparedMedia media, PaidInVain inVain, CancellationToken? callsUntil, CancellationToken cancellationToken)
    {
        Profile profile = profiles.Find(lease.Item.Profile) ?? profiles.Default;
        Revision revision = RevisionOf.Profile(profile, connections, clock.GetUtcNow());
        await revisions.KeepAsync(revision, cancellationToken);

        Looked looked = await analyse.LookAsync(
            new Inquiry
            {
                Item = item,
                Media = media,
                Profile = profile,
                RevisionId = revision.Id,
                Work = lease.Item,
                Looker = item.Key,
                InVain = inVain,
                CallsUntil = callsUntil,
                LastLook = token => lastLook.InTheWayAsync(lease, media, token),
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (looked.Analyses.Count > 0 && !await DecideAndApplyAsync(lease, item.Key, profile, revision.Id, looked, cancellationToken))
        {
            return NotWritten(lease, inVain);
        }

        // What is only decided anew was not looked at: a run over what another revision saw still means it.
        if (lease.Item.Run is { AsksNobody: true })
        {
            await BringBackReplacedAsync(lease, item, media);
            return EndOf(lease, looked, inVain);
        }

        // What waits has not been looked at under this revision: to say so would make it look done where a run is taken out of the queue.
        WorkEnd end = EndOf(lease, looked, inVain);
        return end.State == WorkState.Waiting ? end : end with
        {
            ContentHash = media.Hash.Hex,
            RevisionId = revision.Id,
            Answers = AnswersOf(lease, looked),
        };
    }

    // What the sweep brings in nobody has asked for, and mostly it was looked at before: no known answer is a saving there.
    private static Guid[] AnswersOf(Lease lease, Looked looked) =>
        lease.Item.Origin == WorkOrigin.Sweep ? [] : [.. looked.Analyses.Select(source => source.Analysis.CallId).OfType<Guid>().Distinct()];

    // A file that was replaced while nobody took note of the save: this run has passed over it, and the sweep would take it for seen.
    private async Task BringBackReplacedAsync(Lease lease, MediaItem item, PreparedMedia media)
    {
        if (lease.Item.ContentHash is { } seen && seen != media.Hash.Hex)
        {
            await items.EnqueueAsync([new WorkRequest(item.Key, item.Path, lease.Item.Profile, WorkOrigin.Sweep)], CancellationToken.None);
        }
    }

    private async Task<bool> DecideAndApplyAsync(
        Lease lease, Guid key, Profile profile, string revisionId, Looked looked, CancellationToken cancellationToken)
    {
        // Looking may have taken minutes: what counts are the values of now.
        MediaItem? item = await library.FindAsync(key, cancellationToken);
        IReadOnlyList<Suggestion> earlier = await suggestions.ForMediaAsync(key, cancellationToken);
        return item is { Trashed: false } && await apply.WriteAsync(
            lease,
            new DecisionInput
            {
                Item = item,
                Profile = profile,
                RevisionId = revisionId,
                Analyses = looked.Analyses,
                Curves = await curves.CurrentAsync(cancellationToken),
                Earlier = earlier,
                Writes = await suggestions.WritesAsync(key, cancellationToken),
                IsComplete = looked.Replaces(earlier),
                IsAsked = lease.Item.Origin is WorkOrigin.TagNow or WorkOrigin.Suggest,
                OnlySuggests = lease.Item.Origin == WorkOrigin.Suggest,
                Now = clock.GetUtcNow(),
            },
            cancellationToken);
    }

    private WorkEnd EndOf(Lease lease, Looked looked, PaidInVain inVain) => looked switch
    {
        { Failure: { } failure } => EndOf(lease, looked, failure, inVain),
        { Refusal: { } refusal } => Skipped(refusal),
        _ => new WorkEnd(WorkState.Done),
    };

    private static WorkEnd Skipped(Refusal refusal) => new(WorkState.Skipped, Reason: refusal.Message, ReasonCode: refusal.Code.ToString());

    private WorkEnd EndOf(Lease lease, Looked looked, Failure failure, PaidInVain inVain)
    {
        FailureRule rule = FailureRules.For(failure.Kind);
        // Waiting is for nothing that may be paid for each time, nor for what ends the same way each time; whichever step or fallback met it.
        bool counts = failure is { Sent: true, IsFinal: false } && (rule.Fate == ItemFate.Retries || failure.Charged != Charged.No);
        List<Failure> wasted = [.. looked.Failures.Where(other => !ReferenceEquals(other, failure) && FailureRules.IsWasted(other))];
        IEnumerable<Failure> ended = counts || rule.Fate == ItemFate.Skipped ? [.. wasted, failure] : wasted;
        string[] tried = [.. inVain.Now, .. ended.Where(other => other.Charged == Charged.No).Select(FailureRules.CountedAs)];
        int Met(Failure other) => lease.Item.Tries.Of(FailureRules.CountedAs(other)) + tried.Count(kind => kind == FailureRules.CountedAs(other));

        bool isGivenUp = failure.IsFinal || rule.Fate == ItemFate.Skipped || (counts && Met(failure) >= FailureRules.MaxAttempts(failure));
        Failure? final = isGivenUp
            ? failure
            : wasted.FirstOrDefault(other => other.Repairable == Repairable.Tried || Met(other) >= FailureRules.MaxPaidAttempts)
                ?? (inVain.IsEnough ? looked.Failures.LastOrDefault(other => other.Charged != Charged.No) ?? inVain.Reason() : null);
        if (final is not null)
        {
            return new WorkEnd(
                FailureRules.For(final.Kind).Fate == ItemFate.Skipped ? WorkState.Skipped : WorkState.Failed,
                Reason: final.Message,
                ReasonCode: final.ReasonCode,
                TriedAs: tried);
        }

        // A budget's next period begins when it begins, and what waits for it is claimed a few at a time.
        int met = lease.Item.Tries.Of(FailureRules.CountedAs(failure)) + 1;
        TimeSpan wait = failure is { HoldsConnection: true, RetryAfter: { } period } ? period : FailureRules.ItemDelay(failure, met, jitter());
        return new WorkEnd(
            WorkState.Waiting,
            DueAt: clock.GetUtcNow() + wait,
            Reason: failure.Message,
            ReasonCode: failure.ReasonCode,
            CountsAsAttempt: tried.Length > 0,
            TriedAs: tried,
            WaitsFor: WaitsFor(failure));
    }

    // Where the connection itself lets nothing through, others would only be opened and put back like this one.
    private string? WaitsFor(Failure failure)
    {
        if (failure is { HoldsConnection: true, Connection: { } budgeted })
        {
            held.Hold(budgeted, failure);
            return budgeted;
        }

        if (failure.Connection is not { } connection || FailureRules.For(failure.Kind).Connection is null)
        {
            return null;
        }

        held.Hold(connection, FailureRules.Delay(failure, attempts: 1, jitter: 0));
        return connection;
    }

    /// <summary>What follows from workers that fell silent while they held this item; null where the walk may begin.</summary>
    private WorkEnd? Interrupted(Lease lease)
    {
        int lost = lease.Item.LostLeases;
        if (lost >= FailureRules.MaxInterruptions)
        {
            return new WorkEnd(
                WorkState.Failed,
                Reason: $"The site's process stopped {lost} times while it looked at this image, which may be what stops it. It is not tried again by itself.",
                ReasonCode: InterruptedCode);
        }

        // A first time happens to any image. From the second on there is a pause, so that an image that stops the site does not keep it from running,
        // and one that is only unlucky while the site is restarted again and again is not blamed.
        return lost > 1 && lease.Item.Tries.Of(InterruptedCode) < lost - 1
            ? new WorkEnd(
                WorkState.Waiting,
                DueAt: clock.GetUtcNow() + s_afterInterruption * (1 + jitter()),
                Reason: $"The site's process stopped {lost} times while it looked at this image.",
                ReasonCode: InterruptedCode)
            : null;
    }

    // Nobody is asked, and paid, for words that have no place. Setting the media type up brings these items in.
    private WorkEnd NotSetUp(MediaItem item) => new(
        WorkState.Waiting,
        DueAt: clock.GetUtcNow() + s_beforeAnotherLook,
        CountsAsAttempt: false,
        Reason: $"The media type {item.TypeAlias} has no properties for alt text, title or keywords yet. An administrator adds them on the AutoTag dashboard in Media.",
        ReasonCode: NotSetUpCode);

    private WorkEnd NotWritten(Lease lease, PaidInVain inVain) => AgainOrFailed(
        lease, inVain, MaxNotWritten, s_beforeAnotherSave, "The values could not be written: the item is gone, is saved again and again, or the site refuses the save.", "NotWritten");

    private WorkEnd Unexpected(Lease lease, Exception unexpected, PaidInVain inVain) => AgainOrFailed(
        lease, inVain, MaxUnexpected, s_beforeAnotherTry, $"Something unexpected happened ({unexpected.GetType().Name}). The site's log has the details.", "Unexpected");

    private WorkEnd AgainOrFailed(Lease lease, PaidInVain inVain, int most, TimeSpan pause, string reason, string reasonCode)
    {
        string[] tried = [reasonCode, .. inVain.Now];
        return lease.Item.Tries.Of(reasonCode) + 1 >= most
            ? new WorkEnd(WorkState.Failed, Reason: reason, ReasonCode: reasonCode, TriedAs: tried)
            : new WorkEnd(WorkState.Waiting, DueAt: clock.GetUtcNow() + pause, Reason: reason, ReasonCode: reasonCode, TriedAs: tried);
    }
}
