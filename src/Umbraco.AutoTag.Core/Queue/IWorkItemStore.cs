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

    /// <summary>
    /// Claims up to <paramref name="max"/> due items, or items whose lease has run out, in one statement, best origin first, then oldest due time.
    /// Items that wait for a connection are claimed only where it is among <paramref name="connections"/>. What a run brought in is claimed
    /// only while that run is running.
    /// </summary>
    Task<IReadOnlyList<Lease>> ClaimAsync(
        string worker, int max, TimeSpan lease, IReadOnlyCollection<string> connections, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease; null where it is lost.</summary>
    Task<Lease?> ExtendAsync(Lease lease, TimeSpan by, CancellationToken cancellationToken);

    /// <summary>True while the lease holds.</summary>
    Task<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Ends the work on an item. False where the lease was lost, so nothing was stored.</summary>
    Task<bool> EndAsync(Lease lease, WorkEnd end, CancellationToken cancellationToken);

    /// <summary>Gives a claimed item back: due now, attempt not counted.</summary>
    /// <param name="lease">The hold on it; nothing is changed where it is lost.</param>
    /// <param name="met">What it met all the same, as <see cref="WorkEnd.TriedAs"/>: calls that may have been paid for are counted however a walk ends.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    Task GiveBackAsync(Lease lease, IReadOnlyList<string> met, CancellationToken cancellationToken);

    /// <summary>
    /// Makes due now what waits for a later moment for this reason: what it waits for may have come already. How often each was tried stays.
    /// </summary>
    /// <returns>How many items that were.</returns>
    Task<int> RecallAsync(string reasonCode, CancellationToken cancellationToken);

    /// <summary>Makes due at once what waits for this connection, because it works again; whatever else waits goes on waiting.</summary>
    /// <param name="connection">Its alias.</param>
    /// <param name="cancellationToken">Stops between pieces; what is due by then stays so.</param>
    /// <returns>How many items are due earlier now.</returns>
    Task<int> WakeAsync(string connection, CancellationToken cancellationToken);

    /// <summary>The row of one media item; null where there is none.</summary>
    Task<WorkItem?> FindAsync(Guid mediaKey, CancellationToken cancellationToken);

    /// <summary>True where an editor said "never send this image", also where the queue has lost the item's row.</summary>
    Task<bool> IsIgnoredAsync(Guid mediaKey, CancellationToken cancellationToken);

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

    /// <summary>The items whose state changed last, newest first, of those the scope allows.</summary>
    Task<IReadOnlyList<WorkItem>> RecentAsync(PathScope scope, IReadOnlyCollection<WorkState> states, int take, CancellationToken cancellationToken);

    /// <summary>The items that were given up, of those the scope allows, counted by reason; the most frequent first.</summary>
    Task<IReadOnlyList<GivenUp>> GivenUpAsync(PathScope scope, CancellationToken cancellationToken);

    /// <summary>Brings in again what was given up, of the items the scope allows.</summary>
    /// <param name="scope">Whose part of the library.</param>
    /// <param name="reasonCode">Only what was given up for this reason; null for all.</param>
    /// <param name="requestedBy">Who asked.</param>
    /// <param name="cancellationToken">Stops between pieces; what was brought in stays so.</param>
    /// <returns>How many items were brought in.</returns>
    Task<int> RetryAsync(PathScope scope, string? reasonCode, Guid requestedBy, CancellationToken cancellationToken);
}

/// <summary>Which part of the library a person may see, as id paths of their start nodes.</summary>
/// <param name="Paths">Paths whose items and descendants are visible; null means everything.</param>
public sealed record PathScope(IReadOnlyList<string>? Paths)
{
    /// <summary>The whole library.</summary>
    public static PathScope Everything { get; } = new((IReadOnlyList<string>?)null);
}

/// <summary>One item brought to the queue.</summary>
/// <param name="MediaKey">The media item.</param>
/// <param name="Path">Its id path.</param>
/// <param name="Profile">Alias of the profile to use.</param>
/// <param name="Origin">Why.</param>
/// <param name="Force">Analyse, and pay, even where an answer is known.</param>
/// <param name="RequestedBy">Who asked; null where nobody did.</param>
/// <param name="RunId">The run whose budget pays; null where it belongs to none. Outstanding work stays with whoever pays for it already.</param>
/// <param name="SavedAt">
/// Where the sweep brings it in: when it was saved. Of an item without a row, calls since then that were paid for in vain count as its own: the row may
/// have been lost. Null otherwise.
/// </param>
public sealed record WorkRequest(
    Guid MediaKey, string Path, string Profile, WorkOrigin Origin, bool Force = false, Guid? RequestedBy = null, Guid? RunId = null,
    DateTimeOffset? SavedAt = null);

/// <summary>How the work on an item ended.</summary>
/// <param name="State">Done, skipped, failed, or waiting again.</param>
/// <param name="DueAt">When it is tried again, where it waits; null otherwise.</param>
/// <param name="Reason">For people.</param>
/// <param name="ReasonCode">Stable word.</param>
/// <param name="CountsAsAttempt">False where nothing was tried (throttled, over budget): waiting for one's turn is not a failure.</param>
/// <param name="ContentHash">The content that was looked at, where it got that far.</param>
/// <param name="RevisionId">The revision it was looked at under.</param>
/// <param name="TriedAs">What was met, each counted by itself; the reason code where null.</param>
/// <param name="WaitsFor">The connection it waits for; null where it waits for none.</param>
/// <param name="ReadAt">When the item was read: saves before that moment are known of. Null where it was not read.</param>
/// <param name="Answers">
/// The ledger's calls that brought the answers the item took, whoever paid for them and whenever: those that were known already count as saved. Empty or
/// null where none is to count.
/// </param>
public sealed record WorkEnd(
    WorkState State,
    DateTimeOffset? DueAt = null,
    string? Reason = null,
    string? ReasonCode = null,
    bool CountsAsAttempt = true,
    string? ContentHash = null,
    string? RevisionId = null,
    IReadOnlyList<string>? TriedAs = null,
    string? WaitsFor = null,
    DateTimeOffset? ReadAt = null,
    IReadOnlyList<Guid>? Answers = null);

/// <summary>How many items were given up for a reason.</summary>
/// <param name="ReasonCode">The reason's stable word.</param>
/// <param name="Count">How many.</param>
public sealed record GivenUp(string ReasonCode, long Count);
