using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>A run at the batch price on a real site, as an admin has it done, with a restart in the middle.</summary>
[OneMajor]
internal sealed class BatchRunTests
{
    private static readonly string[] s_photos = ["two-dogs-window.jpg", "cat-chelsea.jpg", "coffee-cup.jpg"];

    private readonly AnthropicVendor _vendor = new();
    private Site? _site;
    private Editor _admin = null!;

    [SetUp]
    public Task StartVendor() => _vendor.StartAsync();

    [TearDown]
    public async Task Stop()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        await _vendor.DisposeAsync();
    }

    [Test]
    public async Task A_run_as_a_batch_survives_a_restart_and_costs_half_of_what_the_ordinary_price_would()
    {
        _site = await Site.StartReadyAsync(Settings, Importer.AddTo);
        _admin = await _site.AdminAsync();
        var photos = new List<Guid>();
        foreach (string photo in s_photos)
        {
            photos.Add(await _admin.UploadAsync(Repository.DemoPhoto(photo)));
        }

        await Eventually.IsAsync(() => _admin.GetAsync($"media/{photos[^1]}"), item => item.Text("state") == "Skipped", "the last one noted as imported");
        JsonNode estimate = await _admin.PostAsync("runs/estimate", new { });
        Guid run = (await _admin.PostAsync("runs", new { selection = new { }, batch = "Batch" }))["id"]!.GetValue<Guid>();
        await _admin.PostAsync($"runs/{run}/start");
        await SeenAsync(run, seen => seen["progress"]!["waiting"]!.AsArray().Any(reason => reason!.Text("reasonCode") == "InBatch" && Number(reason!, "count") == 3), "images that wait for a batch");

        _site.Clock.MoveOn(AdvanceBatches.CollectFor);
        await SeenAsync(run, seen => seen["batches"]!.AsArray().Any(batch => batch!.Text("state") == "Sent"), "a batch that was sent");
        (long Runs, long Batches) meanwhile = await UnderWayAsync();
        _site = await _site.RestartAsync(Settings, Importer.AddTo);
        _admin = await _site.AdminAsync();
        JsonNode restarted = await _admin.GetAsync($"runs/{run}");
        _vendor.Finish();
        _site.Clock.MoveOn(TimeSpan.FromMinutes(3));
        JsonNode ended = await SeenAsync(run, seen => seen.Text("state") == "Done", "a run that is done");
        (long Runs, long Batches) afterwards = await UnderWayAsync();
        JsonNode costs = await _admin.GetAsync("costs?period=Days90");

        Assert.Multiple(() =>
        {
            Assert.That(Number(estimate["batch"]!["cost"]!, "high") * 2, Is.EqualTo(Number(estimate["cost"]!, "high")).Within(2));
            Assert.That(Number(estimate["batch"]!, "seconds"), Is.EqualTo(86_400));
            Assert.That((restarted.Text("batch"), Number(restarted["batches"]!.AsArray().Single()!, "images")), Is.EqualTo(("Batch", 3)));
            Assert.That((Number(ended["progress"]!, "done"), _vendor.Billed, _vendor.Singles, _vendor.Taken.Count), Is.EqualTo((3, 3, 0, 1)));
            // 1,000 tokens read at 1 USD and 100 written at 5 USD a million, at half the price.
            Assert.That((Number(ended["cost"]!, "calls"), Number(ended["cost"]!, "microUsd")), Is.EqualTo((3, 3 * 750)));
            Assert.That(ended["batches"]!.AsArray(), Is.Empty);
            Assert.That((meanwhile, afterwards), Is.EqualTo(((1L, 1L), (0L, 0L))), "what the profile's editor says a save affects");
            Assert.That(costs["runs"]!.AsArray().Single()!["key"]!.GetValue<Guid>(), Is.EqualTo(run));
            Assert.That(costs["editors"]!.AsArray().Single()!.Text("name"), Is.EqualTo(DemoUsers.Admin.Name), "who made the run asked for its calls");
            Assert.That((Number(costs["sum"]!, "microUsd"), Number(costs["saved"]!, "answers")), Is.EqualTo((3 * 750L, 0L)), "an answer that a batch brought was paid for");
            Assert.That(photos.Select(photo => _site.Stored(photo, "altText")), Is.All.EqualTo("Two dogs at a window"));
        });
    }

    private Dictionary<string, string?> Settings => new()
    {
        ["AutoTag:Connections:claude:Provider"] = _vendor.Provider,
        ["AutoTag:Connections:claude:Endpoint"] = _vendor.Address.ToString(),
        ["AutoTag:Connections:claude:ApiKey"] = "a-key",
        ["AutoTag:Connections:claude:Model"] = _vendor.Model,
        ["AutoTag:Connections:claude:UsdPerMillionInputTokens"] = "1",
        ["AutoTag:Connections:claude:UsdPerMillionOutputTokens"] = "5",
        ["AutoTag:Profile:Steps:0:Connection"] = "claude",
    };

    private Task<JsonNode> SeenAsync(Guid run, Func<JsonNode, bool> isAsExpected, string expectation) =>
        Eventually.IsAsync(() => _admin.GetAsync($"runs/{run}"), isAsExpected, expectation);

    /// <summary>The runs and batches that a preview of the profile tells of.</summary>
    private async Task<(long Runs, long Batches)> UnderWayAsync()
    {
        JsonNode preview = await _admin.PostAsync("profile/preview", new { settings = (await _admin.GetAsync("profile"))["settings"] });
        return (Number(preview, "runsUnderWay"), Number(preview, "batchesUnderWay"));
    }

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();
}
