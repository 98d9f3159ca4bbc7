using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Storage.Costs;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>How a row comes into the ledger: with its sums and the end of its reservation, in a transaction that has the <see cref="MoneyTurn"/>.</summary>
internal static class LedgerRows
{
    private static readonly string s_lost =
        $"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE callId = @callId AND outcome = {(int)CallOutcome.Lost}";

    private const string EndReservation = "DELETE FROM autoTagReservation WHERE callId = @callId";

    private const string KeepForAnotherAttempt = "UPDATE autoTagReservation SET callId = NULL, sentAt = NULL WHERE callId = @callId";

    public static async Task AddAsync(Session session, LedgerRow row)
    {
        var call = new { callId = row.CallId };
        if (await session.FirstAsync<LedgerRow>(s_lost, call) is { } writtenOff)
        {
            await session.ExecuteAsync("DELETE FROM autoTagLedger WHERE callId = @callId", call);
            await SpendSums.PerRun.SubtractAsync(session, writtenOff);
            await SpendSums.PerFolder.SubtractAsync(session, writtenOff);
            await MeterSums.SubtractAsync(session, writtenOff);
        }

        await session.ExecuteAsync(LedgerRow.Insert, row);
        await SpendSums.PerRun.AddAsync(session, row);
        await SpendSums.PerFolder.AddAsync(session, row);
        await MeterSums.AddAsync(session, row);
        bool mayBeTriedAgain = row.Failure is not null && row.Charged == (int)Charged.No;
        await session.ExecuteAsync(mayBeTriedAgain ? KeepForAnotherAttempt : EndReservation, call);
    }
}
