using Dapper;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>Takes items under a lease, and ends the work on them.</summary>
internal static class LeaseStatements
{
    /// <summary>Gives an item back: due at once, attempts unchanged. What was met is not counted where the item was asked for again meanwhile.</summary>
    public const string GiveBack =
        $"""
        UPDATE autoTagWorkItem SET
            state = 0,
            leaseUntil = NULL,
            leaseOwner = NULL,
            tries = CASE generation WHEN @generation THEN @tries ELSE tries END,
            dueAt = @now,
            changedAt = @now
        WHERE {LeaseGuard.Held}
        """;

    // Where the generation is no longer the lease's, the item was asked for again meanwhile: it waits, due since that moment, with fresh
    // attempts. What was saved after the item was read has not been seen by this end. Force lasts until an end that is one, and longer where it was asked for after the claim.
    public const string End =
        $"""
        UPDATE autoTagWorkItem SET
            state = CASE generation WHEN @generation THEN @state ELSE 0 END,
            dueAt = CASE generation WHEN @generation THEN @dueAt ELSE dueAt END,
            attempts = CASE generation WHEN @generation THEN attempts + @attempt ELSE attempts END,
            tries = CASE generation WHEN @generation THEN @tries ELSE tries END,
            waitsFor = CASE generation WHEN @generation THEN @waitsFor ELSE waitsFor END,
            reason = CASE generation WHEN @generation THEN @reason ELSE NULL END,
            reasonCode = CASE generation WHEN @generation THEN @reasonCode ELSE NULL END,
            forcedGeneration = CASE WHEN @state <> 0 AND forcedGeneration <= @generation THEN 0 ELSE forcedGeneration END,
            contentHash = COALESCE(@contentHash, contentHash),
            revisionId = COALESCE(@revisionId, revisionId),
            leaseUntil = NULL,
            leaseOwner = NULL,
            changedAt = @now,
            seenAt = CASE WHEN @readAt > seenAt THEN @readAt ELSE seenAt END
        WHERE {LeaseGuard.Held}
        """;

    public static DynamicParameters EndParameters(Lease lease, WorkEnd end, DateTimeOffset now)
    {
        var parameters = new DynamicParameters(LeaseGuard.Parameters(lease, now));
        parameters.Add("generation", lease.Item.Generation);
        parameters.Add("state", (int)end.State);
        parameters.Add("dueAt", Stored.Of(end.DueAt ?? now));
        parameters.Add("attempt", Stored.Of(end.CountsAsAttempt));
        parameters.Add("tries", TriesAfter(lease, end).ToString());
        parameters.Add("waitsFor", Stored.Word(end.WaitsFor?.ToLowerInvariant(), 100) ?? string.Empty);
        parameters.Add("readAt", Stored.Of(end.ReadAt ?? DateTimeOffset.MinValue));
        parameters.Add("reason", Stored.Text(end.Reason));
        parameters.Add("reasonCode", Stored.Word(end.ReasonCode, 100));
        parameters.Add("contentHash", end.ContentHash);
        parameters.Add("revisionId", end.RevisionId);
        return parameters;
    }

    public static DynamicParameters GiveBackParameters(Lease lease, IReadOnlyList<string> met, DateTimeOffset now)
    {
        var parameters = new DynamicParameters(LeaseGuard.Parameters(lease, now));
        parameters.Add("generation", lease.Item.Generation);
        parameters.Add("tries", Plus(lease.Item.Tries, met).ToString());
        return parameters;
    }

    private static Tries TriesAfter(Lease lease, WorkEnd end) =>
        !end.CountsAsAttempt ? lease.Item.Tries
        : end.TriedAs is { } met ? Plus(lease.Item.Tries, met)
        : end.ReasonCode is { } reason ? lease.Item.Tries.Plus(reason)
        : lease.Item.Tries;

    private static Tries Plus(Tries before, IEnumerable<string> met) => met.Aggregate(before, (tries, kind) => tries.Plus(kind));

    /// <summary>
    /// Takes due items and items whose lease has run out, best origin first. Each origin, and each connection that items wait for, is looked up by
    /// itself, so that the index answers at once however many others wait for a later moment or for another connection.
    /// </summary>
    /// <remarks>
    /// The fence is the moment of the claim in ticks, or one more than the last: it grows, and it does not begin anew where a row was deleted
    /// and inserted again while an old holder still lives. An expired lease counts as an attempt, so that an image that kills its worker is not tried for ever.
    /// </remarks>
    /// <param name="dialect">The database's.</param>
    /// <param name="connections">How many connections there are to wait for: their parameters are named by <see cref="ConnectionParameter"/>.</param>
    public static string Claim(Dialect dialect, int connections)
    {
        string[] waitsFor = ["''", .. Enumerable.Range(0, connections).Select(number => "@" + ConnectionParameter(number))];
        IEnumerable<string> perOrigin =
            from origin in Enum.GetValues<WorkOrigin>()
            from connection in waitsFor
            select "SELECT * FROM (" + dialect.FirstFree(
                "mediaKey, origin, claimableAt",
                "autoTagWorkItem",
                $"origin = {(int)origin} AND waitsFor = {connection} AND claimableAt <= @now",
                "claimableAt",
                "@max") + $") AS of{origin}{connection.Trim('@', '\'')}";
        string chosen = dialect.First(
            $"SELECT mediaKey FROM ({string.Join(" UNION ALL ", perOrigin)}) AS due ORDER BY origin, claimableAt",
            "@max");

        return dialect.UpdateReturning(
            "autoTagWorkItem",
            "mediaKey",
            chosen,
            "claimableAt <= @now",
            """
            state = 1,
            leaseUntil = @until,
            leaseOwner = @worker,
            fence = CASE WHEN fence >= @now THEN fence + 1 ELSE @now END,
            attempts = CASE state WHEN 1 THEN attempts + 1 ELSE attempts END,
            lostLeases = CASE state WHEN 1 THEN lostLeases + 1 ELSE lostLeases END,
            changedAt = @now
            """,
            WorkItemRow.Columns);
    }

    public static string ConnectionParameter(int number) => $"connection{number}";
}
