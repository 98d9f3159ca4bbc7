using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.IO;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.PropertyEditors;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Strings;
using Umbraco.Extensions;
using File = System.IO.File;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>
/// A run over a library of its own, each image another file, with a restart while images are under way, and its undo. Over 60 images by itself, over as
/// many as <c>AUTOTAG_LARGE_RUN</c> says with that set: 10,000 take ten minutes.
/// </summary>
[OneMajor]
internal sealed class LargeRunTests
{
    private const int Sampled = 20;

    private const int EachWithHumanWords = 5;

    private static readonly int s_images = int.TryParse(Environment.GetEnvironmentVariable("AUTOTAG_LARGE_RUN"), out int images) ? images : 60;
    private static readonly string[] s_photos = ["cat-chelsea.jpg", "coffee-cup.jpg", "room-chairs.jpg", "officer-grace-hopper.jpg"];

    // A browser renews its token, which is good for five minutes, before that.
    private static readonly TimeSpan s_renewsAfter = TimeSpan.FromMinutes(4);

    private Site _site = null!;
    private Editor _admin = null!;
    private long _renewedAt = TimeProvider.System.GetTimestamp();

    private static bool IsLookedAtWhole => s_images <= Spread.MostLookedAt;

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task A_run_outlives_a_restart_makes_the_calls_it_was_estimated_to_and_its_undo_leaves_every_byte_as_it_was()
    {
        _site = await Site.StartReadyAsync(new() { ["AutoTag:Profile:ImageSize"] = "512" }, Importer.AddTo);
        _admin = await _site.AdminAsync();
        Guid[] media = await FillAsync();
        Dictionary<Guid, Stored> before = StoredOf(media);

        await SampleAsync();
        JsonNode estimate = await _admin.PostAsync("runs/estimate", new { });
        JsonNode draft = await _admin.PostAsync("runs", new { selection = new { }, budget = new { }, note = "all of it" });
        string run = $"runs/{draft.Text("id")}";
        await _admin.PostAsync($"{run}/start");
        await SeenAsync(run, seen => Done(seen) >= s_images / 2, "half of it done");
        _site = await _site.RestartAsync(new() { ["AutoTag:Profile:ImageSize"] = "512" }, Importer.AddTo);
        _admin = await _site.AdminAsync();
        JsonNode ended = await SeenAsync(run, seen => seen.Text("state") == "Done", "Done");

        (int written, int answered, long spent) = await CallsAsync();
        long likely = estimate["cost"]!["likely"]!.GetValue<long>();
        TestContext.Out.WriteLine($"{s_images} images: estimated {likely} µUSD, spent {spent}: {(double)spent / likely - 1:+0.0%;-0.0%}.");
        int seen = (await Run.Vision.CallsAsync()).Count;
        Assert.Multiple(() =>
        {
            Assert.That(Done(ended), Is.EqualTo(s_images));
            Assert.That(ended["progress"]!["failed"]!.AsArray(), Is.Empty);
            Assert.That(estimate["calls"]!.GetValue<int>(), Is.EqualTo(s_images - Sampled).Within(IsLookedAtWhole ? 0 : 1).Percent, "as many calls as the run then makes");
            Assert.That((double)spent, Is.EqualTo(likely).Within(15).Percent, "what it was estimated to cost");
            Assert.That(answered, Is.EqualTo(s_images), "one answer for each, of the sample's images too");
            // What the restart cut off was sent, and is asked again.
            Assert.That(written, Is.GreaterThanOrEqualTo(seen), "every call is in the ledger");
            Assert.That(media.Count(key => StoredOf(key) != before[key]), Is.GreaterThan(s_images / 2), "there is something to undo");
            Assert.That(before.Where(of => of.Value.AltText is not null && StoredOf(of.Key).AltText != of.Value.AltText), Is.Empty, "a human's words stay");
        });

        await _admin.PostAsync($"{run}/undo");
        await SeenAsync(run, seen => seen["undo"]?["endedAt"] is not null, "an undo that is through");
        Assert.That(media.Where(key => StoredOf(key) != before[key]), Is.Empty, "as it lay there before the run");
    }

