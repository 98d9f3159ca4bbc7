using System.Net;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>A run from its estimate to its undo, on a real site, as an admin has it done.</summary>
internal sealed class RunTests
{
    private static readonly string[] s_photos =
    [
        "two-dogs-window.jpg", "cat-chelsea.jpg", "coffee-cup.jpg", "sheep-pasture.jpg", "raccoon.jpg", "wine-bottle-glass.jpg", "room-chairs.jpg", "nagasaki-boats.jpg",
    ];

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    private Site? _site;
    private Editor _admin = null!;

    [TearDown]
    public async Task Stop()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    [Test]
    public async Task A_run_does_what_its_estimate_said_and_its_undo_restores_what_was_stored_and_leaves_a_human_edit()
    {
        Guid[] photos = await StartAsync();
        var before = photos.ToDictionary(photo => photo, StoredOf);

        JsonNode estimate = await _admin.PostAsync("runs/estimate", new { });
        JsonNode run = await EndedAsync(await BeginAsync(new { }), "Done");
        await EditByHandAsync(photos[0]);
        JsonNode preview = await _admin.GetAsync($"runs/{Id(run)}/undo");
        await _admin.PostAsync($"runs/{Id(run)}/undo");
        JsonNode undone = await Eventually.IsAsync(() => _admin.GetAsync($"runs/{Id(run)}"), seen => seen["undo"]?["endedAt"] is not null, "an undo that is through");

        Assert.Multiple(() =>
        {
            Assert.That((Number(estimate, "images"), Number(estimate, "calls"), Number(estimate, "free")), Is.EqualTo((photos.Length, photos.Length, 0)));
            Assert.That(Number(run["progress"]!, "done"), Is.EqualTo(photos.Length));
            Assert.That(Number(run["cost"]!, "calls"), Is.EqualTo(photos.Length));
            Assert.That(Number(run["cost"]!, "microUsd"), Is.GreaterThan(0).And.AtMost(estimate["cost"]!["high"]!.GetValue<long>()));
            Assert.That(_site!.Stored(photos[0], "altText"), Is.EqualTo("A human's own words"));
            foreach (Guid photo in photos.Skip(1))
            {
                Assert.That(StoredOf(photo), Is.EqualTo(before[photo]), "as it was stored before the run");
            }

            Assert.That(Number(preview, "fields"), Is.EqualTo(Number(undone["undo"]!, "fields")).And.GreaterThan(photos.Length));
        });
    }

    [Test]
    public async Task A_new_vocabulary_is_applied_to_what_is_known_without_a_call_and_can_be_undone()
    {
        Guid[] photos = await StartAsync(new() { ["AutoTag:Profile:WriteFrom"] = "0.2", ["AutoTag:Profile:ReviewFrom"] = "0.2" });
        await EndedAsync(await BeginAsync(new { }), "Done");
        string word = photos.SelectMany(KeywordsOf).First();
        var before = photos.ToDictionary(photo => photo, KeywordsOf);
        Guid[] renamed = [.. photos.Where(photo => before[photo].Contains(word))];
        _site!.Configure("AutoTag:Profile:Vocabulary:Terms:another word:Synonyms:0", word);

        JsonNode estimate = await _admin.PostAsync("runs/estimate", new { decideAnew = true });
        JsonNode run = await EndedAsync(await BeginAsync(new { decideAnew = true }), "Done");
        var after = photos.ToDictionary(photo => photo, KeywordsOf);
        JsonNode item = await _admin.GetAsync($"media/{renamed[0]}");
        await _admin.PostAsync($"runs/{Id(run)}/undo");
        await Eventually.IsAsync(() => _admin.GetAsync($"runs/{Id(run)}"), seen => seen["undo"]?["endedAt"] is not null, "an undo that is through");

        Assert.Multiple(() =>
        {
            Assert.That((Number(estimate, "images"), Number(estimate, "calls"), Number(estimate, "free")), Is.EqualTo((photos.Length, 0, photos.Length)));
            Assert.That((Number(run["progress"]!, "done"), Number(run["cost"]!, "calls")), Is.EqualTo((photos.Length, 0)));
            Assert.That(photos.Where(photo => after[photo].Contains("another word")), Is.EqualTo(renamed));
            Assert.That(photos.Where(photo => after[photo].Contains(word)), Is.Empty);
            Assert.That(
                item.Field("Keywords")["suggestions"]!.AsArray().Single(suggestion => suggestion!.Text("value") == "another word")!["sources"]![0]!.Text("said"),
                Is.EqualTo(word));
            Assert.That(photos.ToDictionary(photo => photo, KeywordsOf), Is.EqualTo(before), "as before the run");
        });
        Assert.That(await Run.Vision.CallsAsync(), Has.Count.EqualTo(photos.Length), "of the first run");
    }

