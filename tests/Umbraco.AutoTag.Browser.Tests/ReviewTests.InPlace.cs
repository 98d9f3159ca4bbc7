using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>AutoTag where people work: in the media list, in the tree, and beside a property.</summary>
public sealed partial class ReviewTests
{
    [Test, Order(3)]
    public async Task Marked_images_are_priced_kept_back_sent_again_and_reviewed_from_the_media_list()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await MarkAsync(page, "two-dogs-window.jpg", "cat-chelsea.jpg");
        await page.TakeAsync("marked", forDocs: true);

        await BulkAsync(page, "Tag with AutoTag");
        await Expect(page.GetByText("Tag 2 images?")).ToBeVisibleAsync();
        await Expect(page.Locator("umb-confirm-modal")).ToContainTextAsync("Likely cost: Nothing");
        await page.TakeAsync("marked-asks", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "umb-confirm-modal"), Is.Empty);
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Tag with AutoTag" }).ClickAsync();
        await Expect(Toast(page, "2 images are looked at next.")).ToBeVisibleAsync();

        await MarkAsync(page, "two-dogs-window.jpg", "cat-chelsea.jpg");
        await BulkAsync(page, "Never send");
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Never send" }).ClickAsync();
        await Expect(Toast(page, "2 images are never sent from now on.")).ToBeVisibleAsync();

        await MarkAsync(page, "two-dogs-window.jpg", "cat-chelsea.jpg");
        await BulkAsync(page, "Send again");
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        await Expect(Toast(page, "2 images may be sent again.")).ToBeVisibleAsync();

        await MarkAsync(page, "two-dogs-window.jpg", "cat-chelsea.jpg");
        await BulkAsync(page, "Review suggestions");
        await Expect(page.Locator("autotag-review-facets")).ToContainTextAsync("Marked in the media list");
        await Expect(page.Locator("autotag-review-images li")).ToHaveCountAsync(2);
        await page.TakeAsync("review-marked");
    }

    [Test, Order(3)]
    public async Task The_tree_offers_it_on_an_image_and_not_on_a_folder()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await page.GotoAsync("/umbraco/section/media");
        await MenuAsync(page, "Animals");
        await Expect(page.Locator("umb-entity-action").First).ToBeVisibleAsync();
        await Expect(MenuItem(page, "Tag with AutoTag")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");

        await MenuAsync(page, Backoffice.NameOf("raccoon.jpg"));
        await Expect(MenuItem(page, "Review suggestions")).ToBeVisibleAsync();
        await page.TakeAsync("tree-menu");
        await MenuItem(page, "Tag with AutoTag").ClickAsync();

        await Expect(Toast(page, "1 image is looked at next.")).ToBeVisibleAsync();
    }

    [Test, Order(3)]
    public async Task Beside_a_property_a_suggestion_is_inserted_and_saving_it_is_a_decision([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        string photo = theme == "umb-light-theme" ? "astronaut.jpg" : "coffee-cup.jpg";
        IPage page = await Backoffice.SignInAsync("media", theme, height: 1250, site: _site);
        await page.GotoAsync("/umbraco/section/media");
        await Item(page, photo).ClickAsync();

        ILocator property = page.Locator("umb-property").Filter(new() { Has = page.Locator("umb-property-editor-ui-textarea") }).First;
        await property.HoverAsync();
        await property.Locator("[data-mark=open-property-actions]").ClickAsync();
        await property.GetByText("Suggest", new() { Exact = true }).ClickAsync();

        ILocator dialog = page.Locator("autotag-suggest-modal");
        await Expect(dialog).ToContainTextAsync("Nothing is written by it");
        await Expect(dialog).ToContainTextAsync("Asking costs:");
        await dialog.GetByText("Where it comes from").First.ClickAsync();
        await Expect(dialog).ToContainTextAsync("nanodet");
        await page.TakeAsync($"suggest-{theme}", forDocs: theme == "umb-light-theme");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-suggest-modal"), Is.Empty);

        string words = await dialog.Locator(".value").First.InnerTextAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).First.ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(property.Locator("textarea")).ToHaveValueAsync(words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Tab(page, "AutoTag").ClickAsync();
        ILocator altText = page.Locator("autotag-text-field").Filter(new() { HasText = "Alt text" });
        await Expect(altText).ToContainTextAsync("Decided by a person");
        // Whoever is faster, the browser that tells who it was or AutoTag that sees the save: a person said yes.
        await Expect(page.Locator("autotag-history")).ToContainTextAsync(SaidYes());
    }

    private static async Task MarkAsync(IPage page, params string[] photos)
    {
        await page.GotoAsync("/umbraco/section/media");
        foreach ((int number, string photo) in photos.Index())
        {
            ILocator card = page.Locator($"uui-card-media[name='{Backoffice.NameOf(photo)}']").First;
            await card.HoverAsync();
            // Once one is marked, a click anywhere on a card marks it.
            await (number == 0 ? card.Locator("#select-checkbox") : card).ClickAsync();
        }

        await Expect(page.Locator("uui-card-media[selected]")).ToHaveCountAsync(photos.Length);
    }

    private static Task BulkAsync(IPage page, string action) =>
        page.Locator("umb-entity-bulk-action").GetByRole(AriaRole.Button, new() { Name = action }).ClickAsync();

    private static async Task MenuAsync(IPage page, string name)
    {
        ILocator item = page.Locator("umb-tree-item").Filter(new() { HasText = name }).First;
        await item.HoverAsync();
        await item.Locator("umb-entity-actions-bundle").GetByRole(AriaRole.Button, new() { NameRegex = ViewActions() }).First.ClickAsync();
    }

    // The client of 18 says it twice: once for the screen reader.
    private static ILocator Toast(IPage page, string words) => page.GetByText(words).First;

    private static ILocator MenuItem(IPage page, string name) => page.Locator("umb-entity-action").GetByText(name);

    [GeneratedRegex("^View actions")]
    private static partial Regex ViewActions();

    [GeneratedRegex("accepted Alt text|was put in by hand")]
    private static partial Regex SaidYes();
}