    private async Task SampleAsync()
    {
        JsonNode sample = await _admin.PostAsync("runs/sample", new { selection = new { }, take = Sampled });
        foreach (JsonNode? image in sample["images"]!.AsArray())
        {
            await _admin.PostAsync($"runs/sample/{image!.Text("mediaKey")}");
        }
    }

    /// <summary>The calls in the ledger, those of them that brought an answer, and what these cost the run: for one that was cut off its reserved price stands.</summary>
    private async Task<(int Written, int Answered, long MicroUsd)> CallsAsync()
    {
        await using SqliteConnection database = await _site.OpenDatabaseAsync();
        await using SqliteCommand count = database.CreateCommand();
        string answered = $"outcome = {(int)CallOutcome.Answered}";
        count.CommandText = $"SELECT COUNT(*), SUM({answered}), SUM(microUsd) FILTER (WHERE {answered} AND runId IS NOT NULL) FROM autoTagLedger WHERE connection = 'local'";
        await using SqliteDataReader counted = await count.ExecuteReaderAsync();
        await counted.ReadAsync();
        return (counted.GetInt32(0), counted.GetInt32(1), counted.GetInt64(2));
    }

    private async Task<Guid[]> FillAsync()
    {
        (MediaFileManager files, MediaUrlGeneratorCollection urls) = (_site.Get<MediaFileManager>(), _site.Get<MediaUrlGeneratorCollection>());
        (IShortStringHelper strings, IContentTypeBaseServiceProvider types) = (_site.Get<IShortStringHelper>(), _site.Get<IContentTypeBaseServiceProvider>());
        byte[][] photos = [.. s_photos.Select(photo => File.ReadAllBytes(Repository.DemoPhoto(photo)))];
        IMedia folder = _site.Folder("All of it");
        var keys = new Guid[s_images];
        for (int number = 0; number < s_images; number++)
        {
            IMedia image = _site.Media.CreateMedia($"Image {number}", folder, Constants.Conventions.MediaTypes.Image);
            using var file = new MemoryStream(TestKit.NumberedJpeg.Of(photos[number % photos.Length], number));
            image.SetValue(files, urls, strings, types, Constants.Conventions.Media.File, $"{number}.jpg", file);
            if (number % EachWithHumanWords == 0)
            {
                image.SetValue("altText", $"  A human's  own words, {number}\n");
            }

            _site.Media.Save(image);
            keys[number] = image.Key;
        }

        await RenewAsync();
        await Eventually.IsAsync(() => _admin.GetAsync($"media/{keys[^1]}"), item => item.Text("state") == "Skipped", "the last one noted as imported");
        return keys;
    }

    // As patient as the library is large.
    private async Task<JsonNode> SeenAsync(string run, Func<JsonNode, bool> isAsExpected, string expectation)
    {
        JsonNode last = await _admin.GetAsync(run);
        while (!isAsExpected(last))
        {
            await RenewAsync();
            long before = Moved(last);
            last = await Eventually.IsAsync(() => _admin.GetAsync(run), seen => isAsExpected(seen) || Moved(seen) > before, expectation);
        }

        return last;
    }

    private async Task RenewAsync()
    {
        if (TimeProvider.System.GetElapsedTime(_renewedAt) > s_renewsAfter)
        {
            await _admin.SignInAsync(DemoUsers.Admin);
            _renewedAt = TimeProvider.System.GetTimestamp();
        }
    }

    private static long Moved(JsonNode run) => Done(run) + (run["undo"]?["fields"]?.GetValue<long>() ?? 0);

    private static long Done(JsonNode run) => run["progress"]!["done"]!.GetValue<long>();

    private Dictionary<Guid, Stored> StoredOf(Guid[] media) => media.ToDictionary(key => key, StoredOf);

    private Stored StoredOf(Guid media)
    {
        IMedia stored = _site.Media.GetById(media)!;
        return new Stored(stored.GetValue<string>("altText"), stored.GetValue<string>("title"), stored.GetValue<string>("keywords"));
    }

    private sealed record Stored(string? AltText, string? Title, string? Keywords);
}
