using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Storage.Costs;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>How a row comes into the ledger: with its sums and the end of its reservation, in a transaction that has the <see cref="MoneyTurn"/>.</summary>
internal static class LedgerRows
{
    private static readonly string s_lost = Of($"outcome = {(int)CallOutcome.Lost}");

    private static readonly string s_unsettled = Of("jobId IS NOT NULL");

    // Whoever names the job at this moment waits for this transaction, and then finds the row.
    private const string HoldReservation = "UPDATE autoTagReservation SET jobId = jobId WHERE callId = @callId";

    private const string JobOfReservation = "SELECT jobId FROM autoTagReservation WHERE callId = @callId";

    private const string EndReservation = "DELETE FROM autoTagReservation WHERE callId = @callId";

    private const string KeepForAnotherAttempt = "UPDATE autoTagReservation SET callId = NULL, sentAt = NULL WHERE callId = @callId";

    public static async Task AddAsync(Session session, LedgerRow row)
    {
        var call = new { callId = row.CallId };
        if (await session.FirstAsync<LedgerRow>(s_lost, call) is { } writtenOff)
        {
            await RemoveAsync(session, writtenOff);
        }

        if (row is { Charged: (int)Charged.Unknown, RequestId: null })
        {
            await session.ExecuteAsync(HoldReservation, call);
            row.RequestId = row.JobId = await session.FirstAsync<string?>(JobOfReservation, call);
        }

        await InsertAsync(session, row);
        bool mayBeTriedAgain = row.Failure is not null && row.Charged == (int)Charged.No;
        await session.ExecuteAsync(mayBeTriedAgain ? KeepForAnotherAttempt : EndReservation, call);
    }

    /// <summary>Puts the row in the place of the one of its call, if that can still be asked about.</summary>
    /// <returns>False where it is known what became of it, or where there is none.</returns>
    public static async Task<bool> SettleAsync(Session session, LedgerRow row)
    {
        if (await session.FirstAsync<LedgerRow>(s_unsettled, new { callId = row.CallId }) is not { } unsettled)
        {
            return false;
        }

        await RemoveAsync(session, unsettled);
        await InsertAsync(session, row);
        return true;
    }

    private static async Task InsertAsync(Session session, LedgerRow row)
    {
        await session.ExecuteAsync(LedgerRow.Insert, row);
        await SpendSums.PerRun.AddAsync(session, row);
        await SpendSums.PerFolder.AddAsync(session, row);
        await MeterSums.AddAsync(session, row);
    }

    private static async Task RemoveAsync(Session session, LedgerRow row)
    {
        await session.ExecuteAsync("DELETE FROM autoTagLedger WHERE callId = @callId", new { callId = row.CallId });
        await SpendSums.PerRun.SubtractAsync(session, row);
        await SpendSums.PerFolder.SubtractAsync(session, row);
        await MeterSums.SubtractAsync(session, row);
    }

    private static string Of(string condition) => $"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE callId = @callId AND {condition}";
}
