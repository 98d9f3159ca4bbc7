namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>AutoTag's own screens, held to WCAG 2.2 AA by axe. What the backoffice around them does is not ours to judge.</summary>
[Order(2)]
public sealed class AccessibilityTests
{
    [Test]
    public async Task The_dashboard_has_no_violations([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        IPage page = await Backoffice.SignInAsync("admin", theme);
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag");
        await Expect(page.GetByText("The queue")).ToBeVisibleAsync();
        await page.TakeAsync($"dashboard-{theme}");

        Assert.That(await Axe.ViolationsAsync(page, "autotag-dashboard"), Is.Empty);
    }

    [Test]
    public async Task The_view_of_an_image_has_no_violations([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        IPage page = await Backoffice.SignInAsync("admin", theme);
        await OpenImageAsync(page);
        await page.TakeAsync($"item-{theme}");
        await page.GetByText("Ask another connection").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask local" })).ToBeVisibleAsync();
        ILocator wording = page.Locator("autotag-wording").First;
        await wording.GetByText("Prompt and raw answer").ClickAsync();
        await Expect(wording.GetByText("What came back")).ToBeVisibleAsync();
        await page.TakeAsync($"item-opened-{theme}");

        Assert.That(await Axe.ViolationsAsync(page, "autotag-item-view"), Is.Empty);
    }

    [Test]
    public async Task At_200_percent_zoom_nothing_of_autotags_is_cut_off()
    {
        IPage page = await Backoffice.SignInAsync("admin", width: 960, height: 600);
        await OpenImageAsync(page);
        await page.TakeAsync("item-zoomed");

        bool fits = await page.Locator("autotag-item-view").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1");
        Assert.That(fits, "the view does not scroll sideways");
    }

    private static async Task OpenImageAsync(IPage page)
    {
        await page.GotoAsync("/umbraco/section/media");
        await page.Locator("umb-media-collection").GetByText(Backoffice.NameOf("two-dogs-window.jpg")).First.ClickAsync();
        // The dashboard has a tab of that name, too.
        await page.Locator("umb-media-workspace-editor").GetByRole(AriaRole.Tab, new() { Name = "AutoTag" }).ClickAsync();
        await Expect(page.GetByText("History")).ToBeVisibleAsync();
    }
}
