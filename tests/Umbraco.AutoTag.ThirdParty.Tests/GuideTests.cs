using System.Text.RegularExpressions;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.ThirdParty.Tests;

/// <summary>The guide shows code that is compiled and tested here, so it cannot go stale.</summary>
public sealed partial class GuideTests
{
    [Test]
    public void Every_piece_of_code_in_the_guide_stands_in_the_worked_example()
    {
        string example = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Umbraco.AutoTag.ThirdParty.Tests"), "*.cs")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Umbraco.AutoTag.ThirdParty.Tests", "PictureDesk")))
            .Select(File.ReadAllText));
        string[] pieces = [.. Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "new-provider.md"))).Select(match => match.Groups[1].Value)];

        Assert.That(pieces, Has.Length.GreaterThan(3));
        Assert.That(pieces.Where(piece => !Words(example).Contains(Words(piece), StringComparison.Ordinal)), Is.Empty);
    }

    // Indentation is the page's own.
    private static string Words(string code) => Blank().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