    [Test]
    public async Task Under_which_settings_the_library_stands_follows_the_settings_and_the_runs()
    {
        Guid[] photos = await StartAsync();
        await EndedAsync(await BeginAsync(new { }), "Done");
        JsonNode before = await _admin.GetAsync("revisions");
        _site!.Configure("AutoTag:Profile:MaxKeywords", "3");

        JsonNode changed = await _admin.GetAsync("revisions");
        JsonNode estimate = await _admin.PostAsync("runs/estimate", new { otherRevision = true });
        await EndedAsync(await BeginAsync(new { otherRevision = true }), "Done");
        JsonNode after = await _admin.GetAsync("revisions");

        Assert.Multiple(() =>
        {
            Assert.That((Number(before, "images"), Number(before, "outdated"), before["items"]!.AsArray().Count), Is.EqualTo((photos.Length, 0, 1)));
            Assert.That((Number(changed, "images"), Number(changed, "outdated")), Is.EqualTo((photos.Length, photos.Length)));
            Assert.That(changed["items"]!.AsArray().Select(item => item!["isPresent"]!.GetValue<bool>()), Is.EqualTo(new[] { true, false }));
            Assert.That(changed["items"]![0]!["firstUsedAt"], Is.Null);
            Assert.That(changed["items"]![1]!.Text("id"), Is.EqualTo(before["items"]![0]!.Text("id")));
            Assert.That(changed["items"]![1]!["changes"]!.AsArray().Select(change => (change!.Text("setting"), change!.Text("after"))), Does.Contain(("maxKeywords", "3")));
            Assert.That(Number(estimate, "images"), Is.EqualTo(photos.Length));
            Assert.That((Number(after, "images"), Number(after, "outdated"), after["items"]!.AsArray().Count), Is.EqualTo((photos.Length, 0, 1)));
        });
    }

    [Test]
    public async Task A_restart_in_the_middle_loses_nothing_and_pays_nothing_twice()
    {
        Guid[] photos = await StartAsync(Slowly(4));
        JsonNode run = await BeginAsync(new { });
        await SeenAsync(run, seen => Number(seen["progress"]!, "done") == 4, "a run in the middle");
        // A call that is cut off by the end of the process may have been paid for; this is about all the others.
        await Eventually.IsAsync(InHandAsync, working => working == 0, "nothing in hand");

        _site = await _site!.RestartAsync(neighbours: Importer.AddTo);
        _admin = await _site.AdminAsync();
        await WindowPassesAsync();
        run = await EndedAsync(run, "Done");

        Assert.That(Number(run["progress"]!, "done"), Is.EqualTo(photos.Length));
        Assert.That(await Run.Vision.CallsAsync(), Has.Count.EqualTo(photos.Length));
        Assert.That(Number(run["cost"]!, "calls"), Is.EqualTo(photos.Length));
    }

    [Test]
    public async Task A_paused_run_sends_nothing_and_goes_on_when_it_is_resumed()
    {
        Guid[] photos = await StartAsync(Slowly(2));
        JsonNode run = await BeginAsync(new { });
        await SeenAsync(run, seen => Number(seen["progress"]!, "done") == 2, "a run that moves");

        JsonNode paused = await _admin.PostAsync($"runs/{Id(run)}/pause");
        await SeenAsync(run, seen => seen["progress"]!["perSecond"] is null, "a run that stands still");
        await Eventually.IsAsync(InHandAsync, working => working == 0, "nothing in hand");
        int sent = (await Run.Vision.CallsAsync()).Count;
        // From now on two more calls are allowed.
        await WindowPassesAsync();
        Guid upload = await _admin.UploadAsync(Repository.DemoPhoto("sunset.jpg"));
        await _admin.TagAsync(upload);
        await _admin.SeesEndAsync(upload);

        Assert.That((paused.Text("state"), paused.Text("stoppedBy")), Is.EqualTo(("Paused", "ByHand")));
        Assert.That(await Run.Vision.CallsAsync(), Has.Count.EqualTo(sent + 1), "only what somebody asked for meanwhile");
        Assert.That(sent, Is.LessThan(photos.Length));
        _site!.Configure("AutoTag:Connections:local:RateLimitRequests", "1000");
        await _admin.PostAsync($"runs/{Id(run)}/start");
        run = await EndedAsync(run, "Done");
        Assert.That(Number(run["progress"]!, "done"), Is.EqualTo(photos.Length));
    }

