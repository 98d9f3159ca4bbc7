using System.Text;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The coverage of the same site: its photos lack alt text, which waits in the review.</summary>
public sealed partial class ReviewTests
{
    private const string CoverageAddress = "/umbraco/section/media/dashboard/autotag-coverage";

    [Test, Order(2)]
    public async Task From_the_share_over_the_missing_into_the_review_of_an_image_and_away_with_the_file()
    {
        // Before anything of the site is decided: afterwards the folder may have nothing left that waits.
        IPage page = await Backoffice.SignInAsync("media", height: 1500, site: _site);
        await page.RouteAsync("**/api/v1/coverage", WithAPastAsync);
        await page.GotoAsync(CoverageAddress);
        ILocator coverage = page.Locator("autotag-coverage");
        JsonNode numbers = (await AskAsync(page, "coverage"))["numbers"]!;
        long missing = numbers["missing"]!.GetValue<long>();
        Assert.That(missing, Is.GreaterThan(5), "nothing is written before a yes");
        await Expect(coverage.GetByRole(AriaRole.Button, new() { Name = $"Missing {missing}" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(coverage.GetByText("From 1% on")).ToBeVisibleAsync();
        await Expect(coverage.Locator("umb-imaging-thumbnail img").First).ToBeVisibleAsync();
        await page.TakeAsync("coverage", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-coverage"), Is.Empty);

        // By keyboard: what a hovered button of the client looks like is not ours to judge.
        await coverage.GetByRole(AriaRole.Button, new() { Name = "Nature" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(coverage.GetByRole(AriaRole.Navigation)).ToContainTextAsync("Nature");
        await Expect(coverage.Locator("autotag-coverage-images")).Not.ToContainTextAsync("Animals");
        // Only what stands in the folder: the list of the whole library may still be there for a moment.
        ILocator row = coverage.Locator("autotag-coverage-images li")
            .Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { NameRegex = ReviewSuggestions() }), HasText = "Nature" }).First;
        // What is in it, not what is painted by now: the list has just become another one.
        string name = (await row.Locator("strong").TextContentAsync())!.Trim();
        Assert.That(name, Is.Not.Empty);
        IDownload file = await page.RunAndWaitForDownloadAsync(() => coverage.GetByRole(AriaRole.Button, new() { Name = "Export images (CSV)" }).PressAsync("Enter"));
        string csv = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await file.PathAsync()));
        Assert.That(csv, Does.StartWith("\uFEFF\"State\"").And.Contain($"\"Missing\",\"{name}\"").And.Not.Contain("Animals"));
        await Expect(coverage).ToContainTextAsync("alternative-texts.csv was downloaded.");

        await row.GetByRole(AriaRole.Link, new() { NameRegex = ReviewSuggestions() }).PressAsync("Enter");
        await Expect(page.Locator("autotag-review-facets")).ToContainTextAsync("1 image");
        await Expect(page.Locator("autotag-review-images li")).ToHaveCountAsync(1);
        await Expect(page.Locator("autotag-review-images")).ToContainTextAsync(name);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);
    }

    [Test, Order(2), OneMajor]
    public async Task Dark_narrow_turned_in_another_language_and_without_a_server_the_coverage_is_readable()
    {
        IPage page = await Backoffice.SignInAsync("media", "umb-dark-theme", width: 420, height: 900, site: _site);
        string language = "en-US";
        await page.RouteAsync("**/user/current", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            JsonNode user = JsonNode.Parse(await answer.TextAsync())!;
            user["languageIsoCode"] = language;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = user.ToJsonString() });
        });
        foreach ((string culture, string heading) in new[] { ("da", "Dækning"), ("de-DE", "Abdeckung"), ("es-ES", "Cobertura"), ("fr-FR", "Couverture"), ("nl-NL", "Dekking"), ("en-US", "Coverage") })
        {
            language = culture;
            await page.GotoAsync(CoverageAddress);
            await Expect(page.Locator("autotag-coverage").GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();
            await Expect(page.Locator("autotag-coverage-images li").First).ToBeVisibleAsync();
            await Expect(page.Locator("autotag-coverage")).Not.ToContainTextAsync("autotag_");
            Assert.That(await FitsAsync(page), culture);
        }

        Assert.That(await Axe.ViolationsAsync(page, "autotag-coverage"), Is.Empty);
        await page.TakeAsync("coverage-phone-dark");
        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        Assert.That(await FitsAsync(page), "from right to left");

        await page.RouteAsync("**/api/v1/coverage*", route => route.FulfillAsync(new RouteFulfillOptions { Status = 403 }));
        await page.GotoAsync(CoverageAddress);
        await Expect(page.GetByText("You may not see this.")).ToBeVisibleAsync();
        Assert.That(await Axe.ViolationsAsync(page, "autotag-coverage"), Is.Empty);
        await page.UnrouteAsync("**/api/v1/coverage*");
        await page.RouteAsync("**/api/v1/coverage*", route => route.AbortAsync());
        await page.GotoAsync(CoverageAddress);
        await Expect(page.GetByText("The server does not answer.")).ToBeVisibleAsync();
        await page.UnrouteAsync("**/api/v1/coverage*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator("autotag-coverage-images li").First).ToBeVisibleAsync();
    }

    private static Task<bool> FitsAsync(IPage page) =>
        page.Locator("autotag-coverage").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1");

    // A site that was started a minute ago has no past: the days before today are made up.
    private static async Task WithAPastAsync(IRoute route)
    {
        IAPIResponse answer = await route.FetchAsync();
        JsonNode view = JsonNode.Parse(await answer.TextAsync())!;
        JsonArray trend = view["trend"]!.AsArray();
        JsonNode today = trend[^1]!;
        DateOnly day = DateOnly.Parse(today["day"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        long served = today["numbers"]!["served"]!.GetValue<long>() * 1_000 / today["numbers"]!["covered"]!.GetValue<long>();
        for (int ago = 1; ago < 80; ago++)
        {
            JsonNode past = today.DeepClone();
            past["day"] = day.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            past["numbers"]!["covered"] = 1_000;
            past["numbers"]!["served"] = ago == 79 ? 10L : served * (80 - ago) / 80 + (ago % 9 == 0 ? 20 : 0);
            past["numbers"]!["missing"] = 1_000 - past["numbers"]!["served"]!.GetValue<long>();
            trend.Insert(0, past);
        }

        await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = view.ToJsonString() });
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^Review \d+ suggestions?")]
    private static partial System.Text.RegularExpressions.Regex ReviewSuggestions();
}
