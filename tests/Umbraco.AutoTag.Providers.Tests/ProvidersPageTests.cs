using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Providers.Tests;

public sealed partial class ProvidersPageTests
{
    private static IEnumerable<string> Aliases => ProvidersPage.Providers().Select(provider => provider.Declaration).Where(declaration => declaration.SendsPicture).Select(declaration => declaration.Alias);

    [Test]
    public void The_comparison_is_what_the_declarations_say() => CheckedIn.MustBe("docs/providers.md", ProvidersPage.Write());

    [TestCaseSource(nameof(Aliases))]
    public void Each_system_that_is_sent_pictures_has_a_page_that_names_it_and_says_what_it_can_say_what_it_costs_and_where_the_picture_goes(string alias)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "providers", ProvidersPage.PageOf(alias)));

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain(alias));
            Assert.That(page, Does.Contain("## What it can say").And.Contain("## Privacy"));
        });
    }

    [Test]
    public void Every_page_a_page_links_to_is_there()
    {
        string docs = Path.Combine(Repository.Root, "docs");
        string[] pages = [.. Directory.EnumerateFiles(docs, "*.md"), .. Directory.EnumerateFiles(Path.Combine(docs, "providers"), "*.md")];

        string[] missing =
        [
            .. pages.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(link => (page, target: link.Groups[1].Value)))
                .Where(link => !File.Exists(Path.Combine(Path.GetDirectoryName(link.page)!, link.target)))
                .Select(link => $"{Path.GetFileName(link.page)}: {link.target}"),
        ];

        Assert.That(missing, Is.Empty);
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+\.md)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
