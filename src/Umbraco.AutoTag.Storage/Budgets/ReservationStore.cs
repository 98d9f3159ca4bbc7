using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <inheritdoc />
internal sealed class ReservationStore(Database database) : IReservationStore
{
    // Only for the day it was made: that day's budget said yes, and the ledger will count the call on the day it was sent.
    private const string Sending =
        """
        UPDATE autoTagReservation SET callId = @callId, sentAt = @sentAt, expiresAt = @expiresAt, jobId = NULL
        WHERE id = @id AND callId IS NULL AND reservedAt >= @today
        """;

    private const string Begun = "UPDATE autoTagReservation SET jobId = @jobId WHERE callId = @callId";

    private static readonly string s_begunTooLate =
        $"UPDATE autoTagLedger SET requestId = @jobId, jobId = @jobId WHERE callId = @callId AND requestId IS NULL AND charged = {(int)Charged.Unknown}";

    private const string NotSent = "UPDATE autoTagReservation SET callId = NULL, sentAt = NULL WHERE callId = @callId";

    private const string Release = "DELETE FROM autoTagReservation WHERE id = @id AND callId IS NULL";

    private const string CountExpired = "SELECT COUNT(*) FROM autoTagReservation WHERE expiresAt <= @now";

    private const string Expired = $"SELECT {ReservationRow.Columns} FROM autoTagReservation WHERE expiresAt <= @now";

    public Task<BudgetRefusal?> ReserveAsync(Reservation reservation, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                await MoneyTurn.TakeAsync(session);
                await ExpireAsync(session);
                foreach (Budget budget in budgets)
                {
                    BudgetLevel level = await BudgetSums.LevelAsync(session, budget, reservation.ReservedAt);
                    if (level.RefusalOf(reservation.AtMost) is { } refusal)
                    {
                        // What has expired is written down all the same.
                        return refusal;
                    }
                }

                await session.ExecuteAsync(ReservationRow.Insert, ReservationRow.Of(reservation));
                return (BudgetRefusal?)null;
            },
            cancellationToken);

    public Task<bool> SendingAsync(Guid reservation, Guid callId, DateTimeOffset sentAt, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            id = Stored.Of(reservation),
            callId = Stored.Of(callId),
            sentAt = Stored.Of(sentAt),
            expiresAt = Stored.Of(expiresAt),
            today = SpendSum.DayOf(Stored.Of(sentAt)) * TimeSpan.TicksPerDay,
        };
        return database.RunAsync(async session => await session.ExecuteAsync(Sending, parameters) == 1, cancellationToken);
    }

    public Task BegunAsync(Guid callId, string jobId, CancellationToken cancellationToken)
    {
        var parameters = new { callId = Stored.Of(callId), jobId = Stored.Word(jobId, 200) };
        return database.InTransactionAsync(
            async session => await session.ExecuteAsync(Begun, parameters) == 1 || await session.ExecuteAsync(s_begunTooLate, parameters) == 1,
            cancellationToken);
    }

    public Task NotSentAsync(Guid callId, CancellationToken cancellationToken) =>
        database.RunAsync(session => session.ExecuteAsync(NotSent, new { callId = Stored.Of(callId) }), cancellationToken);

    public Task ReleaseAsync(Guid reservation, CancellationToken cancellationToken) =>
        database.RunAsync(session => session.ExecuteAsync(Release, new { id = Stored.Of(reservation) }), cancellationToken);

    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        // Usually there is none, and then nobody has to wait for a turn.
        var now = new { now = Stored.Of(database.Now) };
        bool any = await database.RunAsync(async session => await session.FirstAsync<long>(CountExpired, now) > 0, cancellationToken);
        return any ? await database.InTransactionAsync(TakeTurnAndExpireAsync, cancellationToken) : 0;
    }

    public Task<IReadOnlyList<BudgetLevel>> LevelsAsync(IReadOnlyList<Budget> budgets, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            var levels = new List<BudgetLevel>(budgets.Count);
            foreach (Budget budget in budgets)
            {
                levels.Add(await BudgetSums.LevelAsync(session, budget, database.Now));
            }

            return (IReadOnlyList<BudgetLevel>)levels;
        },
        cancellationToken);

    private async Task<int> TakeTurnAndExpireAsync(Session session)
    {
        await MoneyTurn.TakeAsync(session);
        return await ExpireAsync(session);
    }

    private async Task<int> ExpireAsync(Session session)
    {
        int lost = 0;
        foreach (ReservationRow row in await session.QueryAsync<ReservationRow>(Expired, new { now = Stored.Of(database.Now) }))
        {
            if (row is { CallId: { } callId, SentAt: { } sentAt })
            {
                await LedgerRows.AddAsync(session, row.ToLostCall(callId, sentAt));
                lost++;
            }
            else
            {
                await session.ExecuteAsync(Release, new { id = row.Id });
            }
        }

        return lost;
    }
}
