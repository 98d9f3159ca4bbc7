using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>The batches and their calls, shared by all servers. A batch is in one server's hand at a time; whoever lost it can write nothing of it.</summary>
public interface IBatchStore
{
    /// <summary>The call that asks this; null where none does.</summary>
    Task<BatchCall?> FindAsync(AnalysisKey key, CancellationToken cancellationToken);

    /// <summary>Lets a call wait for a batch. False where another asks the same already: nothing was kept.</summary>
    Task<bool> CollectAsync(BatchCall call, CancellationToken cancellationToken);

    /// <summary>Removes a call that is in no batch, with what was put aside for it.</summary>
    /// <returns>False where it is in a batch, and stays.</returns>
    Task<bool> RemoveAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>Which calls wait to be handed over.</summary>
    Task<IReadOnlyList<WaitingPile>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>Puts all calls of a pile that wait back in line: its run no longer runs.</summary>
    Task DissolveAsync(BatchPile pile, CancellationToken cancellationToken);

    /// <summary>Begins a batch with the oldest waiting calls of a pile. Null where there are none any more, or the run no longer runs.</summary>
    Task<Batch?> BeginAsync(BatchPile pile, int most, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Claims a batch that something is to be done with: one whose look is due, or that a server died with. Null where there is none.</summary>
    Task<Batch?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The calls of a batch that are not settled, oldest first.</summary>
    Task<IReadOnlyList<BatchCall>> CallsAsync(Guid batch, CancellationToken cancellationToken);

    /// <summary>Takes calls out of a batch that was not handed over; they wait for the next one. Ends it where nothing is left in it.</summary>
    Task ReturnAsync(Batch batch, IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken);

    /// <summary>Takes calls out of a batch that was not handed over, and puts their items back in line. Ends it where nothing is left in it.</summary>
    Task LeaveOutAsync(Batch batch, IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that the batch goes out now, with those of its calls whose reservation still holds: from here on each is in the ledger sooner or later. The
    /// others are put back in line; all of them where its run no longer runs.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="lease">How long it may take to hand it over.</param>
    /// <param name="expiresAt">From when on nobody waits for its answers any more.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The calls to send; none where the batch was lost to another server.</returns>
    Task<IReadOnlyList<Guid>> SendingAsync(Batch batch, TimeSpan lease, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>The vendor has it.</summary>
    Task<bool> SentAsync(Batch batch, string vendorId, DateTimeOffset lookAt, CancellationToken cancellationToken);

    /// <summary>The vendor did not take it: nothing was charged. Its items are put back in line after a pause.</summary>
    Task NotSentAsync(Batch batch, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Keeps what was put aside for a batch that was handed over, until then at least.</summary>
    Task KeepAsideAsync(Batch batch, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Lets the batch go until its next look.</summary>
    Task LookAgainAsync(Batch batch, DateTimeOffset lookAt, bool isStopping, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a call's row into the ledger, ends its reservation and puts its item in line, all or nothing and once. Where it brought no answer the
    /// reason stays for the item to take.
    /// </summary>
    /// <returns>False where it was settled already.</returns>
    Task<bool> SettleAsync(BatchCall call, LedgerEntry entry, Failure? failure, CancellationToken cancellationToken);

    /// <summary>Nothing more will come of it, and every call is settled.</summary>
    Task EndAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a batch up whose connection is gone, so that nobody can ask about it: what was put aside becomes the ledger's rows when its time is over, and
    /// the reason stays for the items to take, so that nobody pays again by itself once the connection is back.
    /// </summary>
    Task AbandonAsync(Batch batch, Failure failure, CancellationToken cancellationToken);

    /// <summary>The batches of a run, oldest first.</summary>
    Task<IReadOnlyList<Batch>> OfRunAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>How many batches are being built or are with a vendor, those of paused and cancelled runs included.</summary>
    Task<int> UnderWayAsync(CancellationToken cancellationToken);
}
