using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class ProviderTableTests
{
    [Test]
    public void The_table_of_providers_is_what_they_declare() => CheckedIn.MustBe("docs/providers.md", ProviderTable.Write());

    [Test]
    public void Every_provider_has_its_page() => Assert.That(
        VisionProviders.All
            .Select(provider => $"docs/providers/{ConfigurationReference.PageOf(provider.Declaration.Alias)}.md")
            .Where(page => !File.Exists(Path.Combine(Repository.Root, page))),
        Is.Empty);
}
