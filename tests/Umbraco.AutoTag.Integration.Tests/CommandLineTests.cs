using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What an operator's commands do on a real site: the same as the HTTP API, in the same words.</summary>
internal sealed class CommandLineTests
{
    private Site _site = null!;
    private Editor _admin = null!;
    private Guid _photo;

    [SetUp]
    public async Task Start()
    {
        // Brought in by another tool, so that nobody has looked at it.
        _site = await Site.StartReadyAsync(new() { ["AutoTag:Connections:local:UsdPerImage"] = "0.01" }, Importer.AddTo);
        _admin = await _site.AdminAsync();
        _photo = await _admin.UploadAsync(Repository.TwoDogs);
        await Eventually.IsAsync(() => _admin.GetAsync($"media/{_photo}"), item => item.Text("state") == "Skipped", "the photo noted as imported");
    }

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task An_estimate_is_the_one_of_the_HTTP_API_and_says_by_its_exit_code_whether_it_is_within_the_budget()
    {
        string photo = _photo.ToString();
        JsonNode http = await _admin.PostAsync("runs/estimate", new { keys = new[] { photo } });

        (int within, string estimate, _) = await _site.CommandAsync("run", "--keys", photo, "--estimate", "--budget", "0.02");
        (int over, _, string problem) = await _site.CommandAsync("run", "--keys", photo, "--estimate", "--budget", "0.005");

        Assert.That((within, over), Is.EqualTo((0, 3)));
        Assert.That(JsonNode.Parse(estimate)!.ToJsonString(), Is.EqualTo(http.ToJsonString()));
        Assert.That(JsonNode.Parse(problem)!.Text("operationStatus"), Is.EqualTo("OverBudget"));
        Assert.That((await _admin.GetAsync("runs"))["items"]!.AsArray(), Is.Empty, "an estimate makes nothing");
    }

    [Test]
    public async Task A_run_is_made_waited_for_and_taken_back()
    {
        (int made, string run, _) = await _site.CommandAsync("run", "--keys", _photo.ToString(), "--start", "--wait", "--budget", "1", "--note", "by hand", "--concurrency", "2");
        JsonNode ended = JsonNode.Parse(run)!;
        string id = ended.Text("id")!;
        (int listed, string runs, _) = await _site.CommandAsync("runs");
        (int paused, _, string refusal) = await _site.CommandAsync("pause", id);
        (int undone, string undo, _) = await _site.CommandAsync("undo", id);

        Assert.Multiple(() =>
        {
            Assert.That((made, listed, paused, undone), Is.EqualTo((0, 0, 3, 0)));
            Assert.That((ended.Text("state"), ended.Text("note"), ended["pace"]!["concurrency"]!.GetValue<int>()), Is.EqualTo(("Done", "by hand", 2)));
            Assert.That(JsonNode.Parse(runs)!["items"]!.AsArray().Single()!.Text("id"), Is.EqualTo(id));
            Assert.That(JsonNode.Parse(refusal)!.Text("operationStatus"), Is.EqualTo("Changed"));
            Assert.That(JsonNode.Parse(undo)!["undo"], Is.Not.Null);
        });
    }

    [Test]
    public async Task Sums_that_a_restored_table_left_wrong_are_made_anew_and_how_many_is_told()
    {
        await _site.CommandAsync("run", "--keys", _photo.ToString(), "--start", "--wait");
        JsonNode before = await _admin.GetAsync("budgets");
        await using (SqliteConnection database = await _site.OpenDatabaseAsync())
        {
            await database.ExecuteAsync("UPDATE autoTagSpend SET microUsd = microUsd + 5000000; DELETE FROM autoTagWorkCount; DELETE FROM autoTagWorkChange");
        }

        (int code, string wrong, _) = await _site.CommandAsync("recompute");
        (_, string right, _) = await _site.CommandAsync("recompute");

        Assert.Multiple(async () =>
        {
            Assert.That((code, Money(wrong), Counts(wrong)), Is.EqualTo((0, 1, 1)));
            Assert.That((Money(right), Counts(right)), Is.EqualTo((0, 0)));
            Assert.That((await _admin.GetAsync("budgets")).ToJsonString(), Is.EqualTo(before.ToJsonString()));
        });

        static int Money(string answer) => JsonNode.Parse(answer)!["money"]!.GetValue<int>();
        static int Counts(string answer) => JsonNode.Parse(answer)!["counts"]!.GetValue<int>();
    }

    [Test]
    public async Task A_run_that_stops_for_its_limit_ends_the_wait_with_3()
    {
        string photo = _photo.ToString();

        (int code, string run, string problem) = await _site.CommandAsync("run", "--keys", photo, "--start", "--wait", "--budget", "0.001");

        Assert.That((code, JsonNode.Parse(run)!.Text("state"), JsonNode.Parse(problem)!.Text("operationStatus")), Is.EqualTo((3, "Paused", "OverBudget")));
    }

    [Test]
    public async Task A_draft_is_begun_and_cancelled_and_a_run_that_is_not_there_is_a_failure()
    {
        string id = JsonNode.Parse((await _site.CommandAsync("run", "--keys", _photo.ToString())).Output)!.Text("id")!;

        (int cancelled, string run, _) = await _site.CommandAsync("cancel", id);
        (int resumed, _, string ended) = await _site.CommandAsync("resume", id);
        (int unknown, _, string missing) = await _site.CommandAsync("pause", Guid.NewGuid().ToString());

        Assert.That((cancelled, resumed, unknown), Is.EqualTo((0, 3, 1)));
        Assert.That((JsonNode.Parse(run)!.Text("state"), JsonNode.Parse(ended)!.Text("operationStatus"), JsonNode.Parse(missing)!.Text("operationStatus")), Is.EqualTo(("Cancelled", "Ended", "NotFound")));
    }

    [Test]
    public async Task The_status_tells_whether_AutoTag_can_work()
    {
        (int well, string status, _) = await _site.CommandAsync("status");
        _site.Configure("AutoTag:Profile:ReviewFrom", "0.9");
        (int ill, string broken, string problem) = await _site.CommandAsync("status");

        Assert.That((well, ill), Is.EqualTo((0, 1)));
        Assert.That((JsonNode.Parse(status)!["isReady"]!.GetValue<bool>(), JsonNode.Parse(broken)!["isReady"]!.GetValue<bool>()), Is.EqualTo((true, false)));
        Assert.That(problem, Does.Contain("AutoTag:Profile:ReviewFrom"));
    }
}
