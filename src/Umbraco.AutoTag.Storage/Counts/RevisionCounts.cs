using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>Images, counted by the revision they were last looked at under.</summary>
internal static class RevisionCounts
{
    public static Sums Sums { get; } = new("autoTagRevisionCount", ["revisionId"]);

    public static Counted Counted(Dialect dialect) => new(
        "autoTagWorkItem",
        "autoTagRevisionChange",
        ["revisionId"],
        row => $"{row}revisionId IS NOT NULL",
        [("revisionId", row => $"{row}revisionId")]);

    /// <summary>How many there are of each: the sums, and what was not folded into them yet.</summary>
    public static string Images(Dialect dialect) =>
        $"""
        SELECT revisionId, CAST(SUM(total) AS bigint) AS images FROM (
            SELECT revisionId, total FROM autoTagRevisionCount{dialect.SumsAsTheyStand}
            UNION ALL
            SELECT revisionId, change AS total FROM autoTagRevisionChange{dialect.ChangesAsTheyStand}) AS counted
        GROUP BY revisionId
        """;
}
