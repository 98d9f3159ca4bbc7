using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Costs;

/// <summary>
/// <c>autoTagMeter</c>: running sums of the ledger for the meter, one row per day, connection, revision and editor. Changed only in the transaction that
/// changes the ledger, with the <see cref="MoneyTurn"/> in hand.
/// </summary>
internal static class MeterSums
{
    private const string Figures = "calls, failures, images, microUsd, callsOfUnknownCost, microCredits, creditReports, microCreditsReported";

    private static readonly string s_ofLedger =
        $"""
        SELECT sentAt / CAST(864000000000 AS bigint) AS day,
            connection AS alias,
            revisionId,
            COALESCE(editor, '') AS editor,
            1 AS calls,
            CASE WHEN failure IS NULL THEN 0 ELSE 1 END AS failures,
            CASE WHEN outcome = {(int)CallOutcome.Answered} THEN images ELSE 0 END AS images,
            COALESCE(microUsd, 0) AS microUsd,
            CASE WHEN microUsd IS NULL AND charged <> 0 THEN 1 ELSE 0 END AS callsOfUnknownCost,
            COALESCE(microCreditsTaken, 0) AS microCredits,
            CASE WHEN microCredits IS NULL THEN 0 ELSE 1 END AS creditReports,
            COALESCE(microCredits, 0) AS microCreditsReported
        FROM autoTagLedger
        """;

    private static readonly string s_sums = string.Join(", ", Figures.Split(", ").Select(figure => $"SUM({figure})"));

    /// <summary>Fills the table, empty until now, from a ledger that was kept without it.</summary>
    public static string FillFromLedger =>
        $"""
        INSERT INTO autoTagMeter (day, connection, revisionId, editor, alias, {Figures})
        SELECT day, LOWER(alias), revisionId, editor, MAX(alias), {s_sums}
        FROM ({s_ofLedger}) AS calls
        GROUP BY day, LOWER(alias), revisionId, editor
        """;

    /// <summary>Adds a row of the ledger.</summary>
    public static Task AddAsync(Session session, LedgerRow row) => AddAsync(session, MeterSum.Of(row, sign: 1));

    /// <summary>Takes a row of the ledger out again.</summary>
    public static Task SubtractAsync(Session session, LedgerRow row) => AddAsync(session, MeterSum.Of(row, sign: -1));

    /// <summary>Makes all of them anew; returns how many were wrong.</summary>
    public static async Task<int> RecomputeAsync(Session session)
    {
        Dictionary<MeterKey, MeterSum> stand = (await session.QueryAsync<MeterSum>(Select("autoTagMeter", Figures.Split(", ")))).ToDictionary(sum => sum.Key);
        Dictionary<MeterKey, MeterSum> truth = (await session.QueryAsync<MeterSum>(FromLedger))
            .GroupBy(sum => sum.Key)
            .ToDictionary(same => same.Key, same => same.Aggregate(MeterSum.Add));

        MeterKey[] wrong = [.. truth.Keys.Union(stand.Keys).Where(key => !MeterSum.AreEqual(stand.GetValueOrDefault(key), truth.GetValueOrDefault(key)))];
        foreach (MeterKey key in wrong)
        {
            await session.ExecuteAsync($"DELETE FROM autoTagMeter WHERE {IsIt}", new { key.Day, key.Connection, key.RevisionId, key.Editor });
            if (truth.TryGetValue(key, out MeterSum? sum))
            {
                await session.ExecuteAsync(s_insert, sum);
            }
        }

        return wrong.Length;
    }

    private static async Task AddAsync(Session session, MeterSum sum)
    {
        if (await session.ExecuteAsync(s_addToRow, sum) == 0)
        {
            await session.ExecuteAsync(s_insert, sum);
        }
    }

    private const string IsIt = "day = @Day AND connection = @Connection AND revisionId = @RevisionId AND editor = @Editor";

    private static readonly string s_addToRow =
        $"UPDATE autoTagMeter SET alias = @Alias, {string.Join(", ", Figures.Split(", ").Select(figure => $"{figure} = {figure} + {Parameter(figure)}"))} WHERE {IsIt}";

    private static readonly string s_insert =
        $"""
        INSERT INTO autoTagMeter (day, connection, revisionId, editor, alias, {Figures})
        VALUES (@Day, @Connection, @RevisionId, @Editor, @Alias, {string.Join(", ", Figures.Split(", ").Select(Parameter))})
        """;

    private static string FromLedger =>
        $"{Select($"({s_ofLedger}) AS calls", Figures.Split(", ").Select(figure => $"CAST(SUM({figure}) AS bigint)"))} GROUP BY day, alias, revisionId, editor";

    private static string Select(string from, IEnumerable<string> figures) =>
        $"""
        SELECT day AS "Day", alias AS "Alias", revisionId AS "RevisionId", editor AS "Editor",
            {string.Join(", ", figures.Zip(Figures.Split(", "), (expression, figure) => $"{expression} AS \"{Property(figure)}\""))}
        FROM {from}
        """;

    private static string Parameter(string figure) => "@" + Property(figure);

    private static string Property(string figure) => char.ToUpperInvariant(figure[0]) + figure[1..];
}
