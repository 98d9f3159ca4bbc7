using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>
/// Running sums of the ledger, one row per day, connection and part of it, so that what was spent is known without reading the ledger.
/// Changed only in the transaction that changes the ledger, with the <see cref="MoneyTurn"/> in hand.
/// </summary>
internal sealed class SpendSums
{
    /// <summary><c>autoTagSpend</c>: what each run took, and what was spent outside of runs. Budgets are checked against it.</summary>
    public static SpendSums PerRun { get; } = new("autoTagSpend", "runId", row => row.RunId ?? string.Empty, _ => "COALESCE(runId, '')");

    /// <summary><c>autoTagFolderSpend</c>: what the images of each folder took, for editors who see a part of the library.</summary>
    public static SpendSums PerFolder { get; } = new("autoTagFolderSpend", "folder", row => FolderOf(row.Path), dialect => dialect.FolderOf("path"));

    private readonly string _table;
    private readonly string _part;
    private readonly Func<LedgerRow, string> _partOf;
    private readonly Func<Dialect, string> _partOfLedger;

    private SpendSums(string table, string part, Func<LedgerRow, string> partOf, Func<Dialect, string> partOfLedger)
    {
        _table = table;
        _part = part;
        _partOf = partOf;
        _partOfLedger = partOfLedger;
    }

    /// <summary>The same sums, made from the ledger; aliases in the spelling they were written with.</summary>
    public string OfLedger(Dialect dialect) =>
        $"""
        SELECT day, alias, {_part},
            COUNT(*) AS calls,
            SUM(failures) AS failures,
            SUM(microUsd) AS microUsd,
            SUM(callsOfUnknownCost) AS callsOfUnknownCost,
            SUM(microCredits) AS microCredits
        FROM (
            SELECT sentAt / CAST(864000000000 AS bigint) AS day,
                connection AS alias,
                {_partOfLedger(dialect)} AS {_part},
                CASE WHEN failure IS NULL THEN 0 ELSE 1 END AS failures,
                COALESCE(microUsd, 0) AS microUsd,
                CASE WHEN microUsd IS NULL AND charged <> 0 THEN 1 ELSE 0 END AS callsOfUnknownCost,
                COALESCE(microCreditsTaken, 0) AS microCredits
            FROM autoTagLedger) AS calls
        GROUP BY day, alias, {_part}
        """;

    /// <summary>Fills the table, empty until now, from a ledger that was kept without it.</summary>
    public string FillFromLedger(Dialect dialect) =>
        $"""
        INSERT INTO {_table} (day, connection, {_part}, alias, calls, failures, microUsd, callsOfUnknownCost, microCredits)
        SELECT day, LOWER(alias), {_part}, MAX(alias), SUM(calls), SUM(failures), SUM(microUsd), SUM(callsOfUnknownCost), SUM(microCredits)
        FROM ({OfLedger(dialect)}) AS sums
        GROUP BY day, LOWER(alias), {_part}
        """;

    /// <summary>Adds a row of the ledger.</summary>
    public Task AddAsync(Session session, LedgerRow row) => AddAsync(session, SpendSum.Of(row, _partOf(row), sign: 1));

    /// <summary>Takes a row of the ledger out again.</summary>
    public Task SubtractAsync(Session session, LedgerRow row) => AddAsync(session, SpendSum.Of(row, _partOf(row), sign: -1));

    /// <summary>Makes all of them anew; returns how many were wrong.</summary>
    public async Task<int> RecomputeAsync(Session session, Dialect dialect)
    {
        Dictionary<SpendKey, SpendSum> stand = (await session.QueryAsync<SpendSum>(Stand)).ToDictionary(sum => sum.Key);
        Dictionary<SpendKey, SpendSum> truth = (await session.QueryAsync<SpendSum>(FromLedger(dialect)))
            .GroupBy(sum => sum.Key)
            .ToDictionary(same => same.Key, same => same.Aggregate(SpendSum.Add));

        SpendKey[] wrong = [.. truth.Keys.Union(stand.Keys).Where(key => !SpendSum.AreEqual(stand.GetValueOrDefault(key), truth.GetValueOrDefault(key)))];
        foreach (SpendKey key in wrong)
        {
            await session.ExecuteAsync(
                $"DELETE FROM {_table} WHERE day = @Day AND connection = @Connection AND {_part} = @Part",
                new { key.Day, key.Connection, key.Part });
            if (truth.TryGetValue(key, out SpendSum? sum))
            {
                await session.ExecuteAsync(Insert, sum);
            }
        }

        return wrong.Length;
    }

    private async Task AddAsync(Session session, SpendSum sum)
    {
        if (await session.ExecuteAsync(AddToRow, sum) == 0)
        {
            await session.ExecuteAsync(Insert, sum);
        }
    }

    private string AddToRow =>
        $"""
        UPDATE {_table} SET
            alias = @Alias,
            calls = calls + @Calls,
            failures = failures + @Failures,
            microUsd = microUsd + @MicroUsd,
            callsOfUnknownCost = callsOfUnknownCost + @CallsOfUnknownCost,
            microCredits = microCredits + @MicroCredits
        WHERE day = @Day AND connection = @Connection AND {_part} = @Part
        """;

    private string Insert =>
        $"""
        INSERT INTO {_table} (day, connection, {_part}, alias, calls, failures, microUsd, callsOfUnknownCost, microCredits)
        VALUES (@Day, @Connection, @Part, @Alias, @Calls, @Failures, @MicroUsd, @CallsOfUnknownCost, @MicroCredits)
        """;

    private string Stand =>
        $"""
        SELECT day AS "Day", connection AS "Connection", {_part} AS "Part", alias AS "Alias", calls AS "Calls", failures AS "Failures",
            microUsd AS "MicroUsd", callsOfUnknownCost AS "CallsOfUnknownCost", microCredits AS "MicroCredits"
        FROM {_table}
        """;

    private string FromLedger(Dialect dialect) =>
        $"""
        SELECT day AS "Day", alias AS "Alias", {_part} AS "Part", CAST(calls AS bigint) AS "Calls", CAST(failures AS bigint) AS "Failures",
            CAST(microUsd AS bigint) AS "MicroUsd", CAST(callsOfUnknownCost AS bigint) AS "CallsOfUnknownCost", CAST(microCredits AS bigint) AS "MicroCredits"
        FROM ({OfLedger(dialect)}) AS sums
        """;

    /// <summary>Path of the folder that an image lies in: its own without the last id.</summary>
    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf(','))];
}
