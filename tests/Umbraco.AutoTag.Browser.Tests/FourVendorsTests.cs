using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The demo site's ready profile of four vendors, as an editor sees what came of it.</summary>
[Order(5)]
[OneMajor]
public sealed class FourVendorsTests
{
    [Test]
    public async Task An_image_says_who_stood_in_and_why_and_whether_it_needed_the_dearer_one()
    {
        await using DemoSite site = await DemoSite.StartAsync("--four-vendors");
        IPage page = await Backoffice.SignInAsync("admin", height: 1300, site: site);
        await SetUpImageAsync(page);
        await site.OrderAsync("out-of-credit", endpoint: "/v1/images:annotate");

        await UploadAsync(page, "officer-grace-hopper.jpg");
        await Item(page, "officer-grace-hopper.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
        ILocator state = page.Locator("autotag-item-state");
        await Expect(state).ToContainTextAsync("azure stood in for google: the account at the provider is empty.");
        await Expect(state).ToContainTextAsync("local was not needed: google was sure enough");
        await Expect(page.Locator("autotag-keywords-field")).ToContainTextAsync("person");
        await page.TakeAsync("stood-in", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-item-view"), Is.Empty);

        await UploadAsync(page, "cat-chelsea.jpg");
        await Item(page, "cat-chelsea.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
        await Expect(state).ToContainTextAsync("Went on to local: google was unsure");
        await page.TakeAsync("went-on");

        await OpenDashboardAsync(page);
        await Expect(page.Locator("autotag-spend")).ToContainTextAsync("This month local was not needed for 1 of 2 images, because google was sure enough.");
        await page.TakeAsync("spared");
    }
}
