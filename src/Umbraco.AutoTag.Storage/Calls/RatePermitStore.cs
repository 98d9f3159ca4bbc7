using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Storage.Calls;

/// <inheritdoc />
/// <remarks>A log of the permits taken, each at the moment of its use, so the window slides exactly; buckets would let twice the limit through at their borders.</remarks>
internal sealed class RatePermitStore(Database database) : IRatePermitStore
{
    // Whoever changes this row first takes a permit first: on databases that lock rows it keeps two servers from counting at the same time.
    private const string WaitForTurn = "UPDATE autoTagSetting SET value = @connection WHERE name = @turn";

    private const string Prune = "DELETE FROM autoTagRatePermit WHERE connection = @connection AND takenAt <= @windowStart";

    private const string GiveBack = "DELETE FROM autoTagRatePermit WHERE id = @id";

    private const string Take = "INSERT INTO autoTagRatePermit (id, connection, takenAt) VALUES (@id, @connection, @takenAt)";

    private string FirstTurn => database.Dialect.InsertIfNew("autoTagSetting", "name, value", "@turn, @connection", "name = @turn");

    private string Newest => field ??=
        "SELECT COUNT(*) AS \"Taken\", COALESCE(MIN(takenAt), 0) AS \"Oldest\" FROM (" + database.Dialect.First(
            "SELECT takenAt FROM autoTagRatePermit WHERE connection = @connection ORDER BY takenAt DESC",
            "@requests") + ") AS newest";

    public Task<RatePermit> TakeAsync(string connection, RateLimit limit, TimeSpan ahead, Guid? insteadOf, CancellationToken cancellationToken)
    {
        // Aliases are configuration keys, which ignore case.
        string key = connection.ToLowerInvariant();
        return database.InTransactionAsync(session => TakeAsync(session, key, limit, ahead, insteadOf), cancellationToken);
    }

    private async Task<RatePermit> TakeAsync(Session session, string connection, RateLimit limit, TimeSpan ahead, Guid? insteadOf)
    {
        await session.UpdateOrInsertAsync(WaitForTurn, FirstTurn, new { turn = $"rateTurn:{connection}", connection });

        // Only now, with the turn in hand, is it known what time it is.
        DateTimeOffset now = database.Now;
        await session.ExecuteAsync(Prune, new { connection, windowStart = Stored.Of(now - limit.Window) });
        if (insteadOf is { } unused)
        {
            await session.ExecuteAsync(GiveBack, new { id = Stored.Of(unused) });
        }

        (int taken, long oldest) = await session.FirstAsync<(int Taken, long Oldest)>(Newest, new { connection, requests = limit.Requests });
        DateTimeOffset from = taken >= limit.Requests && Stored.Time(oldest) + limit.Window is var free && free > now ? free : now;
        if (from - now > ahead)
        {
            return new RatePermit(Id: null, from);
        }

        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(Take, new { id = Stored.Of(id), connection, takenAt = Stored.Of(from) });
        return new RatePermit(id, from);
    }
}
