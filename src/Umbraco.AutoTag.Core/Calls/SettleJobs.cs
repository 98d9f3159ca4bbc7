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

    /// <summary>Asks about each such call once.</summary>
    /// <returns>How many were settled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int settled = 0;
        foreach (Connection connection in connections.All)
        {
            if (connection.Jobs is not { } jobs)
            {
                continue;
            }

            DateTimeOffset now = clock.GetUtcNow();
            IReadOnlyList<LedgerEntry> perhapsPaid = await ledger.UnsettledAsync(connection.Alias, now - s_longestMemory, MostAtOnce, cancellationToken);
            // A job that was stopped a moment ago may not be counted yet.
            foreach (LedgerEntry entry in perhapsPaid.Where(entry => entry.SentAt + connection.Options.Timeout + BudgetReservation.Margin <= now))
            {
                settled += await TrySettleAsync(connection, jobs, entry, cancellationToken) ? 1 : 0;
            }
        }

        return settled;
    }

    private async Task<bool> TrySettleAsync(Connection connection, IJobProvider jobs, LedgerEntry perhapsPaid, CancellationToken cancellationToken)
    {
        if (await jobs.BillAsync(connection, perhapsPaid.RequestId!, cancellationToken) is not { } bill
            || !await ledger.SettleAsync(Settled(connection, perhapsPaid, bill), cancellationToken))
        {
            return false;
        }

        log.LogInformation(
            "Call {CallId} to {Connection}, whose answer was lost, is settled by the provider's own figures (charged: {Charged}).",
            perhapsPaid.CallId,
            connection.Alias,
            bill.Charged);
        return true;
    }

    // The call stays what it was, and only what it cost is known now.
    private LedgerEntry Settled(Connection connection, LedgerEntry perhapsPaid, JobBill bill)
    {
        var call = new VisionCall
        {
            Connection = connection,
            Request = new VisionRequest { Image = null, Tasks = VisionTasks.None, Language = string.Empty, Model = perhapsPaid.ModelAsked },
            MediaKey = perhapsPaid.MediaKey,
            Path = perhapsPaid.Path,
            RevisionId = perhapsPaid.RevisionId,
            LongSide = 0,
        };
        var billed = VisionReply.Failed(new Failure(perhapsPaid.Failure ?? FailureKind.Unavailable, string.Empty) { Charged = bill.Charged }, bill.Usage);
        LedgerEntry row = SettledCall.Row(prices, call, perhapsPaid.Reserved, perhapsPaid.CallId, perhapsPaid.SentAt, perhapsPaid.SentAt, billed);
        return perhapsPaid with { Usage = row.Usage, Cost = row.Cost, PriceBasis = row.PriceBasis, CreditsTaken = row.CreditsTaken, Charged = row.Charged };
    }
}
