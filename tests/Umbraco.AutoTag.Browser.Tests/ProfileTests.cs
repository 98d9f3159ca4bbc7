using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>An admin edits the profile: knows what a change brings before it holds, and takes it back.</summary>
[Order(7)]
[OneMajor]
public sealed class ProfileTests
{
    private const string Configured = "nanodet-g-composed-2026-11-01";
    private const string Pinned = "nanodet-g-composed-2027-01-01";

    [Test]
    public async Task An_admin_pins_another_model_for_a_step_sees_the_difference_saves_and_restores_the_earlier_settings()
    {
        await using DemoSite site = await DemoSite.StartAsync();
        IPage page = await Backoffice.SignInAsync("admin", height: 1250, site: site);
        await SetUpImageAsync(page);
        await TagAsync(page, "two-dogs-window.jpg");
        await Expect(page.Locator("autotag-text-field").First).ToContainTextAsync(Configured);

        ILocator editor = page.Locator("autotag-profile");
        await OpenRunsAsync(page);
        await page.Locator("autotag-revisions").GetByRole(AriaRole.Button, new() { Name = "Edit the profile" }).ClickAsync();
        await Expect(editor).ToContainTextAsync("The profile is what the configuration of the site says.");
        ILocator save = editor.GetByRole(AriaRole.Button, new() { Name = "Save the profile" });
        await Expect(save).ToBeDisabledAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Set the steps one by one" }).ClickAsync();
        await editor.GetByRole(AriaRole.Combobox, new() { Name = "Model" }).FillAsync(Pinned);
        await Expect(editor).ToContainTextAsync($"Step 2, Model: {Configured} → {Pinned}");
        await Expect(editor).ToContainTextAsync("This is another question: images that are tagged again are asked about anew, and paid for.");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-profile"), Is.Empty);
        await page.TakeAsync("profile", forDocs: true);

        await save.ClickAsync();
        await Expect(editor).ToContainTextAsync("Saved by ");
        await editor.GetByRole(AriaRole.Button, new() { Name = "Back to the configuration" }).ClickAsync();
        ILocator question = page.Locator("umb-confirm-modal");
        await Expect(question).ToContainTextAsync($"Step 2, Model: {Pinned} → {Configured}");
        await Expect(question).ToContainTextAsync("This is another question: images that are tagged again are asked about anew, and paid for.");
        await page.TakeAsync("profile-back-asks");
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Back to the runs" }).ClickAsync();
        await TagAsync(page, "cat-chelsea.jpg");
        await Expect(page.Locator("autotag-text-field").First).ToContainTextAsync(Pinned);

        await OpenRunsAsync(page);
        ILocator revisions = page.Locator("autotag-revisions");
        await Expect(revisions).ToContainTextAsync("Under earlier settings: 1 of 2 images looked at so far.");
        await revisions.GetByRole(AriaRole.Button, new() { Name = "Restore settings" }).ClickAsync();
        await Expect(editor).ToContainTextAsync($"Step 2, Model: {Pinned} → {Configured}");
        await save.ClickAsync();
        await Expect(editor).ToContainTextAsync("Nothing differs from what holds now.");
        await editor.GetByRole(AriaRole.Button, new() { Name = "Back to the runs" }).ClickAsync();
        await Expect(revisions).ToContainTextAsync($"Step 2, Model: {Pinned} → {Configured}");
    }

    private static async Task TagAsync(IPage page, string photo)
    {
        await UploadAsync(page, photo);
        await Item(page, photo).ClickAsync();
        await Tab(page, "AutoTag").ClickAsync();
    }

    private static async Task OpenRunsAsync(IPage page)
    {
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-runs");
        await Expect(page.Locator("autotag-revisions")).ToContainTextAsync("Under which settings the library stands");
    }
}
