using System.Text.Json.Nodes;
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

        ILocator sample = page.Locator("autotag-run-sample");
        await sample.GetByRole(AriaRole.Button, new() { Name = "Try 3 images" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Try 3 images" }).ClickAsync();
        await Expect(sample).ToContainTextAsync("3 of 3 looked at.");
        await Expect(sample.Locator("tbody tr", new() { HasText = "Alt text" }).First).ToBeVisibleAsync();
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);
        await sample.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("run-sample", forDocs: true);

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

        IDownload file = await page.RunAndWaitForDownloadAsync(() => run.GetByRole(AriaRole.Button, new() { Name = "Changes as CSV" }).ClickAsync());
        Assert.That(file.SuggestedFilename, Does.StartWith("autotag-run-").And.EndsWith(".csv"));
        Assert.That(await File.ReadAllLinesAsync(await file.PathAsync()), Has.Length.GreaterThan(27).And.One.Contains("\"mediaKey\",\"name\""));

        await run.GetByRole(AriaRole.Button, new() { Name = "Undo…" }).ClickAsync();
        ILocator question = page.Locator("umb-confirm-modal");
        await Expect(question).ToContainTextAsync(StillHold());
        await page.TakeAsync("run-undo-asks");
        await question.GetByRole(AriaRole.Button, new() { Name = "Undo the run" }).ClickAsync();
        await Expect(run).ToContainTextAsync(WentBack());
        await page.TakeAsync("run-undone");

        ILocator revisions = page.Locator("autotag-revisions");
        await Expect(revisions).ToContainTextAsync("27 images looked at so far, all under the present settings.");
        await page.RouteAsync("**/api/v1/revisions", WithEarlierSettingsAsync);
        await page.ReloadAsync();
        await Expect(revisions).ToContainTextAsync("Under earlier settings: 20 of 27 images looked at so far.");
        await Expect(revisions).ToContainTextAsync("Step 1, Model: local-0 → local-1");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);
        await page.TakeAsync("revisions", forDocs: true);
        await revisions.GetByRole(AriaRole.Button, new() { Name = "Choose those for a new run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Only images that were last looked at with other settings or another model" })).ToBeCheckedAsync();
        await Expect(estimate).ToContainTextAsync("No image fits.");
    }

    // What a change of the configuration, which a running site of this test cannot have, would look like.
    private static async Task WithEarlierSettingsAsync(IRoute route)
    {
        IAPIResponse answer = await route.FetchAsync();
        JsonNode list = JsonNode.Parse(await answer.TextAsync())!;
        JsonNode present = list["items"]![0]!;
        JsonNode earlier = present.DeepClone();
        present["images"] = 7;
        earlier["images"] = 20;
        earlier["isPresent"] = false;
        earlier["isRestorable"] = true;
        earlier["id"] = "5f0c2a9e";
        earlier["firstUsedAt"] = "2026-01-12T09:30:00Z";
        earlier["changes"] = new JsonArray(
            new JsonObject { ["setting"] = "steps[1].model", ["before"] = "local-0", ["after"] = "local-1" },
            new JsonObject { ["setting"] = "thresholds.write", ["before"] = "0.8", ["after"] = "0.7" },
            new JsonObject { ["setting"] = "vocabulary", ["before"] = "a", ["after"] = "b" });
        list["outdated"] = 20;
        list["items"]!.AsArray().Add(earlier);
        await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = list.ToJsonString() });
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
