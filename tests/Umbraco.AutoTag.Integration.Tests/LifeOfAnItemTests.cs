using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What makes work, and what does not.</summary>
internal sealed class LifeOfAnItemTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        _editor = await _site.MediaEditorAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task AutoTags_own_write_does_not_come_back_as_work()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("raccoon.jpg"));
        await _editor.SeesAsync(photo, "Done");

        WorkItem work = (await _site.WorkOnAsync(photo))!;

        Assert.Multiple(async () =>
        {
            Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
            Assert.That(work.Generation, Is.EqualTo(1));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Saving_again_and_again_asks_nobody_again()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("biplane.jpg"));
        await _editor.SeesAsync(photo, "Done");

        foreach (string title in new[] { "One", "Two", "Three" })
        {
            OpenItem open = await _editor.OpenAsync(photo);
            open["title"] = title;
            await _editor.SaveAsync(open);
        }

        await DoneAtGenerationAsync(photo, 4);
        Assert.Multiple(async () =>
        {
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
            Assert.That(_site.Stored(photo, "title"), Is.EqualTo("Three"));
        });
    }

    [Test]
    public async Task A_moved_focal_point_asks_nobody()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("coffee-cup.jpg"));
        await _editor.SeesAsync(photo, "Done");
        OpenItem open = await _editor.OpenAsync(photo);
        open["umbracoFile"]!["focalPoint"] = new JsonObject { ["left"] = 0.2, ["top"] = 0.8 };

        await _editor.SaveAsync(open);

        await DoneAtGenerationAsync(photo, 2);
        Assert.Multiple(async () =>
        {
            Assert.That(_site.Stored(photo, "umbracoFile"), Does.Contain("0.8"));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_replaced_file_is_looked_at_anew()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("wall-clock.jpg"));
        await _editor.SeesAsync(photo, "Done");
        string? before = _site.Stored(photo, "altText");
        OpenItem open = await _editor.OpenAsync(photo);
        open["umbracoFile"] = new JsonObject { ["temporaryFileId"] = await _editor.SendFileAsync(Repository.DemoPhoto("room-chairs.jpg")) };

        await _editor.SaveAsync(open);

        await DoneAtGenerationAsync(photo, 2);
        Assert.Multiple(async () =>
        {
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(2));
            Assert.That(_site.Stored(photo, "altText"), Is.Not.EqualTo(before));
        });
    }

    [Test]
    public async Task A_moved_image_keeps_its_values_and_its_history_and_is_not_looked_at_again()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("sunset.jpg"));
        await _editor.SeesAsync(photo, "Done");
        IMedia folder = _site.Folder("Elsewhere");

        await _editor.MoveAsync(photo, folder.Key);

        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work!.Path.StartsWith(folder.Path + ",", StringComparison.Ordinal), "the new path");
        Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Trashing_drops_the_work_that_waits_and_restoring_brings_it_back()
    {
        await Run.Vision.OrderAsync("server-error");
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("tulips.jpg"));
        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work is { State: WorkState.Waiting, Attempts: 1 }, "work that waits for another try");

        await _editor.TrashAsync(photo);
        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work is null, "no work");
        await Run.Vision.ResetAsync();
        _site.Clock.MoveOn(TimeSpan.FromMinutes(1));
        await _editor.RestoreAsync(photo);
        await _editor.SeesAsync(photo, "Done");

        Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
    }

    [Test]
    public async Task Deleting_for_good_forgets_everything_but_the_ledger()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("pagoda.jpg"));
        await _editor.SeesAsync(photo, "Done");
        await _editor.TrashAsync(photo);

        await _editor.DeleteAsync(photo);

        await Eventually.IsAsync(() => _site.WorkOnAsync(photo), work => work is null, "no row");
        Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_uSync_imports_is_noted_but_not_sent()
    {
        IMedia imported = _site.Media.CreateMedia("Imported", Cms.Core.Constants.System.Root, "Image");
        imported.SetValue("umbracoFile", """{"src":"/media/abc/imported.jpg"}""");
        imported.Id = 987_654;
        imported.Path = "-1,987654";
        var notification = new MediaSavedNotification(imported, new EventMessages());
        notification.State["uSync.ProcessState"] = true;

        await _site.Get<IEventAggregator>().PublishAsync(notification);

        WorkItem? work = await Eventually.IsAsync(() => _site.WorkOnAsync(imported.Key), found => found is not null, "a row");
        Assert.That((work!.State, work.Origin), Is.EqualTo((WorkState.Skipped, WorkOrigin.Import)));
    }

    private Task<WorkItem?> DoneAtGenerationAsync(Guid photo, int generation) => Eventually.IsAsync(
        () => _site.WorkOnAsync(photo),
        work => work?.State == WorkState.Done && work.Generation == generation,
        $"done after {generation} saves");
}
