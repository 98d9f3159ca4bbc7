using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Umbraco.AutoTag.Storage.Tests.SqlServer;

/// <summary>An independent parser of T-SQL: the ANTLR project's grammar of SQL Server, in a node process that ends with this one.</summary>
internal static partial class TSqlParser
{
    private static readonly Lock s_oneAtATime = new();
    private static readonly ConcurrentDictionary<string, string?> s_known = new();
    private static readonly Lazy<Process> s_node = new(Start);

    /// <summary>The batches that were found good in this run.</summary>
    public static IEnumerable<string> Accepted => s_known.Where(known => known.Value is null).Select(known => known.Key);

    /// <summary>What is wrong with a batch; null where nothing is.</summary>
    public static string? ErrorIn(string batch) => s_known.GetOrAdd(RestOfList().Replace(batch, ""), Ask);

    /// <summary>Every alternative it knows is too much to read.</summary>
    private static string? Shortened(string? error) => error?.Split(" expecting ")[0];

    private static string? Ask(string batch)
    {
        lock (s_oneAtATime)
        {
            s_node.Value.StandardInput.WriteLine(JsonSerializer.Serialize(batch));
            string answer = s_node.Value.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException("The T-SQL parser ended. Is it installed? Run `npm ci` in its folder, SqlServer/parser.");
            return Shortened(JsonSerializer.Deserialize<string?>(answer));
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("node", "parse.mjs")
    {
        WorkingDirectory = Path.Combine(Repository.Root, "tests", "Umbraco.AutoTag.Storage.Tests", "SqlServer", "parser"),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    // A list of 500 parameters parses as one of two does.
    [GeneratedRegex(@"(?<=@\w+\d,@\w+\d)(,@\w+\d)+")]
    private static partial Regex RestOfList();
}
