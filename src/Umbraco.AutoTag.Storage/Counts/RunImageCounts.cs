using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>The images of runs, counted by their run, their state and what is told of it.</summary>
internal static class RunImageCounts
{
    private const string Parts = "runId, state, reasonCode, isCached, isForReview, isWritten";

    public static Sums Sums { get; } = new("autoTagRunCount", Parts.Split(", "));

    public static Counted Counted(Dialect dialect) => new(
        "autoTagRunImage",
        "autoTagRunChange",
        ["state", "reasonCode", "isCached", "isForReview", "isWritten"],
        _ => "1 = 1",
        [
            ("runId", row => $"{row}runId"),
            ("state", row => $"{row}state"),
            ("reasonCode", row => $"COALESCE({row}reasonCode, '')"),
            ("isCached", row => $"{row}isCached"),
            ("isForReview", row => $"{row}isForReview"),
            ("isWritten", row => $"{row}isWritten"),
        ]);

    /// <summary>How many there are of each state and reason, of the runs in the list <c>@runs</c>: the sums, and what was not folded into them yet.</summary>
    public static string ByReason(Dialect dialect)
    {
        string isMeant = dialect.In("runId", "@runs");
        return
            $"""
            SELECT runId AS "RunId", state AS "State", reasonCode AS "ReasonCode", CAST(SUM(total) AS bigint) AS "Images",
                CAST(SUM(isCached * total) AS bigint) AS "Cached", CAST(SUM(isForReview * total) AS bigint) AS "ForReview",
                CAST(SUM(isWritten * total) AS bigint) AS "Written"
            FROM (
                SELECT {Parts}, total FROM autoTagRunCount{dialect.SumsAsTheyStand} WHERE {isMeant}
                UNION ALL
                SELECT {Parts}, change AS total FROM autoTagRunChange{dialect.ChangesAsTheyStand} WHERE {isMeant}) AS counted
            GROUP BY runId, state, reasonCode HAVING SUM(total) <> 0
            """;
    }

    /// <summary>How many there are of the run <c>@run</c>.</summary>
    public static string Total(Dialect dialect) =>
        $"""
        SELECT CAST(COALESCE(SUM(total), 0) AS bigint) FROM (
            SELECT total FROM autoTagRunCount{dialect.SumsAsTheyStand} WHERE runId = @run
            UNION ALL
            SELECT change AS total FROM autoTagRunChange{dialect.ChangesAsTheyStand} WHERE runId = @run) AS counted
        """;
}
