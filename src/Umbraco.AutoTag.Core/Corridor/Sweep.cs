using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Finds media that should have work and has none: a save that crashed before Intake, or one that met a locked or full database; and follows
/// what was moved or deleted unnoticed. Events only make AutoTag fast; what must be done follows from what is there.
/// </summary>
/// <remarks>
/// A usual sweep reads what was saved since the last one. Once a day it goes through everything, which also makes up for a lost queue: what
/// is analysed already is brought in again and costs nothing, because answers are kept by content and not by item.
/// </remarks>
public sealed class Sweep(
    IMediaLibrary library, IWorkItemStore items, ISweepStore sweeps, IProfiles profiles, IConnections connections, Review review, TimeProvider clock)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan s_betweenFullSweeps = TimeSpan.FromDays(1);

    // A save carries the moment at which it was made by the clock of its server, and is seen when its transaction ends.
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(10);

    // Whoever starts may follow somebody who died a moment ago; by the second sweep what that one left has settled.
    private int _sweeps;

    /// <summary>
    /// Goes through the media saved since AutoTag was installed. What is older is left to a run that somebody starts and pays for knowingly.
    /// </summary>
    /// <param name="all">Brings in everything, not only what is missing: after a media type got its properties, what is known finds its place, for free.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>How many items were brought in.</returns>
    public async Task<int> RunAsync(bool all, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        SweepMarks marks = await sweeps.MarksAsync(cancellationToken);
        bool isFull = all || marks.SweptTo is null || marks.SweptAllAt is null || startedAt - marks.SweptAllAt >= s_betweenFullSweeps;

        await sweeps.ReleaseAsync([.. connections.All.Select(connection => connection.Alias)], cancellationToken);
        int found = await BringInLostAsync(cancellationToken) + await BringInAsync(Since(marks, isFull), all, isFull, cancellationToken);
        if (isFull)
        {
            await FollowAsync(cancellationToken);
        }

        // First: what cannot be finished does not have the library gone through again.
        await sweeps.KeepMarksAsync(startedAt, isFull, cancellationToken);
        if (isFull || ++_sweeps == 2)
        {
            await review.FinishAllAsync(cancellationToken);
        }

        return found;
    }

    private static DateTimeOffset Since(SweepMarks marks, bool isFull) =>
        isFull || marks.SweptTo - s_overlap is not { } since || since < marks.FirstStart ? marks.FirstStart : since;

    // What an editor asked for, or said never to send, holds also where it is older than AutoTag. What is in the library no more is left to FollowAsync.
    private async Task<int> BringInLostAsync(CancellationToken cancellationToken)
    {
        await sweeps.ForgetEndedWishesAsync(cancellationToken);
        int found = 0;
        for (Guid? last = null; await sweeps.LostAsync(last, BatchSize, cancellationToken) is { Count: > 0 } keys; last = keys[^1])
        {
            IReadOnlyDictionary<Guid, string> places = await library.PlacesAsync(keys, cancellationToken);
            found += await items.EnqueueAsync(
                [.. places.Select(place => new WorkRequest(place.Key, place.Value, profiles.Default.Alias, WorkOrigin.Sweep))], cancellationToken);
        }

        return found;
    }

    private async Task<int> BringInAsync(DateTimeOffset since, bool all, bool isFull, CancellationToken cancellationToken)
    {
        var batch = new List<MediaReference>(BatchSize);
        int found = 0;
        await foreach (MediaReference media in library.EnumerateAsync(since, cancellationToken))
        {
            batch.Add(media);
            if (batch.Count == BatchSize)
            {
                found += await BringInAsync(batch, all, isFull, cancellationToken);
                batch.Clear();
            }
        }

        return found + await BringInAsync(batch, all, isFull, cancellationToken);
    }

    private async Task<int> BringInAsync(List<MediaReference> batch, bool all, bool isFull, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<Guid, KnownItem> known = await sweeps.KnownAsync([.. batch.Select(media => media.Key)], cancellationToken);
        var requests = new List<WorkRequest>();
        foreach (MediaReference media in batch)
        {
            KnownItem? item = known.GetValueOrDefault(media.Key);
            bool isWanted = item is null
                || (all ? HasSomethingToGain(item) : IsOutdated(item, media))
                || (isFull && item.ReasonCode == nameof(RefusalCode.Excluded))
                || (isFull && await IsFileBackAsync(media.Key, item, cancellationToken));
            if (isWanted)
            {
                requests.Add(new WorkRequest(media.Key, media.Path, profiles.Default.Alias, WorkOrigin.Sweep, SavedAt: media.SavedAt));
            }
        }

        return requests.Count == 0 ? 0 : await items.EnqueueAsync(requests, cancellationToken);
    }

    // What waits comes by itself, and what was given up is not paid for again.
    private static bool HasSomethingToGain(KnownItem item) => item is { State: WorkState.Done } or { ReasonCode: Walk.NotSetUpCode };

    // What waits will look at the item as it is by then, and what is ignored stays so.
    private static bool IsOutdated(KnownItem item, MediaReference media) =>
        item.State is not (WorkState.Waiting or WorkState.Ignored) && item.SeenAt < media.SavedAt;

    // A file that is put back where it was saves no media item.
    private async Task<bool> IsFileBackAsync(Guid key, KnownItem item, CancellationToken cancellationToken)
    {
        if (item.State != WorkState.Skipped || item.ReasonCode != nameof(RefusalCode.FileMissing))
        {
            return false;
        }

        MediaItem? media = await library.FindAsync(key, cancellationToken);
        await using Stream? file = media?.FileValue is null ? null : await library.OpenAsync(media, cancellationToken);
        return file is not null;
    }

    /// <summary>Follows what was moved, and forgets what was deleted, where nobody told.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        for (Guid? last = null; ;)
        {
            IReadOnlyList<Guid> keys = await sweeps.MediaKeysAsync(last, BatchSize, cancellationToken);
            if (keys.Count == 0)
            {
                return;
            }

            IReadOnlyDictionary<Guid, string> places = await library.PlacesAsync(keys, cancellationToken);
            IReadOnlyDictionary<Guid, KnownItem> known = await sweeps.KnownAsync(keys, cancellationToken);
            await items.ForgetAsync([.. keys.Where(key => !places.ContainsKey(key))], cancellationToken);
            await items.MoveAsync(
                [.. places.Where(place => known.TryGetValue(place.Key, out KnownItem? item) && item.Path != place.Value).Select(place => (place.Key, place.Value))],
                cancellationToken);
            last = keys[^1];
        }
    }
}
