using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Batches;

/// <summary>What happens to a single call of a batch, with its reservation and its item.</summary>
internal static class BatchStatements
{
    // A worker that has the item in hand may have seen the call before this: the higher generation brings the item back once it is let go.
    private static readonly string s_putInLine =
        $"""
        UPDATE autoTagWorkItem SET
            dueAt = @dueAt,
            generation = CASE state WHEN {(int)WorkState.Working} THEN generation + 1 ELSE generation END
        WHERE mediaKey = @mediaKey
            AND (state = {(int)WorkState.Working} OR (state = {(int)WorkState.Waiting} AND reasonCode = '{BatchReasons.InBatch}'))
        """;

    // Only for the day it was made: that day's budget said yes.
    private const string Sending =
        """
        UPDATE autoTagReservation SET callId = @callId, sentAt = @sentAt, expiresAt = @expiresAt
        WHERE id = @reservation AND callId IS NULL AND reservedAt >= @today AND expiresAt > @sentAt
        """;

    /// <summary>Removes a call, with what was put aside for it. False where it is no longer as <paramref name="condition"/> says.</summary>
    public static async Task<bool> RemoveAsync(Session session, BatchCallRow row, string condition)
    {
        bool isGone = await session.ExecuteAsync($"DELETE FROM autoTagBatchCall WHERE callId = @CallId AND {condition}", row) == 1;
        if (isGone)
        {
            await session.ExecuteAsync("DELETE FROM autoTagReservation WHERE id = @ReservationId AND callId IS NULL", row);
        }

        return isGone;
    }

    /// <summary>Puts the item of a call in line.</summary>
    public static Task PutInLineAsync(Session session, BatchCallRow row, DateTimeOffset dueAt, DateTimeOffset now) => session.ExecuteAsync(
        s_putInLine, new { mediaKey = row.MediaKey, dueAt = Stored.Of(dueAt > now ? dueAt : now) });

    /// <summary>Notes that a call goes out. False where what was put aside for it does not hold any more.</summary>
    public static async Task<bool> SendingAsync(Session session, BatchCallRow row, DateTimeOffset sentAt, DateTimeOffset expiresAt)
    {
        var parameters = new
        {
            reservation = row.ReservationId,
            callId = row.CallId,
            sentAt = Stored.Of(sentAt),
            expiresAt = Stored.Of(expiresAt),
            today = SpendSum.DayOf(Stored.Of(sentAt)) * TimeSpan.TicksPerDay,
        };
        if (await session.ExecuteAsync(Sending, parameters) == 0)
        {
            return false;
        }

        await session.ExecuteAsync("UPDATE autoTagBatchCall SET sentAt = @sentAt WHERE callId = @callId", parameters);
        return true;
    }
}
