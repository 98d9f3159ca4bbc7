namespace Umbraco.AutoTag.Core.Queue;

/// <summary>The durable queue. Any number of processes share it.</summary>
public interface IWorkItemStore
{
    /// <summary>
    /// Brings items in: inserts a row each, or bumps the existing one (state waiting, due now, generation counted up). Work that is outstanding
    /// keeps the better origin and stays with the worker that has it; work that has ended takes the new origin.
    /// An ignored item stays ignored: that was a decision. An <see cref="WorkOrigin.Import"/> is only noted, as skipped, where there is no row yet.
    /// </summary>
    /// <returns>How many items have work now; ignored items and imports do not count.</returns>
    Task<int> EnqueueAsync(IReadOnlyCollection<WorkRequest> requests, CancellationToken cancellationToken);

    /// <summary>Claims up to <paramref name="max"/> due items, or items whose lease has run out, in one statement, best origin first, then oldest due time.</summary>
    Task<IReadOnlyList<Lease>> ClaimAsync(string worker, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease; null where it is lost.</summary>
    Task<Lease?> ExtendAsync(Lease lease, TimeSpan by, CancellationToken cancellationToken);

    /// <summary>True while the lease holds.</summary>
    Task<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Ends the work on an item. False where the lease was lost, so nothing was stored.</summary>
    Task<bool> EndAsync(Lease lease, WorkEnd end, CancellationToken cancellationToken);

    /// <summary>Gives a claimed item back untouched: due now, attempt not counted.</summary>
    Task GiveBackAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Makes due at once what waits for this reason, because the reason is gone; whatever else waits goes on waiting.</summary>
    /// <param name="reasonCode">As the items' work ended with.</param>
    /// <param name="cancellationToken">Stops between pieces; what is due by then stays so.</param>
    /// <returns>How many items are due earlier now.</returns>
    Task<int> WakeAsync(string reasonCode, CancellationToken cancellationToken);

    /// <summary>The row of one media item; null where there is none.</summary>
    Task<WorkItem?> FindAsync(Guid mediaKey, CancellationToken cancellationToken);

    /// <summary>Sets or lifts "never send this image". Lifting brings no work by itself.</summary>
    Task SetIgnoredAsync(Guid mediaKey, string path, bool ignored, Guid userKey, CancellationToken cancellationToken);

    /// <summary>Follows moves.</summary>
    Task MoveAsync(IReadOnlyCollection<(Guid MediaKey, string Path)> moves, CancellationToken cancellationToken);

    /// <summary>Drops waiting work of items that are trashed; what is under way finds out by itself.</summary>
    Task DropAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken);

    /// <summary>Removes everything AutoTag knows about items that are deleted for good, but for the ledger.</summary>
    Task ForgetAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken);

    /// <summary>How many items are in each state, of those under the given paths (null: all).</summary>
    Task<IReadOnlyDictionary<WorkState, long>> CountAsync(PathScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Of these items, the ones that have no row, or whose row is older than their last save: what the sweep must bring in.
    /// </summary>
    Task<IReadOnlyList<Guid>> MissingAsync(IReadOnlyCollection<(Guid MediaKey, DateTimeOffset SavedAt)> items, CancellationToken cancellationToken);

    /// <summary>When AutoTag first opened this database: what was saved before that is not tagged by itself, only by a run or by hand.</summary>
    Task<DateTimeOffset> FirstStartAsync(CancellationToken cancellationToken);

    /// <summary>The items whose state changed last, newest first, of those the scope allows.</summary>
    Task<IReadOnlyList<WorkItem>> RecentAsync(PathScope scope, IReadOnlyCollection<WorkState> states, int take, CancellationToken cancellationToken);
}

/// <summary>Which part of the library a person may see, as id paths of their start nodes.</summary>
/// <param name="Paths">Paths whose items and descendants are visible; null means everything.</param>
public sealed record PathScope(IReadOnlyList<string>? Paths)
{
    /// <summary>The whole library.</summary>
    public static PathScope Everything { get; } = new((IReadOnlyList<string>?)null);
}

/// <summary>One item brought to the queue.</summary>
public sealed record WorkRequest(Guid MediaKey, string Path, string Profile, WorkOrigin Origin, bool Force = false, Guid? RequestedBy = null);

/// <summary>How the work on an item ended.</summary>
/// <param name="State">Done, skipped, failed, or waiting again.</param>
/// <param name="DueAt">When it is tried again, where it waits; null otherwise.</param>
/// <param name="Reason">For people.</param>
/// <param name="ReasonCode">Stable word.</param>
/// <param name="CountsAsAttempt">False where nothing was tried (throttled, over budget): waiting for one's turn is not a failure.</param>
/// <param name="ContentHash">The content that was looked at, where it got that far.</param>
/// <param name="RevisionId">The revision it was looked at under.</param>
public sealed record WorkEnd(
    WorkState State,
    DateTimeOffset? DueAt = null,
    string? Reason = null,
    string? ReasonCode = null,
    bool CountsAsAttempt = true,
    string? ContentHash = null,
    string? RevisionId = null);
