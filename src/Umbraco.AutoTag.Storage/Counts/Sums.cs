namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>A table of sums that changes are folded into.</summary>
/// <param name="Table">Its name; what it has counted is in its column <c>total</c>.</param>
/// <param name="Keys">The columns that make a sum one.</param>
/// <param name="Toward">
/// Turns changes, something to select from that has an alias, into changes of these sums, which have the columns of <paramref name="Keys"/> and
/// <c>change</c>; null where the changes have them themselves.
/// </param>
internal sealed record Sums(string Table, IReadOnlyList<string> Keys, Func<string, string>? Toward = null)
{
    private string Columns => string.Join(", ", Keys);

    private string SameKey => string.Join(" AND ", Keys.Select(key => $"{Table}.{key} = moved.{key}"));

    /// <summary>Fills the table, empty until now.</summary>
    /// <param name="rows">Selects a change of 1 for each row that is counted.</param>
    public string Fill(string rows) =>
        $"INSERT INTO {Table} ({Columns}, total) SELECT {Columns}, CAST(SUM(change) AS bigint) FROM {Of($"({rows}) AS counted")} GROUP BY {Columns}";

    /// <summary>Adds the changes that are taken, in this order. Only one server at a time may.</summary>
    public IEnumerable<string> Fold(string changes) => Add($"SELECT {Columns}, change FROM {Of($"(SELECT * FROM {changes} WHERE id <= @to AND taken = 1) AS folded")}");

    /// <summary>Makes the sums, with the changes that are still to be folded, what counting the rows finds. Only one server at a time may.</summary>
    /// <param name="rows">Selects a change of 1 for each row that is counted.</param>
    /// <param name="changes">The table of changes.</param>
    /// <remarks>Each statement sees rows, sums and changes of one moment, so that whoever writes meanwhile is neither waited for nor counted twice.</remarks>
    public IEnumerable<string> Correct(string rows, string changes) => Add(
        $"""
        SELECT {Columns}, change FROM {Of($"({rows}) AS counted")}
        UNION ALL
        SELECT {Columns}, -change FROM {Of(changes)}
        UNION ALL
        SELECT {Columns}, -total FROM {Table}
        """);

    /// <summary>Makes the sums what others say, of which they are a coarser form. Only one server at a time may.</summary>
    /// <param name="finer">Selects from the other sums what changes have, with their total as the change.</param>
    public IEnumerable<string> Follow(string finer) => Add(
        $"""
        SELECT {Columns}, change FROM {Of($"({finer}) AS finer")}
        UNION ALL
        SELECT {Columns}, -total FROM {Table}
        """);

    private string Of(string changes) => Toward?.Invoke(changes) ?? changes;

    private IEnumerable<string> Add(string changes)
    {
        string moved = $"(SELECT {Columns}, CAST(SUM(change) AS bigint) AS total FROM ({changes}) AS changes GROUP BY {Columns} HAVING SUM(change) <> 0) AS moved";
        return
        [
            $"UPDATE {Table} SET total = {Table}.total + moved.total FROM {moved} WHERE {SameKey}",
            $"""
            INSERT INTO {Table} ({Columns}, total)
            SELECT {Columns}, total FROM {moved} WHERE NOT EXISTS (SELECT 1 FROM {Table} WHERE {SameKey})
            """,
            $"DELETE FROM {Table} WHERE total = 0",
        ];
    }
}
