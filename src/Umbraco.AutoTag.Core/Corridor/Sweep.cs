using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Finds media that should have work and has none: a save that crashed before Intake, or one that met a locked or full database.
/// Events only make AutoTag fast; what must be done follows from what is there.
/// </summary>
public sealed class Sweep(IMediaLibrary library, IWorkItemStore items, IProfiles profiles)
{
    private const int BatchSize = 200;

    /// <summary>
    /// Goes through the media saved since AutoTag was installed. What is older is left to a run that somebody starts and pays for knowingly.
    /// </summary>
    /// <param name="all">Brings in everything, not only what is missing: after a media type got its properties, what is known finds its place, for free.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>How many items were brought in.</returns>
    public async Task<int> RunAsync(bool all, CancellationToken cancellationToken)
    {
        DateTimeOffset since = await items.FirstStartAsync(cancellationToken);
        var batch = new List<MediaReference>(BatchSize);
        int found = 0;
        await foreach (MediaReference media in library.EnumerateAsync(since, cancellationToken))
        {
            batch.Add(media);
            if (batch.Count == BatchSize)
            {
                found += await BringInAsync(batch, all, cancellationToken);
                batch.Clear();
            }
        }

        return found + await BringInAsync(batch, all, cancellationToken);
    }

    private async Task<int> BringInAsync(List<MediaReference> batch, bool all, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return 0;
        }

        IReadOnlyList<Guid> wanted = all
            ? await LookedAtAsync(batch, cancellationToken)
            : await items.MissingAsync([.. batch.Select(media => (media.Key, media.SavedAt))], cancellationToken);
        WorkRequest[] requests =
        [
            .. batch.Where(media => wanted.Contains(media.Key))
                .Select(media => new WorkRequest(media.Key, media.Path, profiles.Default.Alias, WorkOrigin.Sweep)),
        ];
        return requests.Length == 0 ? 0 : await items.EnqueueAsync(requests, cancellationToken);
    }

    // What waits comes by itself, and what was given up is not paid for again: only what is known, or was never seen, has something to gain.
    private async Task<IReadOnlyList<Guid>> LookedAtAsync(List<MediaReference> batch, CancellationToken cancellationToken)
    {
        var lookedAt = new List<Guid>(batch.Count);
        foreach (MediaReference media in batch)
        {
            if (await items.FindAsync(media.Key, cancellationToken) is null or { State: WorkState.Done } or { ReasonCode: Walk.NotSetUpCode })
            {
                lookedAt.Add(media.Key);
            }
        }

        return lookedAt;
    }
}
