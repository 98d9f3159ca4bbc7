using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The main job, end to end, as a person does it.</summary>
[Order(1)]
public sealed partial class FirstFiveMinutesTests
{
    private const string HumanText = "Rex and Bella wait for the post";

    [Test]
    public async Task A_photo_is_described_without_reload_decided_on_and_what_a_human_wrote_is_kept()
    {
        IPage page = await Backoffice.SignInAsync("admin", height: 1250);
        await SetUpImageAsync(page, forDocs: true);
        await UploadAsync(page, "two-dogs-window.jpg");
        await page.TakeAsync("media");

        await Item(page, "two-dogs-window.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();

        ILocator altText = Box(page, "Alt text");
        await Expect(altText).ToContainTextAsync("Two dogs");
        await Expect(altText).ToContainTextAsync("Written by AutoTag");
        await Expect(altText).ToContainTextAsync("nanodet-g-composed-2026-11-01");
        await Expect(Box(page, "Keywords")).ToContainTextAsync("dog");
        await page.TakeAsync("item", forDocs: true);

        await Box(page, "Keywords").GetByRole(AriaRole.Button, new() { NameRegex = Accept() }).First.ClickAsync();
        await Expect(Box(page, "Keywords")).ToContainTextAsync("Decided by a person");
        await page.TakeAsync("accepted");

        await Tab(page, "Details").ClickAsync();
        ILocator editor = page.Locator("umb-property-editor-ui-textarea textarea").First;
        await Expect(editor).ToHaveValueAsync("Two dogs");
        await editor.FillAsync(HumanText);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Tab(page, "AutoTag").ClickAsync();
        await Expect(altText).ToContainTextAsync("Decided by a person");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tag now" }).ClickAsync();

        await Expect(altText).ToContainTextAsync(HumanText);
        await Expect(altText.GetByText("Two dogs", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(altText.GetByRole(AriaRole.Button, new() { NameRegex = Accept() })).ToBeVisibleAsync();
        await page.TakeAsync("human-text-kept", forDocs: true);

        await page.GotoAsync("/umbraco/section/media/dashboard/autotag");
        await Expect(page.GetByText("Last images")).ToBeVisibleAsync();
        await Expect(page.Locator("autotag-recent").GetByText(Backoffice.NameOf("two-dogs-window.jpg"))).ToBeVisibleAsync();
        await page.TakeAsync("dashboard", forDocs: true);
    }

    [Test]
    public async Task An_editor_who_has_the_item_open_sees_what_autotag_writes_in_the_form()
    {
        IPage page = await Backoffice.SignInAsync("admin");
        await SetUpImageAsync(page);
        await UploadAsync(page, "sheep-pasture.jpg");
        await Item(page, "sheep-pasture.jpg").ClickAsync();

        await Expect(page.Locator("umb-property-editor-ui-textarea textarea").First).Not.ToHaveValueAsync(string.Empty);
    }

    [Test]
    public async Task Everything_works_by_keyboard()
    {
        IPage page = await Backoffice.SignInAsync("admin");
        await SetUpImageAsync(page);
        await UploadAsync(page, "cat-chelsea.jpg");
        await Item(page, "cat-chelsea.jpg").ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();

        ILocator accept = Box(page, "Keywords").GetByRole(AriaRole.Button, new() { NameRegex = Accept() }).First;
        await accept.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(Box(page, "Keywords")).ToContainTextAsync("Decided by a person");
    }

    private static ILocator Box(IPage page, string headline) => page.Locator("uui-box").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = headline, Exact = true }) });

    [GeneratedRegex("^Accept")]
    private static partial Regex Accept();
}
