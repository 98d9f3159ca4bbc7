namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>
/// What rows of a table are counted by. The database's own triggers write down every row that begins (+1) or ceases (−1) to be counted somewhere, so
/// that no statement can be forgotten, and none waits for another's: rows of changes are only added, and folded into sums later.
/// </summary>
/// <param name="Table">The table whose rows are counted.</param>
/// <param name="Changes">The table of changes.</param>
/// <param name="Watched">The columns of <paramref name="Table"/> that the rest is made of.</param>
/// <param name="IsCounted">Whether a row is counted; given the row's name with its dot, as in <c>NEW.</c>, or nothing.</param>
/// <param name="Parts">What it is counted by: columns of <paramref name="Changes"/>, and each one's value in a row.</param>
internal sealed record Counted(
    string Table,
    string Changes,
    IReadOnlyList<string> Watched,
    Func<string, string> IsCounted,
    IReadOnlyList<(string Column, Func<string, string> Value)> Parts)
{
    public string Columns => string.Join(", ", Parts.Select(part => part.Column));

    public string Values(string row) => string.Join(", ", Parts.Select(part => part.Value(row)));

    /// <summary>Selects a change of 1 for each row that is counted.</summary>
    public string Rows => $"SELECT {NamedValues("")}, 1 AS change FROM {Table} WHERE {IsCounted("")}";

    public string NamedValues(string row) => string.Join(", ", Parts.Select(part => $"{part.Value(row)} AS {part.Column}"));
}
