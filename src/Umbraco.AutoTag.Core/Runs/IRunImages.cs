namespace Umbraco.AutoTag.Core.Runs;

/// <summary>The list of a run's images, and what became of each.</summary>
public interface IRunImages
{
    /// <summary>Puts a page of the library on the list, with the place where the next page begins, in one step.</summary>
    /// <param name="seen">The run as it was when the page was read.</param>
    /// <param name="images">What is on the page; an image that is on the list already stays as it is.</param>
    /// <param name="place">Where the next page begins; null where this was the last.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False where another server was faster, or the run no longer runs: nothing was changed.</returns>
    Task<bool> ListAsync(Run seen, IReadOnlyCollection<ListedImage> images, string? place, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the next images of the list into the queue, behind uploads. What is in the queue already stays with whoever pays for it, and the run
    /// takes what comes of it; only what a run that asks nobody has there, a run that pays takes over. The run's <see cref="Run.Pace"/> holds as it is
    /// in the database at that moment, whichever servers bring images in at once.
    /// </summary>
    /// <returns>How many were brought in; none where the run no longer runs.</returns>
    Task<int> FeedAsync(Run run, string profile, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Takes over what became of the images in the queue: from the queue itself, whoever worked on them and whenever. What the queue knows nothing of,
    /// because it was lost, is on the list again.
    /// </summary>
    /// <returns>How many have ended.</returns>
    Task<int> SettleAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>Takes out of the queue what still waits in it although the run does not run: an image that was in hand when it stopped, and has to be tried again.</summary>
    Task<int> WithdrawAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>What is still to come, whatever the size of the list.</summary>
    Task<RunBacklog> BacklogAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>How many images of each of these runs are where.</summary>
    Task<IReadOnlyDictionary<Guid, RunCounts>> CountAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancellationToken);

    /// <summary>How many of the run's images ended their work since then.</summary>
    Task<long> EndedSinceAsync(Guid run, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>What one of the run's own budget's reasons holds back, where it holds something back; null where it does not.</summary>
    Task<HeldBack?> HeldBackAsync(Guid run, IReadOnlyCollection<string> reasonCodes, CancellationToken cancellationToken);

    /// <summary>
    /// Has those tried at once that one of these reasons holds back although they came in before the run last began to move: what they were refused by is
    /// not the budget it has now. Each counts as come in since then, and is asked about so once.
    /// </summary>
    Task TryAgainAsync(Run run, IReadOnlyCollection<string> reasonCodes, CancellationToken cancellationToken);

    /// <summary>The images that the run wrote into, in a stable order.</summary>
    Task<IReadOnlyList<Guid>> WrittenAsync(Guid run, Guid? after, int take, CancellationToken cancellationToken);
}

/// <summary>What of a run is still to come.</summary>
/// <param name="Queued">How many images are in the queue or in a worker's hand.</param>
/// <param name="HasListed">True where there are more on the list.</param>
/// <param name="InBatches">How many of the queued ones wait for a batch, its own or another run's.</param>
public sealed record RunBacklog(int Queued, bool HasListed, int InBatches);

/// <summary>An image on a run's list.</summary>
/// <param name="Key">The media item.</param>
/// <param name="Path">Its id path.</param>
/// <param name="LeftOutBecause">Why it is not looked at; null where it is.</param>
public sealed record ListedImage(Guid Key, string Path, string? LeftOutBecause);

/// <summary>Where an image of a run is. The numbers are stored and never change their meaning.</summary>
public enum RunImageState
{
    /// <summary>On the list, and not in the queue.</summary>
    Listed = 0,

    /// <summary>In the queue, or in a worker's hand.</summary>
    Queued = 1,

    /// <summary>Looked at.</summary>
    Done = 2,

    /// <summary>Left out, or cannot be tagged.</summary>
    Skipped = 3,

    /// <summary>Given up.</summary>
    Failed = 4,
}

/// <summary>How many images of a run are where.</summary>
public sealed record RunCounts
{
    /// <summary>On the list, and not in the queue.</summary>
    public long Listed { get; init; }

    /// <summary>In the queue, or in a worker's hand.</summary>
    public long Queued { get; init; }

    /// <summary>Looked at, what was known already included.</summary>
    public long Done { get; init; }

    /// <summary>Of those, images for which the run made no call, because the answer was known already.</summary>
    public long Cached { get; init; }

    /// <summary>Of those, images that had suggestions waiting for an editor when they were done.</summary>
    public long ForReview { get; init; }

    /// <summary>Images that the run had written into when they ended.</summary>
    public long Written { get; init; }

    /// <summary>Left out or cannot be tagged, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Given up, by reason.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Of those in the queue, images that wait for something, by reason.</summary>
    public IReadOnlyDictionary<string, long> Waiting { get; init; } = new Dictionary<string, long>();

    /// <summary>All that have ended.</summary>
    public long Ended => Done + Skipped.Values.Sum() + Failed.Values.Sum();

    /// <summary>All that are still to come.</summary>
    public long ToCome => Listed + Queued;
}

/// <summary>What holds an image of a run back.</summary>
/// <param name="ReasonCode">A stable word.</param>
/// <param name="Reason">For people.</param>
public sealed record HeldBack(string ReasonCode, string? Reason);
