using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>An admin has a library looked at that was there before AutoTag: knows the price, stops, goes on, takes it back.</summary>
[Order(4)]
public sealed partial class RunTests
{
    private const int Images = 200;

    // A bound for what never comes: a machine that is busy with other things takes its time for so many images.
    private const int Patience = 600_000;

    [Test]
    public async Task An_admin_estimates_samples_starts_pauses_resumes_and_undoes_a_run_over_200_images()
    {
        await using DemoSite site = await DemoSite.StartWithOldPhotosAsync(
            Images, "--AutoTag:Connections:local:RateLimitRequests", "600", "--AutoTag:Connections:local:RateLimitWindow", "00:00:20");
        IPage page = await Backoffice.SignInAsync("admin", height: 1500, site: site);
        await SetUpImageAsync(page);
        await OpenRunsAsync(page);

        ILocator estimate = page.Locator("autotag-run-estimate");
        await Expect(Line(estimate, "Images")).ToHaveTextAsync($"{Images}");
        await Expect(Line(estimate, "Calls")).ToHaveTextAsync($"{Images}");
        await Expect(Line(estimate, "Likely cost")).ToHaveTextAsync(Dollars());
        await Expect(estimate).ToContainTextAsync("At most 600 calls in 20 seconds.");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);

        ILocator start = page.Locator("autotag-new-run").GetByRole(AriaRole.Button, new() { Name = "Start the run" });
        await Select(page, "Whose words are there").SelectOptionAsync("Human");
        await Expect(estimate).ToContainTextAsync("No image fits.");
        await Expect(start).ToBeDisabledAsync();
        await Select(page, "Whose words are there").SelectOptionAsync("any");
        await Select(page, "What is missing").SelectOptionAsync("AltText");
        await Expect(Line(estimate, "Images")).ToHaveTextAsync($"{Images}");
        await Expect(start).ToBeEnabledAsync();

