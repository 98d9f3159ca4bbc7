using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>Another model answers than the one that is pinned: an admin is alarmed, and decides.</summary>
[Order(7)]
[OneMajor]
public sealed class DriftTests
{
    private const string Pinned = "nanodet-g-composed-2026-11-01";
    private const string Other = "nanodet-h-composed-2027-01-01";
    private const string Stopped = "Stopped: another model answers than the one that is pinned.";
    private const string Alarm = $"You ask for {Pinned}, but {Other} answers.";

    [Test]
    public async Task Where_another_model_answers_an_admin_is_alarmed_and_nothing_more_is_sent_until_that_model_is_taken()
    {
        await using DemoSite site = await DemoSite.StartAsync("--AutoTag:Connections:local:WhenModelDrifts", "Stop");
        IPage page = await Backoffice.SignInAsync("admin", height: 1300, site: site);
        await SetUpImageAsync(page);
        await UploadAndOpenAsync(page, "cat-chelsea.jpg");
        ILocator altText = page.Locator("autotag-text-field").First;
        await Expect(altText).ToContainTextAsync(Pinned);

        await site.OrderAsync("wrong-model");
        await UploadAndOpenAsync(page, "two-dogs-window.jpg");
        await Expect(altText).ToContainTextAsync("Two dogs");
        await Expect(altText).ToContainTextAsync(Other);
        await OpenDashboardAsync(page);
        ILocator connections = page.Locator("autotag-connections");
        await Expect(connections).ToContainTextAsync(Stopped);
        await Expect(connections).ToContainTextAsync(Alarm);
        await connections.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("drift");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-dashboard"), Is.Empty);

        await UploadAndOpenAsync(page, "coffee-cup.jpg");
        ILocator state = page.Locator("autotag-item-state");
        await Expect(state).ToContainTextAsync("Waiting: another model answers than the one you pinned, and the connection is stopped for it.");
        await page.TakeAsync("item-drift");

        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-connections");
        ILocator local = page.Locator("autotag-account").Filter(new() { HasText = Stopped });
        await Expect(local).ToContainTextAsync(Alarm);
        await Expect(local.GetByRole(AriaRole.Button, new() { Name = "Test local" })).ToBeDisabledAsync();
        await Expect(local).ToContainTextAsync("Stopped because another model answers.");
        await Expect(local).Not.ToContainTextAsync("WhenModelDrifts");
        await local.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("connection-drift");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-accounts"), Is.Empty);
        await local.GetByRole(AriaRole.Button, new() { Name = "Resume local" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("local goes on.").First).ToBeVisibleAsync();
        await Expect(local).ToHaveCountAsync(0);

        await Item(page, "coffee-cup.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
        await Expect(altText).ToContainTextAsync(Other);
        // The model was taken: its next answer stops nothing.
        await UploadAndOpenAsync(page, "officer-grace-hopper.jpg");
        await Expect(altText).ToContainTextAsync(Other);
        await OpenDashboardAsync(page);
        await Expect(connections).ToContainTextAsync(Alarm);
        await Expect(connections).Not.ToContainTextAsync(Stopped);
    }

    private static async Task UploadAndOpenAsync(IPage page, string photo)
    {
        await UploadAsync(page, photo);
        await Item(page, photo).ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
    }
}
