using System.Data.Common;
using System.Globalization;
using NUnit.Framework;

namespace Umbraco.AutoTag.TestKit.Databases;

/// <summary>What the sums say, and what there is, counted row by row and in words of its own.</summary>
public static class CountedRows
{
    // Whichever the connection and the band are, of one of them, and of both.
    private static readonly string[] s_ofValue =
        ["0 AS part, '' AS connection, 0 AS band", "1 AS part, connection, 0 AS band", "2 AS part, '' AS connection, band", "3 AS part, connection, band"];

    /// <summary>Whatever has happened in a database, its sums are what counting finds.</summary>
    /// <param name="connection">An open connection to it.</param>
    /// <param name="when">After what, for whoever reads that they are not.</param>
    public static async Task AgreeWithSumsAsync(DbConnection connection, string when) =>
        Assert.That(InOrder(await SummedAsync(connection)), Is.EqualTo(InOrder(await CountedAsync(connection))), $"what is kept as sums, {when}");

    /// <summary>Every sum with what was not folded into it yet; those of nothing are left out.</summary>
    private static async Task<IReadOnlyDictionary<string, long>> SummedAsync(DbConnection connection)
    {
        var sums = new Dictionary<string, long>();
        await AddAsync(sums, connection, "work", "folder, state", "autoTagWorkCount", "autoTagWorkChange");
        await AddAsync(
            sums, connection, "suggestion", "folder, state, field, language, connection, band, hour", "autoTagSuggestionCount", "autoTagSuggestionChange");
        await AddAsync(
            sums,
            connection,
            "day",
            "state, field, language, connection, band, day",
            "autoTagSuggestionDay",
            "(SELECT state, field, language, connection, band, hour / 24 AS day, change FROM autoTagSuggestionChange "
                + "WHERE NOT (folder = '-1,-21' OR folder LIKE '-1,-21,%')) AS outside");
        string changes = string.Join(" UNION ALL ", s_ofValue.Select(of =>
            $"SELECT {of}, state, field, language, valueKey, change FROM autoTagSuggestionChange WHERE NOT (folder = '-1,-21' OR folder LIKE '-1,-21,%')"));
        await AddAsync(sums, connection, "value", "part, connection, band, state, field, language, valueKey", "autoTagValueCount", $"({changes}) AS outside");
        await AddAsync(sums, connection, "run", "runId, state, reasonCode, isCached, isForReview, isWritten", "autoTagRunCount", "autoTagRunChange");
        await AddAsync(sums, connection, "revision", "revisionId", "autoTagRevisionCount", "autoTagRevisionChange");
        return sums.Where(sum => sum.Value != 0).ToDictionary();
    }

    /// <summary>The same from the rows themselves.</summary>
    private static async Task<IReadOnlyDictionary<string, long>> CountedAsync(DbConnection connection)
    {
        var counts = new Dictionary<string, long>();
        void Count(string what, params object[] parts) => counts[Key(what, parts)] = counts.GetValueOrDefault(Key(what, parts)) + 1;

        foreach (IReadOnlyDictionary<string, object> row in await RowsAsync(connection, "path, state, revisionId", "autoTagWorkItem"))
        {
            Count("work", FolderOf(row["path"]), row["state"]);
            if (row["revisionid"] is string revision)
            {
                Count("revision", revision);
            }
        }

        foreach (IReadOnlyDictionary<string, object> row in await RowsAsync(
            connection, "path, state, field, language, connection, confidence, confidenceSource, createdAt, valueKey", "autoTagSuggestion WHERE state IN (0, 1)"))
        {
            string folder = FolderOf(row["path"]);
            long hour = Whole(row["createdat"]) / TimeSpan.TicksPerHour;
            Count("suggestion", folder, row["state"], row["field"], row["language"], row["connection"], BandOf(row["confidence"], row["confidencesource"]), hour);
            if (folder != "-1,-21" && !folder.StartsWith("-1,-21,", StringComparison.Ordinal))
            {
                object[] value = [row["state"], row["field"], row["language"], row["valuekey"]];
                int band = BandOf(row["confidence"], row["confidencesource"]);
                Count("day", row["state"], row["field"], row["language"], row["connection"], band, hour / 24);
                Count("value", [0, "", 0, .. value]);
                Count("value", [1, row["connection"], 0, .. value]);
                Count("value", [2, "", band, .. value]);
                Count("value", [3, row["connection"], band, .. value]);
            }
        }

        foreach (IReadOnlyDictionary<string, object> row in await RowsAsync(connection, "runId, state, reasonCode, isCached, isForReview, isWritten", "autoTagRunImage"))
        {
            Count("run", row["runid"], row["state"], row["reasoncode"] as string ?? string.Empty, row["iscached"], row["isforreview"], row["iswritten"]);
        }

        return counts;
    }

    private static IEnumerable<string> InOrder(IReadOnlyDictionary<string, long> totals) =>
        totals.Select(total => $"{total.Key}: {total.Value}").Order(StringComparer.Ordinal);

    private static int BandOf(object confidence, object source) => (Whole(source), confidence as double?) switch
    {
        (1, _) => 5,
        (_, null) => 4,
        (_, >= 0.9) => 0,
        (_, >= 0.7) => 1,
        (_, >= 0.4) => 2,
        _ => 3,
    };

    private static long Whole(object number) => Convert.ToInt64(number, CultureInfo.InvariantCulture);

    private static string FolderOf(object path) => string.Join(',', ((string)path).Split(',')[..^1]);

    private static string Key(string what, IEnumerable<object> parts) => $"{what}: {string.Join(" | ", parts)}";

    private static async Task AddAsync(Dictionary<string, long> sums, DbConnection connection, string what, string keys, string table, string changes)
    {
        foreach (IReadOnlyDictionary<string, object> row in await RowsAsync(connection, $"{keys}, total AS n", table))
        {
            Add(row);
        }

        foreach (IReadOnlyDictionary<string, object> row in await RowsAsync(connection, $"{keys}, change AS n", changes))
        {
            Add(row);
        }

        void Add(IReadOnlyDictionary<string, object> row)
        {
            string key = Key(what, keys.Split(", ").Select(column => row[column.ToLowerInvariant()]));
            sums[key] = sums.GetValueOrDefault(key) + Whole(row["n"]);
        }
    }

    // PostgreSQL says names in lower case.
    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, object>>> RowsAsync(DbConnection connection, string columns, string from)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM {from}";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyDictionary<string, object>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(column => reader.GetName(column).ToLowerInvariant(), reader.GetValue));
        }

        return rows;
    }
}
