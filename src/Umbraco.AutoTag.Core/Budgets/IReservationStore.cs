namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>What is put aside for calls under way, by all servers. A reservation ends when the ledger gets the row of its call.</summary>
public interface IReservationStore
{
    /// <summary>
    /// Puts a reservation aside, unless what was spent, what is reserved and what this call may cost together exceed one of the budgets.
    /// Asking and putting aside is one step, whoever else asks at that moment.
    /// </summary>
    /// <returns>Null where it was put aside, else the first budget that says no.</returns>
    /// <exception cref="ArgumentException">A budget caps a unit in which the reservation's estimate is unknown.</exception>
    Task<BudgetRefusal?> ReserveAsync(Reservation reservation, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken);

    /// <summary>Notes that the call goes out now. From here on its end is written down even where this process does not live to see it.</summary>
    /// <returns>False where the reservation does not hold any more; then nothing may be sent.</returns>
    Task<bool> SendingAsync(Guid reservation, Guid callId, DateTimeOffset sentAt, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>
    /// Notes under which id the system works on the call that is under way, so that it can be asked what became of it. Where the call has ended by then, perhaps paid
    /// and without an id, its row in the ledger gets it.
    /// </summary>
    Task BegunAsync(Guid callId, string jobId, CancellationToken cancellationToken);

    /// <summary>Takes back <see cref="SendingAsync"/>: the call did not leave the server after all.</summary>
    Task NotSentAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>Gives back what was put aside, unless a call is under way with it.</summary>
    Task ReleaseAsync(Guid reservation, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the reservations whose time is over: where a call was under way, the ledger gets its row, as perhaps paid and at the reserved
    /// price; where none was, nothing was spent. Each exactly once, however many servers look.
    /// </summary>
    /// <returns>How many rows the ledger got.</returns>
    Task<int> ExpireAsync(CancellationToken cancellationToken);

    /// <summary>How much of these budgets is gone at this moment, in their order. Takes no turn: calls that begin or end meanwhile may change it at once.</summary>
    Task<IReadOnlyList<BudgetLevel>> LevelsAsync(IReadOnlyList<Budget> budgets, CancellationToken cancellationToken);
}
