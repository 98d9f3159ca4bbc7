using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>What became of one case of the contract for one system.</summary>
public enum CaseResult
{
    /// <summary>It does not arise: the system gives no scores, for example.</summary>
    NotApplicable,

    /// <summary>It held.</summary>
    Held,

    /// <summary>It did not hold.</summary>
    Broken,
}

/// <summary>
/// Systems × cases, gathered from the tests that ran: each <see cref="ProviderContract"/> notes its results, and the assembly's set-up fixture writes
/// them down at the end (<see cref="Write"/>).
/// </summary>
public static class ContractTable
{
    /// <summary>How the names of those cases begin that are a vendor's own samples.</summary>
    internal const string Documented = "documented: ";

    /// <summary>How the names of those cases begin that are about batches.</summary>
    internal const string Batch = "batch: ";

    private static readonly ConcurrentDictionary<(string Case, string System), ConcurrentBag<CaseResult>> s_results = new();

    /// <summary>Notes one result. A case may have many, such as one for each sample.</summary>
    public static void Note(string system, string theCase, CaseResult result) => s_results.GetOrAdd((theCase, system), _ => []).Add(result);

    /// <summary>Writes the table as Markdown; nothing where no contract ran, or only what failed is run once more (<c>AUTOTAG_AGAIN=1</c>).</summary>
    /// <param name="folder">Where it goes; made where it is missing.</param>
    /// <param name="name">The file's name without its ending.</param>
    public static void Write(string folder, string name)
    {
        if (!s_results.IsEmpty && Environment.GetEnvironmentVariable("AUTOTAG_AGAIN") != "1")
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".md"), Markdown());
        }
    }

    private static string Markdown()
    {
        string[] systems = [.. s_results.Keys.Select(key => key.System).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
        string[] cases = [.. s_results.Keys.Select(key => key.Case).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# One contract for all: {systems.Length} systems, {cases.Length} cases, {s_results.Values.Sum(bag => bag.Count)} checks");
        text.AppendLine().AppendLine("A number says how many checks held; `–` that the case does not arise, that a system has no batches, or that its samples hold no such answer, which does not say that its vendor has none; `✗` how many did not hold; an empty cell that no test was run.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| case | {string.Join(" | ", systems)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(systems.Select(_ => "---|"))}");
        foreach (string name in cases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", systems.Select(system => Cell(name, system)))} |");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static bool Has(string system, string cases) => s_results.Keys.Any(key => key.System == system && key.Case.StartsWith(cases, StringComparison.Ordinal));

    private static string Cell(string name, string system)
    {
        if (!s_results.TryGetValue((name, system), out ConcurrentBag<CaseResult>? results))
        {
            // A system whose samples were played has no more of them, and one that was held to the contract of single calls only has no batches.
            bool arisesNot = (name.StartsWith(Documented, StringComparison.Ordinal) && Has(system, Documented)) || (name.StartsWith(Batch, StringComparison.Ordinal) && !Has(system, Batch));
            return arisesNot ? "–" : string.Empty;
        }

        int broken = results.Count(result => result == CaseResult.Broken);
        int held = results.Count(result => result == CaseResult.Held);
        return broken > 0 ? string.Create(CultureInfo.InvariantCulture, $"✗ {broken} of {results.Count}")
            : held > 0 ? held.ToString(CultureInfo.InvariantCulture)
            : "–";
    }
}
