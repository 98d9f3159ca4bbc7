using Dapper;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage;

/// <summary>Turns a <see cref="PathScope"/> into a condition on a column of paths.</summary>
internal static class Scope
{
    /// <summary>
    /// The condition, its parameters added to <paramref name="parameters"/>. "The path, and everything that begins with it and a comma" is written as
    /// one range, because an index can serve a range: of the characters that paths are made of (digits, ',' and '-') the comma comes first in the
    /// code points that path columns sort by, and '-' follows it.
    /// </summary>
    public static string Condition(PathScope scope, DynamicParameters parameters, string column = "path")
    {
        if (scope.Paths is null)
        {
            return "1 = 1";
        }

        if (scope.Paths.Count == 0)
        {
            return "1 = 0";
        }

        var conditions = new List<string>(scope.Paths.Count);
        foreach (string path in scope.Paths.Distinct(StringComparer.Ordinal))
        {
            int number = conditions.Count;
            parameters.Add($"scope{number}", path);
            parameters.Add($"scopeTo{number}", path + "-");
            conditions.Add($"({column} >= @scope{number} AND {column} < @scopeTo{number})");
        }

        return $"({string.Join(" OR ", conditions)})";
    }

    /// <summary>
    /// The paths that a scope begins with, without those that lie within another. Where such a path is not a folder's but an image's, sums by folder
    /// do not know it: its own rows are to be counted.
    /// </summary>
    public static string[] Starts(PathScope scope) => scope.Paths is not { } paths
        ? []
        : [.. paths.Distinct(StringComparer.Ordinal).Where(path => !paths.Any(other => path.StartsWith(other + ",", StringComparison.Ordinal)))];
}
