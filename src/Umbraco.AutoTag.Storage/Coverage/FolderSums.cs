using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Coverage;

/// <summary>
/// What a change of images does to the sums of their folders. The sums are the last rows that a transaction touches, and in one order, so that two
/// of them wait for each other and never in a circle.
/// </summary>
internal sealed class FolderSums
{
    /// <summary>The columns of the numbers, in the order of <see cref="AltTextState"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["missing", "human", "accepted", "unreviewed", "decorative", "notCovered"];

    private static readonly string s_parameters = string.Join(", ", Columns.Select(column => $"@{column}"));

    private static readonly string s_add =
        $"UPDATE autoTagImageCount SET {string.Join(", ", Columns.Select(column => $"{column} = {column} + @{column}"))} WHERE folder = @folder";

    private static readonly string s_removeEmpty =
        $"DELETE FROM autoTagImageCount WHERE folder = @folder AND {string.Join(" AND ", Columns.Select(column => $"{column} = 0"))}";

    private readonly SortedDictionary<string, long[]> _changes = new(StringComparer.Ordinal);

    public void Add(ImageRow row) => Count(row, 1);

    public void Remove(ImageRow row) => Count(row, -1);

    public async Task KeepAsync(Session session, Dialect dialect)
    {
        string insertIfNew = dialect.InsertIfNew(
            "autoTagImageCount", $"folder, {string.Join(", ", Columns)}", $"@folder, {s_parameters}", "folder = @folder");
        foreach ((string folder, long[] numbers) in _changes.Where(change => change.Value.Any(number => number != 0)))
        {
            Dapper.DynamicParameters parameters = Parameters(numbers);
            parameters.Add("folder", folder);
            await session.UpdateOrInsertAsync(s_add, insertIfNew, parameters);
            if (numbers.Any(number => number < 0))
            {
                await session.ExecuteAsync(s_removeEmpty, parameters);
            }
        }
    }

    /// <summary>The numbers as parameters named like their columns.</summary>
    public static Dapper.DynamicParameters Parameters(IReadOnlyList<long> numbers)
    {
        var parameters = new Dapper.DynamicParameters();
        foreach ((int state, string column) in Columns.Index())
        {
            parameters.Add(column, numbers[state]);
        }

        return parameters;
    }

    private void Count(ImageRow row, int change)
    {
        if (!_changes.TryGetValue(row.Folder, out long[]? numbers))
        {
            _changes[row.Folder] = numbers = new long[Columns.Count];
        }

        numbers[row.State] += change;
    }
}
