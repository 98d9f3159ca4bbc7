using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>What people see where something is in the way, and what an admin can do about it.</summary>
[Order(3)]
[OneMajor]
public sealed partial class TroubleTests
{
    [Test]
    public async Task What_was_given_up_is_shown_with_its_reason_and_an_admin_has_it_tried_again()
    {
        IPage page = await Backoffice.SignInAsync("admin", height: 1300);
        await SetUpImageAsync(page);
        await Backoffice.Site.OrderAsync("not-json");
        await UploadAsync(page, "raccoon.jpg");
        await Item(page, "raccoon.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
        await Expect(page.GetByText("Given up after 2 attempts: the provider’s answer could not be understood.")).ToBeVisibleAsync();
        await Expect(page.Locator("autotag-item-state").GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await page.TakeAsync("item-given-up");
        await Backoffice.Site.OrderAsync(null);

        await OpenDashboardAsync(page);
        ILocator givenUp = page.Locator("autotag-given-up");
        await Expect(givenUp).ToContainTextAsync("1 image: the provider’s answer could not be understood.");
        await page.TakeAsync("given-up", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-dashboard"), Is.Empty);
        await DarkAsync("given-up");

        ILocator tryAgain = givenUp.GetByRole(AriaRole.Button, new() { NameRegex = TryAgain() });
        await tryAgain.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Try 1 image again?")).ToBeVisibleAsync();
        await page.TakeAsync("given-up-asks");
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        // Said twice: seen in the notification, heard in its live region.
        await Expect(page.GetByText("1 image is back in the queue.").First).ToBeVisibleAsync();
        await Expect(givenUp).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_admin_sees_how_much_of_a_budget_is_gone_and_an_editor_does_not()
    {
        IPage admin = await Backoffice.SignInAsync("admin");
        await OpenDashboardAsync(admin);
        await Expect(admin.Locator("autotag-budgets").GetByRole(AriaRole.Meter)).ToHaveAttributeAsync("aria-valuetext", OfTwentyDollars());
        await Expect(admin.Locator("autotag-budgets")).ToContainTextAsync("AutoTag:Budgets:monthly:Usd");

        IPage editor = await Backoffice.SignInAsync("media");
        await OpenDashboardAsync(editor);
        await Expect(editor.Locator("autotag-spend")).ToContainTextAsync("This month");
        await Expect(editor.Locator("autotag-budgets")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_admin_pauses_a_connection_and_lets_it_go_on_by_keyboard()
    {
        IPage page = await Backoffice.SignInAsync("admin");
        await OpenDashboardAsync(page);
        ILocator connections = page.Locator("autotag-connections");
        await connections.GetByRole(AriaRole.Button, new() { Name = "Pause local" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(connections).ToContainTextAsync("Paused by an administrator.");
        await page.TakeAsync("paused");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-connections"), Is.Empty);

        await connections.GetByRole(AriaRole.Button, new() { Name = "Resume local" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(connections).Not.ToContainTextAsync("Paused by an administrator.");
    }

    [Test]
    public async Task A_price_that_nobody_knows_is_told_with_the_keys_that_mend_it()
    {
        await using DemoSite site = await DemoSite.StartAsync(
            "--AutoTag:Budgets:daily:Period", "Day", "--AutoTag:Budgets:daily:Usd", "5",
            "--AutoTag:Connections:local:UsdPerMillionInputTokens", string.Empty, "--AutoTag:Connections:local:UsdPerMillionOutputTokens", string.Empty);
        IPage page = await Backoffice.SignInAsync("admin", height: 1300, site: site);
        await SetUpImageAsync(page);
        await UploadAsync(page, "tulips.jpg");
        await Item(page, "tulips.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
        await Expect(page.Locator("autotag-item-state")).ToContainTextAsync("nobody knows what this would cost");
        await Expect(page.Locator("autotag-item-state")).ToContainTextAsync("AutoTag:Connections:local:UsdPerImage");
        await page.TakeAsync("item-price-unknown");

        await OpenDashboardAsync(page);
        await Expect(page.Locator("autotag-budgets")).ToContainTextAsync("Nothing is sent to local");
        await Expect(page.Locator("autotag-budgets")).ToContainTextAsync("AutoTag:Connections:local:UsdPerMillionOutputTokens");
        await page.Locator("autotag-budgets").ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("price-unknown", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-dashboard"), Is.Empty);
        await DarkAsync("price-unknown", site);
    }

    [Test]
    public async Task Where_no_server_works_the_dashboard_says_so_and_since_when()
    {
        IPage page = await Backoffice.SignInAsync("admin");
        // The real status of the site, as it would be ten minutes after its only worker was taken away.
        await page.RouteAsync("**/autotag/api/v1/status", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            JsonNode status = JsonNode.Parse(await answer.TextAsync())!;
            status["servers"] = new JsonObject { ["working"] = 0, ["lastWorkedAt"] = "2026-03-02T09:00:00Z", ["why"] = "SwitchedOff" };
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = status.ToJsonString() });
        });
        await OpenDashboardAsync(page);

        await Expect(page.Locator("autotag-servers").GetByRole(AriaRole.Alert)).ToContainTextAsync("No server works on the queue, since ");
        await page.TakeAsync("no-server");
    }

    private static async Task DarkAsync(string name, DemoSite? site = null)
    {
        IPage page = await Backoffice.SignInAsync("admin", "umb-dark-theme", height: 1300, site: site);
        await OpenDashboardAsync(page);
        await Expect(page.Locator("autotag-budgets")).ToBeVisibleAsync();
        await page.TakeAsync($"{name}-dark");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-dashboard"), Is.Empty);
    }

    [GeneratedRegex("^Try again")]
    private static partial Regex TryAgain();

    [GeneratedRegex(@" of \$20\.00 spent, ")]
    private static partial Regex OfTwentyDollars();
}