    [Test]
    public async Task A_budget_stops_the_run_with_the_reason_and_it_goes_on_when_the_budget_is_raised()
    {
        Guid[] photos = await StartAsync(new() { ["AutoTag:Connections:local:UsdPerImage"] = "0.01" });

        JsonNode run = await EndedAsync(await BeginAsync(new { }, usd: 0.03m), "Paused");
        Assert.That((run.Text("stoppedBy"), Number(run["cost"]!, "microUsd")), Is.EqualTo(("OverBudget", 30_000)));
        Assert.That(run.Text("stoppedBecause"), Does.StartWith("The run's own budget allows 0.03 USD. 0.03 USD are spent"));

        await PutAsync($"runs/{Id(run)}/budget", new { usd = 1 });
        await _admin.PostAsync($"runs/{Id(run)}/start");
        run = await EndedAsync(run, "Done");
        Assert.That(Number(run["cost"]!, "microUsd"), Is.EqualTo(photos.Length * 10_000));
    }

    [Test]
    public async Task A_run_is_slowed_down_and_let_go_while_it_runs()
    {
        Guid[] photos = await StartAsync(new());
        JsonNode run = await BeginAsync(new { });

        await PutAsync($"runs/{Id(run)}/pace", new { concurrency = 2, perMinute = 100 });
        JsonNode slowed = await _admin.GetAsync($"runs/{Id(run)}");
        Assert.That((Number(slowed["pace"]!, "concurrency"), Number(slowed["pace"]!, "perMinute")), Is.EqualTo((2, 100)));

        await PutAsync($"runs/{Id(run)}/pace", new { });
        Assert.That((await _admin.GetAsync($"runs/{Id(run)}"))["pace"]!["concurrency"], Is.Null);
        Assert.That(Number((await EndedAsync(run, "Done"))["progress"]!, "done"), Is.EqualTo(photos.Length));
    }

