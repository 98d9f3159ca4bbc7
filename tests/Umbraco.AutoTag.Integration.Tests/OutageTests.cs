using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Whatever is broken, a save succeeds, people can see what is wrong, and work goes on by itself once it is mended.</summary>
internal sealed class OutageTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task With_the_vision_service_stopped_an_upload_is_kept_and_tagged_when_it_is_back()
    {
        await StartAsync();
        await Run.Vision.StopAsync();
        try
        {
            (HttpStatusCode status, Guid photo) = await _editor.TryUploadAsync(Repository.TwoDogs);
            JsonNode waiting = await Eventually.IsAsync(
                () => _editor.GetAsync($"media/{photo}"), item => item.Text("reasonCode") == "Unavailable", "an item that waits and says why");

            await Run.Vision.StartAsync();
            _site.Clock.MoveOn(TimeSpan.FromMinutes(1));
            await _editor.SeesAsync(photo, "Done");

            Assert.Multiple(() =>
            {
                Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
                Assert.That(waiting.Text("state"), Is.EqualTo("Waiting"));
                Assert.That(waiting.Text("reason"), Is.Not.Empty);
                Assert.That(waiting["dueAt"], Is.Not.Null);
                Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
            });
        }
        finally
        {
            await Run.Vision.StopAsync();
            await Run.Vision.StartAsync();
        }
    }

    [Test]
    public async Task With_AutoTags_database_locked_an_upload_is_kept_and_tagged_when_the_lock_is_gone()
    {
        await StartAsync();
        Guid photo;
        await using (SqliteConnection other = await _site.OpenDatabaseAsync())
        {
            await using DbTransaction exclusive = await other.BeginTransactionAsync();

            (HttpStatusCode status, photo) = await _editor.TryUploadAsync(Repository.TwoDogs);

            Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
            JsonNode seen = await SeesStorageProblemAsync();
            JsonNode seenByAdmin = await (await _site.AdminAsync()).GetAsync("status");
            Assert.Multiple(() =>
            {
                Assert.That(seen["isReady"]!.GetValue<bool>(), Is.False);
                Assert.That(seen["problems"]![0]!.Text("message"), Is.Not.Empty.And.Not.Contain("SQLite"), "What a database says about itself is not for every editor.");
                Assert.That(seenByAdmin["problems"]![0]!.Text("message"), Does.Contain("SQLite"));
            });
        }

        LooksAgain();
        await _editor.SeesAsync(photo, "Done");
        await SeesNoProblemAsync();
        Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
    }

    [Test]
    public async Task A_database_that_cannot_be_read_any_more_is_shown_and_the_page_still_answers()
    {
        await StartAsync();
        await using (SqliteConnection other = await _site.OpenDatabaseAsync())
        {
            await using SqliteCommand rename = other.CreateCommand();
            rename.CommandText = "ALTER TABLE autoTagSpend RENAME TO gone";
            await rename.ExecuteNonQueryAsync();
        }

        JsonNode seen = await _editor.GetAsync("status");

        Assert.Multiple(() =>
        {
            Assert.That(seen["problems"]!.AsArray().Select(problem => problem!.Text("code")), Is.EqualTo(new[] { "Storage" }));
            Assert.That(seen["isReady"]!.GetValue<bool>(), Is.False);
        });
    }

    [Test]
    public async Task With_AutoTags_disk_full_an_upload_is_kept_and_tagged_when_there_is_room()
    {
        DbProviderFactories.RegisterFactory(SmallDisk.ProviderName, SmallDisk.Instance);
        await StartAsync(new()
        {
            ["ConnectionStrings:autoTagDbDSN"] = "Data Source=|DataDirectory|/AutoTag.sqlite.db",
            ["ConnectionStrings:autoTagDbDSN_ProviderName"] = SmallDisk.ProviderName,
        });
        await using (SqliteConnection database = await _site.OpenDatabaseAsync())
        {
            await SmallDisk.Instance.FillAsync(database);
        }

        (HttpStatusCode status, Guid photo) = await _editor.TryUploadAsync(Repository.TwoDogs);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        await SeesStorageProblemAsync();
        SmallDisk.Instance.MakeRoom();

        LooksAgain();
        await _editor.SeesAsync(photo, "Done");
        await SeesNoProblemAsync();
        Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
    }

    [Test]
    public async Task A_database_that_cannot_be_opened_at_the_start_is_shown_and_the_site_runs_without_it()
    {
        string nowhere = Path.Combine(Run.Folder, "not-there-yet-" + Guid.NewGuid().ToString("N"));
        _site = await Site.StartAsync(new() { ["ConnectionStrings:autoTagDbDSN"] = $"Data Source={nowhere}/AutoTag.sqlite.db" });
        await _site.SetUpAsync();
        _editor = await _site.MediaEditorAsync();

        (HttpStatusCode status, Guid photo) = await _editor.TryUploadAsync(Repository.TwoDogs);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        await SeesStorageProblemAsync();
        Directory.CreateDirectory(nowhere);
        LooksAgain();

        await SeesNoProblemAsync();
        Assert.That(_site.Media.GetById(photo), Is.Not.Null);
    }

    [Test]
    public async Task A_wrong_configuration_is_shown_and_uploads_are_as_always()
    {
        _site = await Site.StartAsync(new() { ["AutoTag:Profile:Steps:0:Connection"] = "nobody" });
        _editor = await _site.MediaEditorAsync();

        (HttpStatusCode status, _) = await _editor.TryUploadAsync(Repository.TwoDogs);

        JsonNode seen = await _editor.GetAsync("status");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(seen["problems"]!.AsArray().Select(problem => problem!.Text("code")), Is.EqualTo(new[] { "Configuration" }));
            Assert.That(seen["isReady"]!.GetValue<bool>(), Is.False);
        });
    }

    private async Task StartAsync(Dictionary<string, string?>? settings = null)
    {
        _site = await Site.StartReadyAsync(settings);
        _editor = await _site.MediaEditorAsync();
    }

    // After trouble, AutoTag waits for five seconds before it looks whether it is over.
    private void LooksAgain() => _site.Clock.MoveOn(TimeSpan.FromSeconds(5));

    private Task<JsonNode> SeesStorageProblemAsync() => Eventually.IsAsync(
        () => _editor.GetAsync("status"), status => status["problems"]!.AsArray().Any(problem => problem!.Text("code") == "Storage"), "a problem with the database");

    private Task<JsonNode> SeesNoProblemAsync() => Eventually.IsAsync(
        () => _editor.GetAsync("status"), status => status["problems"]!.AsArray().Count == 0, "no problem");
}
