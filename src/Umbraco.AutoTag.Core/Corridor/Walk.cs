using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

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
    Apply apply,
    TimeProvider clock,
    Func<double> jitter,
    ILogger<Walk> log)
{
    /// <summary>The reason code of items whose media type has no property for any field.</summary>
    public const string NotSetUpCode = "NotSetUp";

    private const int MaxUnexpected = 3;
    private static readonly TimeSpan s_beforeAnotherTry = TimeSpan.FromSeconds(30);

    // The properties may also come by uSync or Deploy, of which nobody tells us.
    private static readonly TimeSpan s_beforeAnotherLook = TimeSpan.FromHours(1);

    /// <summary>
    /// Walks and ends the lease, whatever happens: an unexpected exception costs the item an attempt and is logged, a shutdown gives it back.
    /// </summary>
    public async Task WalkAsync(Lease lease, CancellationToken cancellationToken)
    {
        WorkEnd end;
        try
        {
            end = await ThroughTheRoomsAsync(lease, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await items.GiveBackAsync(lease, CancellationToken.None);
            throw;
        }
        catch (Exception unexpected)
        {
            log.LogError(unexpected, "AutoTag met something unexpected on media item {MediaKey}.", lease.Item.MediaKey);
            end = Unexpected(lease, unexpected);
        }

        if (!await items.EndAsync(lease, end, CancellationToken.None))
        {
            log.LogInformation("AutoTag lost its lease on media item {MediaKey}; whoever holds it now carries on.", lease.Item.MediaKey);
        }
    }

    private async Task<WorkEnd> ThroughTheRoomsAsync(Lease lease, CancellationToken cancellationToken)
    {
        MediaItem? item = await library.FindAsync(lease.Item.MediaKey, cancellationToken);
        if (item is null or { Trashed: true })
        {
            return new WorkEnd(WorkState.Skipped, Reason: "The item is in the recycle bin or gone.", ReasonCode: "Trashed");
        }

        if (item.Fields.Count == 0)
        {
            return NotSetUp(item);
        }

        await observe.ObserveAsync(item, cancellationToken);

        (PreparedMedia? media, Refusal? refusal) = await prepare.OpenAsync(item, cancellationToken);
        if (media is null)
        {
            return new WorkEnd(WorkState.Skipped, Reason: refusal!.Message, ReasonCode: refusal.Code.ToString());
        }

        await using (media)
        {
            return await LookAndWriteAsync(lease, item, media, cancellationToken);
        }
    }

    private async Task<WorkEnd> LookAndWriteAsync(Lease lease, MediaItem item, PreparedMedia media, CancellationToken cancellationToken)
    {
        Profile profile = profiles.Find(lease.Item.Profile) ?? profiles.Default;
        Revision revision = RevisionOf.Profile(profile, connections, clock.GetUtcNow());
        await revisions.KeepAsync(revision, cancellationToken);

        Looked looked = await analyse.LookAsync(
            item, media, profile, revision.Id, lease.Item.Force ? lease.Item.EnqueuedAt : null, cancellationToken);
        if (looked.Analyses.Count > 0 && !await DecideAndApplyAsync(lease, item.Key, profile, revision.Id, looked, cancellationToken))
        {
            return NotWritten(lease);
        }

        return EndOf(lease, looked) with { ContentHash = media.Hash.Hex, RevisionId = revision.Id };
    }

    private async Task<bool> DecideAndApplyAsync(
        Lease lease, Guid key, Profile profile, string revisionId, Looked looked, CancellationToken cancellationToken)
    {
        // Looking may have taken minutes: what counts are the values of now.
        MediaItem? item = await library.FindAsync(key, cancellationToken);
        return item is { Trashed: false } && await apply.WriteAsync(
            lease,
            new DecisionInput
            {
                Item = item,
                Profile = profile,
                RevisionId = revisionId,
                Analyses = looked.Analyses,
                Earlier = await suggestions.ForMediaAsync(key, cancellationToken),
                Writes = await suggestions.WritesAsync(key, cancellationToken),
                IsComplete = looked.IsComplete,
                IsAsked = lease.Item.Origin == WorkOrigin.TagNow,
                Now = clock.GetUtcNow(),
            },
            cancellationToken);
    }

    private WorkEnd EndOf(Lease lease, Looked looked) => looked switch
    {
        { Failure: { } failure } => EndOf(lease, failure),
        { Refusal: { } refusal } => new WorkEnd(WorkState.Skipped, Reason: refusal.Message, ReasonCode: refusal.Code.ToString()),
        _ => new WorkEnd(WorkState.Done),
    };

    private WorkEnd EndOf(Lease lease, Failure failure)
    {
        FailureRule rule = FailureRules.For(failure.Kind);
        int attempts = lease.Item.Attempts + 1;
        bool givenUp = rule.Fate == ItemFate.Skipped || (rule.Fate == ItemFate.Retries && failure.Sent && attempts >= FailureRules.MaxAttempts(failure));
        return givenUp
            ? new WorkEnd(rule.Fate == ItemFate.Skipped ? WorkState.Skipped : WorkState.Failed, Reason: failure.Message, ReasonCode: failure.Kind.ToString())
            : new WorkEnd(
                WorkState.Waiting,
                DueAt: clock.GetUtcNow() + FailureRules.Delay(failure, attempts, jitter()),
                Reason: failure.Message,
                ReasonCode: failure.Kind.ToString(),
                CountsAsAttempt: failure.Sent && rule.Fate == ItemFate.Retries);
    }

    // Nobody is asked, and paid, for words that have no place. Setting the media type up brings these items in.
    private WorkEnd NotSetUp(MediaItem item) => new(
        WorkState.Waiting,
        DueAt: clock.GetUtcNow() + s_beforeAnotherLook,
        CountsAsAttempt: false,
        Reason: $"The media type {item.TypeAlias} has no properties for alt text, title or keywords yet. An administrator adds them on the AutoTag dashboard in Media.",
        ReasonCode: NotSetUpCode);

    private WorkEnd NotWritten(Lease lease) =>
        AgainOrFailed(lease, "The values could not be written: the item is gone, is saved again and again, or the site refuses the save.", "NotWritten");

    private WorkEnd Unexpected(Lease lease, Exception unexpected) =>
        AgainOrFailed(lease, $"Something unexpected happened ({unexpected.GetType().Name}). The site's log has the details.", "Unexpected");

    private WorkEnd AgainOrFailed(Lease lease, string reason, string reasonCode) => lease.Item.Attempts + 1 >= MaxUnexpected
        ? new WorkEnd(WorkState.Failed, Reason: reason, ReasonCode: reasonCode)
        : new WorkEnd(WorkState.Waiting, DueAt: clock.GetUtcNow() + s_beforeAnotherTry, Reason: reason, ReasonCode: reasonCode);
}
