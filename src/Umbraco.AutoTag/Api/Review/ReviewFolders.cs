using System.Globalization;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>Adds folders up into the ones an editor chooses among: one step below the chosen folder, or the topmost they see.</summary>
internal static class ReviewFolders
{
    private const string Root = "-1";

    /// <summary>Counts by the folder's id, everything below it included.</summary>
    /// <param name="counts">By the id path of the folder that images lie in directly.</param>
    /// <param name="filter">With the chosen folder, and the scope that says which are topmost.</param>
    public static IReadOnlyDictionary<int, long> Below(IReadOnlyDictionary<string, long> counts, ReviewFilter filter)
    {
        var below = new Dictionary<int, long>();
        foreach ((string path, long count) in counts)
        {
            if (IdBelow(path, filter.Scope, filter.Folder) is { } id)
            {
                below[id] = below.GetValueOrDefault(id) + count;
            }
        }

        return below;
    }

    /// <summary>The folder, one step below the chosen one, that a folder lies in or is; null where it is neither.</summary>
    /// <param name="path">The id path of a folder.</param>
    /// <param name="scope">Says which are topmost.</param>
    /// <param name="chosen">The id path of the chosen folder; null where none is chosen.</param>
    public static int? IdBelow(string path, PathScope scope, string? chosen)
    {
        // Of a start node the way to it is not the editor's to see, but it itself is.
        string? top = chosen
            ?? (scope.Paths is null
                ? Root
                : scope.Paths.Where(start => IsIn(path, start)).Select(ParentOf).MinBy(parent => parent.Length));
        return top is not null && path.Length > top.Length && IsIn(path, top)
            && int.TryParse(path[(top.Length + 1)..].Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : null;
    }

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == ',');

    private static string ParentOf(string path) => path.LastIndexOf(',') is var comma and > 0 ? path[..comma] : path;
}
