using System.Runtime.CompilerServices;

namespace Umbraco.AutoTag.Api.Exports;

/// <summary>
/// Rows as a file for spreadsheets (RFC 4180, UTF-8 with its mark, without which Excel takes it for another encoding), sent while they are read.
/// </summary>
/// <remarks>
/// Names and texts are written by anybody, and a spreadsheet takes a cell that begins with one of a few characters for a formula that it runs. Such
/// a cell gets an apostrophe before it, as OWASP advises (CSV injection).
/// </remarks>
internal sealed class CsvResult(string fileName, IAsyncEnumerable<IReadOnlyList<string>> rows) : LinesResult(LinesOf(rows), Csv, fileName)
{
    private const string ByteOrderMark = "\uFEFF";
    private const string EndOfLine = "\r\n";

    private static async IAsyncEnumerable<string> LinesOf(
        IAsyncEnumerable<IReadOnlyList<string>> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return ByteOrderMark;
        await foreach (IReadOnlyList<string> row in rows.WithCancellation(cancellationToken))
        {
            yield return string.Join(',', row.Select(Cell)) + EndOfLine;
        }
    }

    /// <summary>A cell as it is written: in quotes, and never a formula.</summary>
    internal static string Cell(string text)
    {
        // What looks like a formula behind blanks is one for some programs; the full-width signs are one in East Asian editions.
        bool isFormula = text.TrimStart(' ', '\u00A0', '\u3000') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
        return $"\"{(isFormula ? "'" : string.Empty)}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
