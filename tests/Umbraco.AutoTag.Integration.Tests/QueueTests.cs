using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.HealthChecks;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.HealthChecks;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Cms.Core.Sync;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The queue inside a site: who works on it, what follows what an editor does, and what a shutdown leaves behind.</summary>
internal sealed class QueueTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [TearDown]
    public async Task Stop()
    {
        await Run.Vision.ResetAsync();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task A_move_and_a_delete_while_AutoTags_database_is_locked_are_followed_when_the_lock_is_gone()
    {
        await StartAsync();
        Guid moved = await _editor.UploadAsync(Repository.DemoPhoto("sunset.jpg"));
        Guid deleted = await _editor.UploadAsync(Repository.DemoPhoto("pagoda.jpg"));
        await _editor.SeesAsync(moved, "Done");
        await _editor.SeesAsync(deleted, "Done");
        IMedia folder = _site.Folder("Elsewhere");
        await using (SqliteConnection other = await _site.OpenDatabaseAsync())
        {
            await using DbTransaction exclusive = await other.BeginTransactionAsync();
            await _editor.MoveAsync(moved, folder.Key);
            await _editor.TrashAsync(deleted);
            await _editor.DeleteAsync(deleted);
        }

        LooksAgain();
        await Eventually.IsAsync(() => _site.WorkOnAsync(moved), work => work!.Path.StartsWith(folder.Path + ",", StringComparison.Ordinal), "the new path");
        await Eventually.IsAsync(() => _site.WorkOnAsync(deleted), work => work is null, "no row");
    }

    [Test]
    public async Task An_import_while_AutoTags_database_is_locked_is_still_known_for_one_when_the_lock_is_gone()
    {
        await StartAsync();
        IMedia imported = _site.Media.CreateMedia("Imported", Constants.System.Root, "Image");
        imported.SetValue("umbracoFile", """{"src":"/media/abc/imported.jpg"}""");
        imported.Id = 987_655;
        imported.Path = "-1,987655";
        var notification = new MediaSavedNotification(imported, new EventMessages());
        notification.State["uSync.ProcessState"] = true;
        await using (SqliteConnection other = await _site.OpenDatabaseAsync())
        {
            await using DbTransaction exclusive = await other.BeginTransactionAsync();
            await _site.Get<IEventAggregator>().PublishAsync(notification);
            await Eventually.IsAsync(
                () => _editor.GetAsync("status"), status => status["problems"]!.AsArray().Any(problem => problem!.Text("code") == "Storage"), "the trouble");
        }

        LooksAgain();
        WorkItem? work = await Eventually.IsAsync(() => _site.WorkOnAsync(imported.Key), found => found is not null, "a row");
        Assert.That((work!.State, work.Origin), Is.EqualTo((WorkState.Skipped, WorkOrigin.Import)));
    }

    [Test]
    public async Task The_sweep_takes_neither_AutoTags_own_write_nor_an_editors_yes_for_a_lost_save()
    {
        _site = await Site.StartReadyInWorldTimeAsync();
        _editor = await _site.MediaEditorAsync();
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(photo, "Done");
        await OwnSavesAreSeenAsync(photo);
        _site.Clock.MoveOn(TimeSpan.FromMinutes(1));
        int afterOurs = await _site.Get<Sweep>().RunAsync(all: false, default);

        JsonNode item = await _editor.GetAsync($"media/{photo}");
        await _editor.PostAsync($"media/{photo}/undo");
        await OwnSavesAreSeenAsync(photo);
        int afterTheirs = await _site.Get<Sweep>().RunAsync(all: false, default);

        Assert.That((afterOurs, afterTheirs, (await _site.WorkOnAsync(photo))!.Generation), Is.EqualTo((0, 0, 1)), item.ToJsonString());
    }

    [Test]
    public async Task The_sweep_follows_a_delete_that_nobody_told_of_and_leaves_what_lies_in_the_bin()
    {
        await StartAsync();
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(photo, "Done");
        await _editor.TrashAsync(photo);
        var ghost = Guid.NewGuid();
        await _site.Get<IWorkItemStore>().EnqueueAsync([new WorkRequest(ghost, "-1,4711", "default", WorkOrigin.Import)], default);

        await _site.Get<Sweep>().RunAsync(all: true, default);

        Assert.That(await _site.WorkOnAsync(ghost), Is.Null);
        Assert.That((await _site.WorkOnAsync(photo))!.Path, Does.Contain(Constants.System.RecycleBinMediaString));
    }

    [Test]
    public async Task A_site_that_stops_gives_back_what_is_under_way()
    {
        await StartAsync();
        await Run.Vision.OrderAsync("hang");
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work?.State == WorkState.Working, "work under way");

        await _site.StopAsync();

        await using SqliteConnection database = await _site.OpenDatabaseAsync();
        await using SqliteCommand command = database.CreateCommand();
        command.CommandText = $"SELECT state || ' ' || attempts || ' ' || lostLeases || ' ' || (leaseUntil IS NULL) FROM autoTagWorkItem WHERE mediaKey = '{photo}'";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("0 0 0 1"));
    }

    [Test]
    public async Task Where_no_server_works_the_image_waits_and_the_health_check_and_the_dashboard_say_so()
    {
        await StartUnsweptAsync(new() { ["AutoTag:Workers:Mode"] = "None" });
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        HealthCheckStatus status = await Eventually.IsAsync(
            HealthAsync, found => found.Message.Contains("set to None", StringComparison.Ordinal), "a health check that says why nobody works");

        Assert.That((status.ResultType, status.Message), Is.EqualTo(
            (StatusResultType.Error, "No server has ever worked on the queue. Every server that lives has AutoTag:Workers:Mode set to None.")));
        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work?.State == WorkState.Waiting, "an image that waits");
        JsonNode servers = (await _editor.GetAsync("status"))["servers"]!;
        Assert.That(servers.ToJsonString(), Is.EqualTo("""{"working":0,"lastWorkedAt":null,"why":"SwitchedOff"}"""));
    }

    [Test]
    public async Task Where_a_server_works_the_dashboard_says_since_when_it_was_last_seen_at_it()
    {
        await StartAsync();

        JsonNode servers = (await Eventually.IsAsync(
            () => _editor.GetAsync("status"), status => status["servers"]?["working"]?.GetValue<int>() == 1, "a server that says that it works"))["servers"]!;

        Assert.That(servers["why"], Is.Null);
        Assert.That(servers["lastWorkedAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(_site.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(2)));
    }

    [TestCase("Auto", false)]
    [TestCase("All", true)]
    public async Task A_subscriber_works_only_where_it_is_told_to(string mode, bool works)
    {
        await StartUnsweptAsync(new() { ["AutoTag:Workers:Mode"] = mode }, site => site.Services.AddUnique<IServerRoleAccessor, Subscriber>());

        HealthCheckStatus status = await Eventually.IsAsync(HealthAsync, found => !found.Message.Contains("No server has told"), "a report");

        Assert.That(status.ResultType, Is.EqualTo(works ? StatusResultType.Success : StatusResultType.Error), status.Message);
    }

    [Test]
    public async Task What_was_given_up_is_listed_by_reason_and_an_admin_has_all_of_it_tried_again()
    {
        await StartAsync();
        await Run.Vision.OrderAsync("not-json");
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work?.Attempts == 1, "the first attempt");
        _site.Clock.MoveOn(TimeSpan.FromMinutes(1));
        await _editor.SeesAsync(photo, "Failed");
        await Run.Vision.ResetAsync();

        JsonNode reasons = await _editor.GetAsync("media/failed");
        HttpResponseMessage refused = await _editor.AskAsync(HttpMethod.Post, "media/failed/retry", new { reasonCode = "Malformed" });
        Editor admin = await _site.AdminAsync();
        JsonNode other = await admin.PostAsync("media/failed/retry", new { reasonCode = "Unavailable" });
        JsonNode retried = await admin.PostAsync("media/failed/retry", new { reasonCode = "Malformed" });
        await _editor.SeesAsync(photo, "Done");

        Assert.Multiple(() =>
        {
            Assert.That(reasons.ToJsonString(), Is.EqualTo("""{"reasons":[{"reasonCode":"Malformed","count":1}]}"""));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((other["count"]!.GetValue<int>(), retried["count"]!.GetValue<int>()), Is.EqualTo((0, 1)));
        });
    }

    private async Task StartAsync(Dictionary<string, string?>? settings = null)
    {
        _site = await Site.StartReadyAsync(settings);
        _editor = await _site.MediaEditorAsync();
    }

    /// <summary>For servers that do not work: they do not sweep either.</summary>
    private async Task StartUnsweptAsync(Dictionary<string, string?> settings, Action<IUmbracoBuilder>? neighbours = null)
    {
        _site = await Site.StartAsync(settings, neighbours);
        await _site.SetUpAsync();
        _editor = await _site.MediaEditorAsync();
    }

    // After trouble, AutoTag waits for five seconds before it looks whether it is over.
    private void LooksAgain() => _site.Clock.MoveOn(TimeSpan.FromSeconds(5));

    private Task OwnSavesAreSeenAsync(Guid photo) => Eventually.IsAsync(
        async () => (await _site.Get<ISweepStore>().KnownAsync([photo], default))[photo].SeenAt,
        seenAt => seenAt.UtcDateTime >= _site.Media.GetById(photo)!.UpdateDate,
        "own saves that are seen");

    /// <summary>What the health check says about the servers: after configuration, connections and queue, before clocks.</summary>
    private async Task<HealthCheckStatus> HealthAsync()
    {
        var check = ActivatorUtilities.CreateInstance<AutoTagHealthCheck>(_site.Get<IServiceProvider>());
        HealthCheckStatus[] statuses = [.. await check.GetStatusAsync()];
        return statuses[^2];
    }

    private sealed class Subscriber : IServerRoleAccessor
    {
        public ServerRole CurrentServerRole => ServerRole.Subscriber;
    }
}
