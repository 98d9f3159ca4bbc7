using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Coverage;

/// <summary>
/// A part of the library as one range of paths, which an index serves from its beginning: of the characters that paths are made of (digits, ','
/// and '-') the comma comes first in the code points that path columns sort by, and '-' follows it.
/// </summary>
/// <param name="From">The first path.</param>
/// <param name="To">The first path behind.</param>
/// <param name="Start">The node that the range begins with, where it is an editor's start node.</param>
/// <param name="IsWhole">True for the whole library: what lies directly in its root belongs to it, and the root's own path is in no range.</param>
internal sealed record PathRange(string From, string To, string? Start, bool IsWhole)
{
    /// <summary>The root of the library.</summary>
    public const string Root = "-1";

    // Of everything under the root the recycle bin comes first.
    private const string BehindBin = "-1,-21-";

    /// <summary>The ranges of what lies in the scope and, where one is given, in a folder or below it; in order, none within another, none in the recycle bin.</summary>
    public static IReadOnlyList<PathRange> Of(PathScope scope, string? folder)
    {
        IEnumerable<string> starts = scope.Paths is not { } paths
            ? [folder ?? Root]
            : folder is null
                ? paths
                // Within a start node the folder counts; a start node within the folder counts itself.
                : paths.Any(start => IsIn(folder, start)) ? [folder] : paths.Where(start => IsIn(start, folder));
        string[] all = [.. starts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return
        [
            .. all
                .Where(start => !all.Any(other => other != start && IsIn(start, other)))
                .Select(start => new PathRange(
                    string.CompareOrdinal(start, BehindBin) < 0 ? BehindBin : start,
                    start + "-",
                    scope.Paths?.Contains(start) == true ? start : null,
                    start == Root))
                .Where(range => string.CompareOrdinal(range.From, range.To) < 0),
        ];
    }

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == ',');
}
