using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>AutoTag's dashboard in the language of the person who looks.</summary>
[Order(3)]
[OneMajor]
public sealed class LanguageTests
{
    private IPage _page = null!;
    private string _culture = "en-US";

    [OneTimeSetUp]
    public async Task SignInAsync()
    {
        _page = await Backoffice.SignInAsync("admin", width: 1280);
        await _page.RouteAsync("**/user/current", SpeakAsync);
    }

    [OneTimeTearDown]
    public Task SignOutAsync() => _page.Context.CloseAsync();

    [TestCase("da", "Køen")]
    [TestCase("de-DE", "Die Warteschlange")]
    [TestCase("es-ES", "La cola")]
    [TestCase("fr-FR", "La file d’attente")]
    [TestCase("nl-NL", "De wachtrij")]
    public async Task The_dashboard_speaks_it_and_nothing_is_cut_off(string culture, string queue)
    {
        _culture = culture;
        await _page.GotoAsync("/umbraco/section/media/dashboard/autotag");
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = queue })).ToBeVisibleAsync();
        await _page.TakeAsync($"language-{culture}");

        await Expect(_page.Locator("autotag-dashboard")).Not.ToContainTextAsync("autotag_");
        await FitsAsync();
    }

    // The client has languages that are written from right to left, and leaves the direction of its page as it is; a site may turn it.
    [Test]
    public async Task Turned_from_right_to_left_nothing_is_cut_off()
    {
        _culture = "en-US";
        await _page.GotoAsync("/umbraco/section/media/dashboard/autotag");
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "The queue" })).ToBeVisibleAsync();

        await _page.EvaluateAsync("document.documentElement.dir = 'rtl'");

        await _page.TakeAsync("right-to-left");
        await FitsAsync();
    }

    private async Task FitsAsync() => Assert.That(
        await _page.Locator("autotag-dashboard").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1"),
        "the dashboard does not scroll sideways");

    private async Task SpeakAsync(IRoute route)
    {
        IAPIResponse answer = await route.FetchAsync();
        JsonNode user = JsonNode.Parse(await answer.TextAsync())!;
        user["languageIsoCode"] = _culture;
        await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = user.ToJsonString() });
    }
}
