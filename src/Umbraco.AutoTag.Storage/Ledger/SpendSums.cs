namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>
/// The running sums of <c>autoTagSpend</c>: one row per day, connection and run, so that what was spent is known without reading the ledger.
/// Changed only in the transaction that changes the ledger, with the <see cref="MoneyTurn"/> in hand.
/// </summary>
internal static class SpendSums
{
    /// <summary>The same sums, made from the ledger; aliases in the spelling they were written with.</summary>
    public const string OfLedger =
        """
        SELECT day, alias, runId,
            COUNT(*) AS calls,
            SUM(failures) AS failures,
            SUM(microUsd) AS microUsd,
            SUM(callsOfUnknownCost) AS callsOfUnknownCost,
            SUM(microCredits) AS microCredits
        FROM (
            SELECT sentAt / CAST(864000000000 AS bigint) AS day,
                connection AS alias,
                COALESCE(runId, '') AS runId,
                CASE WHEN failure IS NULL THEN 0 ELSE 1 END AS failures,
                COALESCE(microUsd, 0) AS microUsd,
                CASE WHEN microUsd IS NULL AND charged <> 0 THEN 1 ELSE 0 END AS callsOfUnknownCost,
                COALESCE(microCreditsTaken, 0) AS microCredits
            FROM autoTagLedger) AS calls
        GROUP BY day, alias, runId
        """;

    private const string Columns = "day, connection, runId, alias, calls, failures, microUsd, callsOfUnknownCost, microCredits";

    private const string AddToRow =
        """
        UPDATE autoTagSpend SET
            alias = @Alias,
            calls = calls + @Calls,
            failures = failures + @Failures,
            microUsd = microUsd + @MicroUsd,
            callsOfUnknownCost = callsOfUnknownCost + @CallsOfUnknownCost,
            microCredits = microCredits + @MicroCredits
        WHERE day = @Day AND connection = @Connection AND runId = @RunId
        """;

    private const string Insert =
        $"""
        INSERT INTO autoTagSpend ({Columns})
        VALUES (@Day, @Connection, @RunId, @Alias, @Calls, @Failures, @MicroUsd, @CallsOfUnknownCost, @MicroCredits)
        """;

    private const string Stand =
        """
        SELECT day AS "Day", connection AS "Connection", runId AS "RunId", alias AS "Alias", calls AS "Calls", failures AS "Failures",
            microUsd AS "MicroUsd", callsOfUnknownCost AS "CallsOfUnknownCost", microCredits AS "MicroCredits"
        FROM autoTagSpend
        """;

    private const string FromLedger =
        $"""
        SELECT day AS "Day", alias AS "Alias", runId AS "RunId", CAST(calls AS bigint) AS "Calls", CAST(failures AS bigint) AS "Failures",
            CAST(microUsd AS bigint) AS "MicroUsd", CAST(callsOfUnknownCost AS bigint) AS "CallsOfUnknownCost", CAST(microCredits AS bigint) AS "MicroCredits"
        FROM ({OfLedger}) AS sums
        """;

    /// <summary>Adds a row of the ledger.</summary>
    public static Task AddAsync(Session session, LedgerRow row) => AddAsync(session, SpendSum.Of(row, sign: 1));

    /// <summary>Takes a row of the ledger out again.</summary>
    public static Task SubtractAsync(Session session, LedgerRow row) => AddAsync(session, SpendSum.Of(row, sign: -1));

    /// <summary>Makes all of them anew; returns how many were wrong.</summary>
    public static async Task<int> RecomputeAsync(Session session)
    {
        Dictionary<SpendKey, SpendSum> stand = (await session.QueryAsync<SpendSum>(Stand)).ToDictionary(sum => sum.Key);
        Dictionary<SpendKey, SpendSum> truth = (await session.QueryAsync<SpendSum>(FromLedger))
            .GroupBy(sum => sum.Key)
            .ToDictionary(same => same.Key, same => same.Aggregate(SpendSum.Add));

        SpendKey[] wrong = [.. truth.Keys.Union(stand.Keys).Where(key => !SpendSum.AreEqual(stand.GetValueOrDefault(key), truth.GetValueOrDefault(key)))];
        foreach (SpendKey key in wrong)
        {
            await session.ExecuteAsync(
                "DELETE FROM autoTagSpend WHERE day = @Day AND connection = @Connection AND runId = @RunId",
                new { key.Day, key.Connection, key.RunId });
            if (truth.TryGetValue(key, out SpendSum? sum))
            {
                await session.ExecuteAsync(Insert, sum);
            }
        }

        return wrong.Length;
    }

    private static async Task AddAsync(Session session, SpendSum sum)
    {
        if (await session.ExecuteAsync(AddToRow, sum) == 0)
        {
            await session.ExecuteAsync(Insert, sum);
        }
    }
}
