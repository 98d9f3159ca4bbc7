using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>An admin has a library looked at that was there before AutoTag: knows the price, stops, goes on, takes it back.</summary>
[Order(4)]
public sealed partial class RunTests
{
    [Test]
    public async Task An_admin_estimates_starts_pauses_resumes_and_undoes_a_run()
    {
        await using DemoSite site = await DemoSite.StartWithOldPhotosAsync(
            "--AutoTag:Connections:local:RateLimitRequests", "30", "--AutoTag:Connections:local:RateLimitWindow", "00:00:02");
        IPage page = await Backoffice.SignInAsync("admin", height: 1500, site: site);
        await SetUpImageAsync(page);
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-runs");

        ILocator estimate = page.Locator("autotag-run-estimate");
        await Expect(Line(estimate, "Images")).ToHaveTextAsync("27");
        await Expect(Line(estimate, "Calls")).ToHaveTextAsync("27");
        await Expect(Line(estimate, "Likely cost")).ToHaveTextAsync(Dollars());
        await Expect(estimate).ToContainTextAsync("At most 30 calls in 2 seconds.");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);

        ILocator start = page.Locator("autotag-new-run").GetByRole(AriaRole.Button, new() { Name = "Start the run" });
        await Select(page, "Whose words are there").SelectOptionAsync("Human");
        await Expect(estimate).ToContainTextAsync("No image fits.");
        await Expect(start).ToBeDisabledAsync();
        await Select(page, "Whose words are there").SelectOptionAsync("any");
        await Select(page, "What is missing").SelectOptionAsync("AltText");
        await Expect(Line(estimate, "Images")).ToHaveTextAsync("27");
        await Expect(start).ToBeEnabledAsync();

        // So that nobody is faster than the admin who pauses.
        await site.OrderAsync("slow", ms: 6_000);
        await start.ClickAsync();
        await Expect(page.GetByText("Start a run over 27 images?")).ToBeVisibleAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();

        ILocator run = page.Locator("autotag-run").First;
        await Expect(run).ToContainTextAsync("Running");
        await Expect(run).ToContainTextAsync(SomeOf27());
        await page.TakeAsync("runs", forDocs: true);
        ILocator pause = run.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await pause.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(run.GetByText("Paused", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(run).Not.ToContainTextAsync("27 of 27 images");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);

        await site.OrderAsync(null);
        await run.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(run).ToContainTextAsync("27 of 27 images");
        await Expect(run.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
        await Select(page, "What is missing").SelectOptionAsync("any");
        await Expect(Line(estimate, "Of those, known already")).ToHaveTextAsync("27");
        await Expect(Line(estimate, "Likely cost")).ToHaveTextAsync("Nothing");

        await run.GetByRole(AriaRole.Button, new() { Name = "Undo…" }).ClickAsync();
        ILocator question = page.Locator("umb-confirm-modal");
        await Expect(question).ToContainTextAsync(StillHold());
        await page.TakeAsync("run-undo-asks");
        await question.GetByRole(AriaRole.Button, new() { Name = "Undo the run" }).ClickAsync();
        await Expect(run).ToContainTextAsync(WentBack());
        await page.TakeAsync("run-undone");
    }

    [Test]
    public async Task An_editor_sees_no_runs()
    {
        IPage page = await Backoffice.SignInAsync("media");
        await OpenDashboardAsync(page);

        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Runs" })).ToHaveCountAsync(0);
    }

    private static ILocator Select(IPage page, string label) => page.Locator("autotag-new-run").GetByRole(AriaRole.Combobox, new() { Name = label });

    private static ILocator Line(ILocator estimate, string label) =>
        estimate.Locator("dl > div").Filter(new() { Has = estimate.Page.Locator($"dt:text-is(\"{label}\")") }).Locator("strong");

    [GeneratedRegex(@"^(under )?\$0\.0\d+$")]
    private static partial Regex Dollars();

    [GeneratedRegex(@"(?<!\d)[1-9]\d? of 27 images")]
    private static partial Regex SomeOf27();

    [GeneratedRegex(@"\d+ fields of \d+ images still hold what the run wrote")]
    private static partial Regex StillHold();

    [GeneratedRegex(@"Undone by .+: \d+ fields of \d+ images went back\.")]
    private static partial Regex WentBack();
}
