using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Providers.Tests;

public sealed class PromptsPageTests
{
    [Test]
    public void The_page_shows_the_words_as_they_are_sent() => CheckedIn.MustBe("docs/prompts.md", PromptsPage.Write());
}
