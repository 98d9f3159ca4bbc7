using Dapper;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>Work items, counted by the folder they lie in and their state.</summary>
internal static class WorkCounts
{
    public static Sums Sums { get; } = new("autoTagWorkCount", ["folder", "state"]);

    public static Counted Counted(Dialect dialect) => new(
        "autoTagWorkItem",
        "autoTagWorkChange",
        ["state", "path"],
        _ => "1 = 1",
        [("folder", row => dialect.FolderOf($"{row}path")), ("state", row => $"{row}state")]);

    /// <summary>How many there are of each state: the sums, and what was not folded into them yet.</summary>
    public static string ByState(Dialect dialect, PathScope scope, DynamicParameters parameters)
    {
        string isMeant = Scope.Condition(scope, parameters, "folder");
        string counted =
            $"""
            SELECT state, total FROM autoTagWorkCount{dialect.SumsAsTheyStand} WHERE {isMeant}
            UNION ALL
            SELECT state, change AS total FROM autoTagWorkChange{dialect.ChangesAsTheyStand} WHERE {isMeant}
            """;
        string[] starts = Scope.Starts(scope);
        if (starts.Length > 0)
        {
            parameters.Add("starts", starts);
            counted += $" UNION ALL SELECT state, 1 AS total FROM autoTagWorkItem WHERE {dialect.In("path", "@starts")}";
        }

        return $"SELECT state, CAST(SUM(total) AS bigint) FROM ({counted}) AS counted GROUP BY state";
    }
}