        ILocator sample = page.Locator("autotag-run-sample");
        await sample.GetByRole(AriaRole.Button, new() { Name = "Try 3 images" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Try 3 images" }).ClickAsync();
        await Expect(sample).ToContainTextAsync("3 of 3 looked at.");
        await Expect(sample.Locator("tbody tr", new() { HasText = "Alt text" }).First).ToBeVisibleAsync();
        await Expect(Line(estimate, "Of those, known already")).ToHaveTextAsync("3");
        await Expect(Line(estimate, "Calls")).ToHaveTextAsync("197");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);
        await sample.ScrollIntoViewIfNeededAsync();
        await Expect(sample.Locator("umb-imaging-thumbnail img")).ToHaveCountAsync(3);
        await page.TakeAsync("run-sample", forDocs: true);

        // So that nobody is faster than the admin who pauses: the run would take longer than this test waits for anything that is to be seen.
        await site.OrderAsync("slow", ms: 6_000);
        await start.ClickAsync();
        await Expect(page.GetByText("Start a run over 200 images?")).ToBeVisibleAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();

        ILocator run = page.Locator("autotag-run").First;
        await Expect(run).ToContainTextAsync("Running");
        await Expect(run).ToContainTextAsync(SomeOf200());
        await page.TakeAsync("runs", forDocs: true);
        ILocator pause = run.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await pause.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(run.GetByText("Paused", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(run).Not.ToContainTextAsync("200 of 200 images");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);

        await site.OrderAsync(null);
        await run.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(run).ToContainTextAsync("200 of 200 images", new() { Timeout = Patience });
        await Expect(run.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(run).ToContainTextAsync("3 were known already and cost nothing.");
        await Select(page, "What is missing").SelectOptionAsync("any");
        await Expect(Line(estimate, "Of those, known already")).ToHaveTextAsync($"{Images}");
        await Expect(Line(estimate, "Likely cost")).ToHaveTextAsync("Nothing");

        IDownload file = await page.RunAndWaitForDownloadAsync(() => run.GetByRole(AriaRole.Button, new() { Name = "Changes as CSV" }).ClickAsync());
        Assert.That(file.SuggestedFilename, Does.StartWith("autotag-run-").And.EndsWith(".csv"));
        Assert.That(await File.ReadAllLinesAsync(await file.PathAsync()), Has.Length.GreaterThan(Images).And.One.Contains("\"mediaKey\",\"name\""));

        await run.GetByRole(AriaRole.Button, new() { Name = "Undo…" }).ClickAsync();
        ILocator question = page.Locator("umb-confirm-modal");
        string held = StillHold().Match(await question.GetByText(StillHold()).InnerTextAsync()).Groups["held"].Value;
        await page.TakeAsync("run-undo-asks");
        await question.GetByRole(AriaRole.Button, new() { Name = "Undo the run" }).ClickAsync();
        await Expect(run).ToContainTextAsync($": {held} went back.", new() { Timeout = Patience });
        await page.TakeAsync("run-undone");

        ILocator revisions = page.Locator("autotag-revisions");
        await Expect(revisions).ToContainTextAsync("200 images looked at so far, all under the present settings.");
        await page.RouteAsync("**/api/v1/revisions", WithEarlierSettingsAsync);
        await page.ReloadAsync();
        await Expect(revisions).ToContainTextAsync("Under earlier settings: 20 of 200 images looked at so far.");
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
        present["images"] = Images - 20;
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
    [OneMajor]
    public async Task An_admin_slows_a_run_down_while_it_runs_and_lets_it_go_by_keyboard()
    {
        await using DemoSite site = await DemoSite.StartWithOldPhotosAsync();
        IPage page = await Backoffice.SignInAsync("admin", height: 1300, site: site);
        await SetUpImageAsync(page);
        await OpenRunsAsync(page);
        // So that nobody is faster than the admin who sets the pace: four at a time, the run would take longer than this test waits for anything that is to be seen.
        await site.OrderAsync("slow", ms: 30_000);
        await page.Locator("autotag-new-run").GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();

        ILocator run = page.Locator("autotag-run").First;
        await Expect(run).ToContainTextAsync("Running");
        ILocator pace = run.Locator("autotag-run-pace");
        await Expect(pace).ToContainTextAsync("Pace: as fast as the site and its connections allow.");
        await pace.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        ILocator set = pace.GetByRole(AriaRole.Button, new() { Name = "Set the pace" });
        await Box(pace, "Images at once").FillAsync("0");
        await Expect(set).ToBeDisabledAsync();
        await Box(pace, "Images at once").FillAsync("2");
        await Box(pace, "Images a minute").FillAsync("1");
        await Expect(set).ToBeEnabledAsync();
        await set.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(pace).ToContainTextAsync("Pace: At most 2 images at once and 1 a minute.");
        await site.OrderAsync(null);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-runs"), Is.Empty);
        await run.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("run-slowed");

        // At full speed all that is to come is in the queue; at this pace nothing is there for most of a minute, and the run goes on all the same.
        await OpenDashboardAsync(page);
        await Expect(Count(page, "Waiting")).ToHaveTextAsync("0");
        await Expect(Count(page, "Being looked at")).ToHaveTextAsync("0");
        await OpenRunsAsync(page);
        await Expect(run).ToContainTextAsync("Running");
        await Expect(run).Not.ToContainTextAsync("27 of 27 images");
        await Expect(pace).ToContainTextAsync("Pace: At most 2 images at once and 1 a minute.");

        await pace.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Box(pace, "Images a minute")).ToHaveValueAsync("1");
        await Box(pace, "Images at once").FillAsync(string.Empty);
        await Box(pace, "Images a minute").FillAsync(string.Empty);
        await set.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        // So many would be longer than this test waits, at one a minute. Not all: on a busy machine each takes seconds.
        await Expect(run).ToContainTextAsync(MostImages());
    }

    [Test]
    public async Task An_editor_sees_no_runs()
    {
        IPage page = await Backoffice.SignInAsync("media");
        await OpenDashboardAsync(page);

        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Runs" })).ToHaveCountAsync(0);
    }

    private static async Task OpenRunsAsync(IPage page)
    {
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-runs");
        await Expect(page.Locator("autotag-new-run")).ToBeVisibleAsync();
    }

    private static ILocator Box(ILocator of, string label) => of.GetByRole(AriaRole.Textbox, new() { Name = label });

    private static ILocator Count(IPage page, string state) =>
        page.Locator("autotag-queue dl > div").Filter(new() { Has = page.Locator($"dt:text-is(\"{state}\")") }).Locator("dd");

    private static ILocator Select(IPage page, string label) => page.Locator("autotag-new-run").GetByRole(AriaRole.Combobox, new() { Name = label });

    private static ILocator Line(ILocator estimate, string label) =>
        estimate.Locator("dl > div").Filter(new() { Has = estimate.Page.Locator($"dt:text-is(\"{label}\")") }).Locator("strong");

    [GeneratedRegex("(1[5-9]|2[0-7]) of 27 images")]
    private static partial Regex MostImages();

    [GeneratedRegex(@"^(under )?\$0\.\d+$")]
    private static partial Regex Dollars();

    [GeneratedRegex(@"(?<!\d)[1-9]\d* of 200 images")]
    private static partial Regex SomeOf200();

    [GeneratedRegex(@"(?<held>\d+ fields of \d+ images) still hold what the run wrote")]
    private static partial Regex StillHold();
}
