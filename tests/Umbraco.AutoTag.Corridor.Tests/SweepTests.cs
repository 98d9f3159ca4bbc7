using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What must be done follows from what is there.</summary>
public sealed class SweepTests
{
    private static readonly TimeSpan s_usual = TimeSpan.FromMinutes(10);

    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs"));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task A_usual_sweep_reads_what_was_saved_since_the_last_one_and_not_the_library()
    {
        for (int i = 0; i < 50; i++)
        {
            _site.Library.Add(Jpeg);
        }

        await SweepAndWorkAsync();
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await SweepAndWorkAsync();
        MediaItem missed = _site.Library.Add(AnotherJpeg);
        int before = _site.Library.Enumerated;
        _site.Clock.Advance(s_usual);

        await SweepAndWorkAsync();

        Assert.That(_site.Library.Enumerated - before, Is.EqualTo(1));
        Assert.That((await _site.StateOfAsync(missed)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task A_save_that_was_under_way_while_the_last_sweep_ran_is_found()
    {
        await SweepAndWorkAsync();
        DateTimeOffset savedAt = _site.Clock.GetUtcNow();
        _site.Clock.Advance(TimeSpan.FromMinutes(5));
        await SweepAndWorkAsync();
        _site.Library.Now = () => savedAt;
        MediaItem late = _site.Library.Add(Jpeg);
        _site.Clock.Advance(TimeSpan.FromMinutes(5));

        await SweepAndWorkAsync();

        Assert.That((await _site.StateOfAsync(late)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task Once_a_day_everything_is_gone_through()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await SweepAndWorkAsync();
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await SweepAndWorkAsync();
        await LoseQueueAsync();

        _site.Clock.Advance(TimeSpan.FromHours(22));
        Assert.That(await _site.Sweep.RunAsync(all: false, default), Is.Zero);
        _site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await _site.Sweep.RunAsync(all: false, default), Is.EqualTo(1));
        await _site.WorkAsync();

        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task AutoTags_own_writes_and_an_editors_yes_make_no_work()
    {
        _site.Provider.Says(Alt("Two dogs"), Keyword("chair", 0.5));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await _site.Sweep.RunAsync(all: false, default), Is.Zero, "after the machine's write");

        await _site.Library.WriteAsync(photo.Key, _ => new Dictionary<Core.Values.FieldKey, Core.Values.FieldValue> { [Title] = Text("Yes") }, Editor, default);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await _site.Sweep.RunAsync(all: false, default), Is.Zero, "after the editor's yes");
    }

    [Test]
    public async Task A_save_during_the_work_whose_notification_was_lost_is_found()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        _site.Provider.Does((_, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(10));
            _site.Library.Replace(photo.Key, AnotherJpeg);
            _site.Clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(Core.Providers.VisionReply.Answered([Alt("Two dogs")]));
        });
        await _site.WorkAsync();
        _site.Provider.Says(Alt("A red cup"));

        await SweepAndWorkAsync();

        Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("A red cup"));
    }

    [Test]
    public async Task A_file_that_is_put_back_on_the_disk_is_found_within_a_day_and_one_that_is_not_makes_no_work()
    {
        MediaItem back = _site.Library.Add(Jpeg);
        MediaItem gone = _site.Library.Add(Jpeg);
        _site.Library.LoseFile(back.Key);
        _site.Library.LoseFile(gone.Key);
        await SweepAndWorkAsync();
        Assert.That((await _site.StateOfAsync(back)).ReasonCode, Is.EqualTo("FileMissing"));

        _site.Library.PutBack(back.Key, Jpeg);
        _site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await _site.Sweep.RunAsync(all: false, default), Is.EqualTo(1));
        await _site.WorkAsync();

        Assert.That((await _site.StateOfAsync(back)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task A_move_and_a_delete_that_nobody_told_of_are_followed()
    {
        MediaItem moved = _site.Library.Add(Jpeg);
        MediaItem deleted = _site.Library.Add(AnotherJpeg);
        await SweepAndWorkAsync();
        _site.Library.Move(moved.Key, "-1,2000,1063");
        _site.Library.Delete(deleted.Key);
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();

        Assert.That((await _site.StateOfAsync(moved)).Path, Is.EqualTo("-1,2000,1063"));
        Assert.That(await _site.Items.FindAsync(deleted.Key, default), Is.Null);
        Assert.That(await _site.Suggestions.ForMediaAsync(deleted.Key, default), Is.Empty);
    }

    private async Task SweepAndWorkAsync()
    {
        await _site.Sweep.RunAsync(all: false, default);
        await _site.WorkAsync();
    }

    private Task LoseQueueAsync() => _site.RunSqlAsync("DELETE FROM autoTagWorkItem");
}