    [Test]
    public async Task A_cancelled_run_keeps_what_was_done_and_cannot_go_on()
    {
        await StartAsync(Slowly(2));
        JsonNode run = await BeginAsync(new { });
        await SeenAsync(run, seen => Number(seen["progress"]!, "done") == 2, "a run that moves");

        JsonNode cancelled = await _admin.PostAsync($"runs/{Id(run)}/cancel");
        HttpResponseMessage again = await _admin.AskAsync(HttpMethod.Post, $"runs/{Id(run)}/start");

        Assert.That((cancelled.Text("state"), again.StatusCode), Is.EqualTo(("Cancelled", HttpStatusCode.Conflict)));
        Assert.That(Number(cancelled["progress"]!, "toCome"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Runs_are_for_admins_only()
    {
        await StartAsync();
        Editor editor = await _site!.MediaEditorAsync();

        HttpStatusCode[] answers =
        [
            (await editor.AskAsync(HttpMethod.Get, "runs")).StatusCode,
            (await editor.AskAsync(HttpMethod.Post, "runs/estimate", new { })).StatusCode,
            (await editor.AskAsync(HttpMethod.Post, "runs", new { selection = new { } })).StatusCode,
            (await editor.AskAsync(HttpMethod.Post, $"runs/{Guid.NewGuid()}/start")).StatusCode,
        ];

        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_folder_and_a_missing_field_narrow_the_run_and_an_unknown_run_is_not_found()
    {
        Guid[] photos = await StartAsync();
        var folder = _site!.Folder("Elsewhere");
        await _admin.MoveAsync(photos[0], folder.Key);
        await _admin.MoveAsync(photos[1], folder.Key);
        await EditByHandAsync(photos[1]);

        JsonNode inFolder = await _admin.PostAsync("runs/estimate", new { folder = folder.Key });
        JsonNode missing = await _admin.PostAsync("runs/estimate", new { folder = folder.Key, missing = "AltText" });
        JsonNode nowhere = await _admin.PostAsync("runs/estimate", new { folder = Guid.NewGuid() });

        Assert.That((Number(inFolder, "images"), Number(missing, "images"), Number(nowhere, "images")), Is.EqualTo((2, 1, 0)));
        Assert.That((await _admin.AskAsync(HttpMethod.Post, $"runs/{Guid.NewGuid()}/pause")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await _admin.AskAsync(HttpMethod.Post, "runs/estimate", new { missing = "Nothing" })).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_sample_shows_what_the_run_then_writes_and_neither_writes_nor_is_paid_for_twice()
    {
        Guid[] photos = await StartAsync();
        await EditByHandAsync(photos[0]);
        var before = photos.ToDictionary(photo => photo, StoredOf);

        JsonNode sample = await _admin.PostAsync("runs/sample", new { selection = new { }, take = 20 });
        Guid[] chosen = [.. sample["images"]!.AsArray().Select(image => image!["mediaKey"]!.GetValue<Guid>())];
        var first = new List<JsonNode>();
        foreach (Guid key in chosen)
        {
            first.Add(await _admin.PostAsync($"runs/sample/{key}"));
        }

        JsonNode again = await _admin.PostAsync($"runs/sample/{chosen[1]}");
        var during = photos.ToDictionary(photo => photo, StoredOf);
        JsonNode few = await _admin.PostAsync("runs/sample", new { selection = new { }, take = 3 });
        JsonNode run = await EndedAsync(await BeginAsync(new { }), "Done");
        JsonNode costs = await _admin.GetAsync("costs?period=Days90");

        Assert.Multiple(() =>
        {
            Assert.That((Number(costs["sum"]!, "calls"), Number(costs["saved"]!, "answers")), Is.EqualTo((photos.Length, photos.Length)), "paid for by the sample, taken by the run");
            Assert.That(Number(costs["saved"]!, "microUsd"), Is.EqualTo(Number(costs["sum"]!, "microUsd")));
            Assert.That(costs["editors"]!.AsArray().Single()!.Text("name"), Is.EqualTo(DemoSite.Seeding.DemoUsers.Admin.Name));
            Assert.That(chosen, Is.EquivalentTo(photos));
            Assert.That(few["images"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(Number(sample["estimate"]!, "calls"), Is.EqualTo(photos.Length));
            Assert.That(during, Is.EqualTo(before), "nothing is written");
            Assert.That((Number(first[1]["cost"]!, "calls"), Number(again["cost"]!, "calls")), Is.EqualTo((1, 0)));
            Assert.That((Number(run["progress"]!, "done"), Number(run["progress"]!, "cached"), Number(run["cost"]!, "calls")), Is.EqualTo((photos.Length, photos.Length, 0)));
            foreach (JsonNode sampled in first)
            {
                JsonNode altText = sampled["fields"]!.AsArray().Single(field => field!.Text("field") == "AltText")!;
                Assert.That(_site!.Stored(sampled["mediaKey"]!.GetValue<Guid>(), "altText"), Is.EqualTo(altText["after"]!.AsArray().FirstOrDefault()?.GetValue<string>()));
            }

            JsonNode edited = first.Single(sampled => sampled["mediaKey"]!.GetValue<Guid>() == photos[0])["fields"]!.AsArray().Single(field => field!.Text("field") == "AltText")!;
            Assert.That(edited["after"]![0]!.GetValue<string>(), Is.EqualTo("A human's own words"));
            Assert.That(edited["waiting"]![0]!.Text("because"), Is.EqualTo("HumanValue"));
        });
        Assert.That(await Run.Vision.CallsAsync(), Has.Count.EqualTo(photos.Length));
    }

    [Test]
    public async Task What_a_run_wrote_can_be_had_as_a_file_with_the_revision_of_every_value()
    {
        Guid[] photos = await StartAsync();
        JsonNode run = await EndedAsync(await BeginAsync(new { fileName = "*cat*", uploadedSince = DateTimeOffset.UnixEpoch }), "Done");
        Guid cat = photos[1];
        JsonNode item = await _admin.GetAsync($"media/{cat}");
        string revision = item.Field("AltText")["suggestions"]![0]!["origin"]!.Text("revisionId")!;

        HttpResponseMessage csv = await _admin.AskAsync(HttpMethod.Get, $"runs/{Id(run)}/export?format=Csv");
        string[] lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        HttpResponseMessage json = await _admin.AskAsync(HttpMethod.Get, $"runs/{Id(run)}/export?format=JsonLines");
        JsonNode[] rows = [.. (await json.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

        Assert.Multiple(() =>
        {
            Assert.That(Number(run["progress"]!, "images"), Is.EqualTo(1), "one file has that name");
            Assert.That(csv.Content.Headers.ContentDisposition!.FileName, Does.StartWith("autotag-run-").And.EndsWith(".csv"));
            Assert.That(lines[0], Does.EndWith("\"before\",\"after\",\"revision\",\"writtenAt\""));
            Assert.That(lines, Has.Length.EqualTo(rows.Length + 1).And.Length.GreaterThan(2));
            Assert.That(lines.Skip(1), Is.All.Contains(cat.ToString()).And.Contain(revision));
            Assert.That(rows.Select(row => row.Text("revision")), Is.All.EqualTo(revision));
            Assert.That(
                rows.Single(row => row.Text("field") == "AltText")["after"]![0]!.GetValue<string>(), Is.EqualTo(_site!.Stored(cat, "altText")));
            Assert.That(rows.Single(row => row.Text("field") == "AltText")["before"]!.AsArray(), Is.Empty);
        });
    }

    /// <summary>A site with photos that another tool brought in, so that nobody has looked at them.</summary>
    private async Task<Guid[]> StartAsync(Dictionary<string, string?>? settings = null)
    {
        _site = await Site.StartReadyAsync(settings, Importer.AddTo);
        _admin = await _site.AdminAsync();
        var photos = new List<Guid>();
        foreach (string photo in s_photos)
        {
            photos.Add(await _admin.UploadAsync(Repository.DemoPhoto(photo)));
        }

        await Eventually.IsAsync(() => _admin.GetAsync($"media/{photos[^1]}"), item => item.Text("state") == "Skipped", "the last one noted as imported");
        return [.. photos];
    }

    // So many calls, and no other before the test moves the clock on.
    private static Dictionary<string, string?> Slowly(int calls) => new()
    {
        ["AutoTag:Connections:local:RateLimitRequests"] = $"{calls}",
        ["AutoTag:Connections:local:RateLimitWindow"] = $"{s_window}",
    };

    private Task WindowPassesAsync() => _site!.PassAsync(s_window * 1.1);

    private async Task<JsonNode> BeginAsync(object selection, decimal? usd = null)
    {
        JsonNode draft = await _admin.PostAsync("runs", new { selection, budget = new { usd }, note = "a test" });
        Assert.That(draft.Text("state"), Is.EqualTo("Draft"));
        return await _admin.PostAsync($"runs/{Id(draft)}/start");
    }

    private Task<JsonNode> EndedAsync(JsonNode run, string state) => SeenAsync(run, seen => seen.Text("state") == state, state);

    private Task<JsonNode> SeenAsync(JsonNode run, Func<JsonNode, bool> isAsExpected, string expectation) =>
        Eventually.IsAsync(() => _admin.GetAsync($"runs/{Id(run)}"), isAsExpected, expectation);

    private async Task EditByHandAsync(Guid photo)
    {
        OpenItem item = await _admin.OpenAsync(photo);
        item["altText"] = "A human's own words";
        await _admin.SaveAsync(item);
    }

    private async Task PutAsync(string path, object body) => Assert.That((await _admin.AskAsync(HttpMethod.Put, path, body)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

    private async Task<int> InHandAsync() => (await _admin.GetAsync("status"))["queue"]!["working"]!.GetValue<int>();

    private (string? AltText, string? Title, string? Keywords) StoredOf(Guid photo) =>
        (_site!.Stored(photo, "altText"), _site.Stored(photo, "title"), _site.Stored(photo, "keywords"));

    private string[] KeywordsOf(Guid photo) => JsonNode.Parse(_site!.Stored(photo, "keywords") ?? "[]")!.AsArray().Select(word => word!.GetValue<string>()).ToArray();

    private static Guid Id(JsonNode run) => run["id"]!.GetValue<Guid>();

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();
}
