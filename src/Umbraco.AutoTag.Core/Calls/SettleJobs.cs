using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Asks systems that keep their jobs what became of calls of which nobody knows whether they were charged, and settles them in the ledger by what they say.
/// What is never said stays perhaps paid, at its reserved price.
/// </summary>
public sealed class SettleJobs(ILedgerStore ledger, IConnections connections, Prices prices, TimeProvider clock, ILogger<SettleJobs> log)
{
    // Systems forget a job sooner; the site may have been down in the meantime.
    private static readonly TimeSpan s_longestMemory = TimeSpan.FromDays(1);
    private const int MostAtOnce = 100;

    // A system that does not answer may not keep those waiting that come after it.
    private static readonly TimeSpan s_longestAsking = TimeSpan.FromSeconds(30);

    /// <summary>Asks once about each such call of the last day, each connection for half a minute at most. What goes wrong with one connection is logged, and is in no other's way.</summary>
    /// <returns>How many were settled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int settled = 0;
        foreach (Connection connection in connections.All.Where(connection => connection.Jobs is not null))
        {
            using var timer = new CancellationTokenSource(s_longestAsking, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
            try
            {
                foreach (LedgerEntry lost in await DueAsync(connection, cancellationToken))
                {
                    settled += await TrySettleAsync(connection, lost, either.Token, cancellationToken) ? 1 : 0;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning(e, "What lost calls to {Connection} came to could not be asked or written down; the next sweep tries again.", connection.Alias);
            }
        }

        return settled;
    }

    // The alias may have been another system's. A job that was stopped a moment ago may not be counted yet, and its id may have come as late as this.
    private async Task<IEnumerable<LedgerEntry>> DueAsync(Connection connection, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset counted = now - connection.Options.Timeout - 2 * BudgetReservation.Margin;
        IReadOnlyList<LedgerEntry> lost = await ledger.UnsettledAsync(connection.Alias, now - s_longestMemory, counted, MostAtOnce, cancellationToken);
        return lost.Where(call => call.Provider == connection.Provider.Declaration.Alias);
    }

    private async Task<bool> TrySettleAsync(Connection connection, LedgerEntry lost, CancellationToken asking, CancellationToken cancellationToken)
    {
        if (await connection.Jobs!.BillAsync(connection, lost.JobId!, asking) is not { } bill
            || !await ledger.SettleAsync(Settled(connection, lost, bill), cancellationToken))
        {
            return false;
        }

        log.LogInformation(
            "Call {CallId} to {Connection}, whose answer was lost, is settled by the provider's own figures (charged: {Charged}).",
            lost.CallId,
            connection.Alias,
            bill.Charged);
        return true;
    }

    // The call stays what it was, and only what it cost is known now.
    private LedgerEntry Settled(Connection connection, LedgerEntry lost, JobBill bill)
    {
        var call = new VisionCall
        {
            Connection = connection,
            Request = new VisionRequest { Image = null, Tasks = VisionTasks.None, Language = string.Empty, Model = lost.ModelAsked },
            MediaKey = lost.MediaKey,
            Path = lost.Path,
            RevisionId = lost.RevisionId,
            LongSide = 0,
        };
        var billed = VisionReply.Failed(new Failure(lost.Failure ?? FailureKind.Unavailable, string.Empty) { Charged = bill.Charged }, bill.Usage);
        LedgerEntry row = SettledCall.Row(prices, call, lost.Reserved, lost.CallId, lost.SentAt, lost.SentAt, billed);
        return lost with { Usage = row.Usage, Cost = row.Cost, PriceBasis = row.PriceBasis, CreditsTaken = row.CreditsTaken, Charged = row.Charged, JobId = null };
    }
}
