using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>The ledger. Append-only.</summary>
public interface ILedgerStore
{
    /// <summary>
    /// Adds the row of a call that has ended, adds it to the running sums and ends its reservation, all or nothing. The reservation stays
    /// where the call failed and was not charged, so that another attempt may use it. Where the call was written off as
    /// <see cref="CallOutcome.Lost"/> in the meantime, this row takes that one's place.
    /// </summary>
    Task AppendAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>The calls of a connection, sent between two moments, whose end was not seen and whose job can be asked what it came to (<see cref="LedgerEntry.JobId"/>); newest first.</summary>
    /// <param name="connection">Its alias, as it was written down.</param>
    /// <param name="since">The oldest that matters.</param>
    /// <param name="until">The newest that can be asked about.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<LedgerEntry>> UnsettledAsync(string connection, DateTimeOffset since, DateTimeOffset until, int take, CancellationToken cancellationToken);

    /// <summary>Puts what the provider itself says of a call in the place of its row, and of its part of the running sums, once.</summary>
    /// <returns>False where it is known by now what became of the call; then nothing is changed.</returns>
    Task<bool> SettleAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// What was spent from <paramref name="from"/> until now, per connection, of the items the scope allowed when the calls were made. From the
    /// running sums, whatever the size of the ledger, where <paramref name="from"/> is the beginning of a day (UTC).
    /// </summary>
    Task<IReadOnlyList<Spend>> SpendAsync(PathScope scope, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>The calls made for one media item, newest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> ForMediaAsync(Guid mediaKey, int take, CancellationToken cancellationToken);

    /// <summary>The last call of every connection, whoever it was for.</summary>
    Task<IReadOnlyList<LedgerEntry>> LastCallsAsync(CancellationToken cancellationToken);

    /// <summary>The models that answered a connection where it was asked for one of them by name, the last first; without reading the whole of the ledger.</summary>
    /// <param name="connection">Its alias, as it was written down.</param>
    /// <param name="modelAsked">The model asked for.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<AnsweringModel>> AnsweringModelsAsync(string connection, string modelAsked, CancellationToken cancellationToken);

    /// <summary>What the ledger knows of one connection, without reading the whole of it.</summary>
    /// <param name="connection">Its alias, as it was written down.</param>
    /// <param name="modelAsked">The model asked for: only answers to that question tell whether it is still answered by the same. Null where none is named.</param>
    /// <param name="failures">How many failed calls at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<CallHistory> HistoryAsync(string connection, string? modelAsked, int failures, CancellationToken cancellationToken);

    /// <summary>Makes every running sum anew from the ledger.</summary>
    /// <returns>How many sums were wrong before: 0, unless somebody changed the tables by hand.</returns>
    Task<int> RecomputeAsync(CancellationToken cancellationToken);
}

/// <summary>What a connection was paid over a period.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="Calls">Calls made.</param>
/// <param name="Failures">Of those, calls that brought no answer.</param>
/// <param name="Cost">Sum of the costs, with what was put aside for calls that nobody can tell the cost of.</param>
/// <param name="CallsOfUnknownCost">Paid calls whose cost nobody knows and nobody could estimate: the sum is too low by these.</param>
/// <param name="Credits">Sum of the credits taken.</param>
/// <param name="CreditsRemaining">What the provider last said is left; null where it never said.</param>
public sealed record Spend(
    string Connection,
    long Calls,
    long Failures,
    MicroUsd Cost,
    long CallsOfUnknownCost,
    decimal Credits,
    decimal? CreditsRemaining);
