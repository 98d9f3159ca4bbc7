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
    public async Task Losing_the_whole_queue_costs_time_and_nothing_else()
    {
        _site.Provider.Says(Alt("Two dogs"), Keyword("chair", 0.5));
        MediaItem done = _site.Library.Add(Jpeg);
        MediaItem edited = _site.Library.Add(AnotherJpeg);
        MediaItem ignored = _site.Library.Add(Jpeg);
        await _site.UploadAsync(done);
        await _site.UploadAsync(edited);
        _site.Library.EditorSaves(edited.Key, AltText, Text("Rex and Bella"));
        await _site.UploadAsync(edited);
        Suggestion chair = (await _site.Suggestions.ForMediaAsync(done.Key, default)).Single(s => s.Value == "chair");
        await _site.Suggestions.SaveAsync([], [chair with { State = SuggestionState.Rejected }], lease: null, default);
        await _site.Items.SetIgnoredAsync(ignored.Key, ignored.Path, ignored: true, Editor, default);
        MediaItem neverSeen = _site.Library.Add(Photo("lossy.webp"));
        (int paid, int saves) = (_site.Provider.Calls, _site.Library.Saves);

        await LoseQueueAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAndWorkAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(_site.Provider.Calls, Is.EqualTo(paid + 1), "only the image that nobody had looked at is paid for");
            Assert.That(_site.Library.Saves, Is.EqualTo(saves + 1), "only that image is saved");
            Assert.That(_site.Library[done.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
            Assert.That(_site.Library[edited.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella"));
            Assert.That((await _site.Suggestions.ForMediaAsync(done.Key, default)).Single(s => s.Value == "chair").State, Is.EqualTo(SuggestionState.Rejected));
            Assert.That((await _site.StateOfAsync(ignored)).State, Is.EqualTo(WorkState.Ignored));
            Assert.That((await _site.StateOfAsync(neverSeen)).State, Is.EqualTo(WorkState.Done));
        });
    }

    [Test]
    public async Task What_an_editor_asked_for_is_done_as_asked_when_the_queue_is_lost_also_of_an_image_older_than_AutoTag()
    {
        MediaItem old = Old();
        await _site.Items.EnqueueAsync([new WorkRequest(old.Key, old.Path, _site.Default.Alias, WorkOrigin.TagNow, Force: true, Editor)], default);
        WorkItem asked = await _site.StateOfAsync(old);
        await LoseQueueAsync();
        _site.Clock.Advance(s_usual);

        await _site.Sweep.RunAsync(all: false, default);
        WorkItem back = await _site.StateOfAsync(old);
        await SweepAndWorkAsync();
        await SweepAndWorkAsync();

        Assert.That((back.Origin, back.Force, back.RequestedBy, back.EnqueuedAt), Is.EqualTo((WorkOrigin.TagNow, true, (Guid?)Editor, asked.EnqueuedAt)));
        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task What_an_editor_asked_for_and_got_is_not_asked_for_again_when_the_queue_is_lost()
    {
        MediaItem old = Old();
        await _site.TagNowAsync(old, force: true);
        await LoseQueueAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();

        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task What_a_wish_has_paid_for_already_is_not_paid_for_again_when_the_queue_is_lost()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Says(Keyword("dog", 0.92));
        ScriptedProvider words = _site.Connect("words", model: "another");
        words.Fails(new Failure(FailureKind.Unavailable, "The service is down."));
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("words", VisionTasks.AltText)] };
        await _site.TagNowAsync(photo, force: true);
        await LoseQueueAsync();
        words.Says(Alt("Two dogs"));
        _site.Clock.Advance(s_usual);

        await SweepAndWorkAsync();

        Assert.That((_site.Provider.Calls, _site.Library[photo.Key].Fields[AltText].Text), Is.EqualTo((1, "Two dogs")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_was_given_up_after_three_calls_in_vain_is_not_paid_for_a_fourth_time_when_the_queue_is_lost(bool isAsked)
    {
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down, after the first of your looks.") { Charged = Charged.Yes });
        MediaItem photo = isAsked ? Old() : _site.Library.Add(Jpeg);
        await (isAsked ? _site.TagNowAsync(photo) : _site.UploadAsync(photo));
        await WaitAndWorkAsync();
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Failed));
        await LoseQueueAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();
        await WaitAndWorkAsync();

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, state.ReasonCode, _site.Provider.Calls), Is.EqualTo((WorkState.Failed, isAsked ? "Throttled" : "Malformed", FailureRules.MaxPaidAttempts)));
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

    /// <summary>An image from before AutoTag's first start: no sweep brings it in by itself.</summary>
    private MediaItem Old()
    {
        Func<DateTimeOffset> now = _site.Library.Now;
        _site.Library.Now = () => now() - TimeSpan.FromDays(365);
        MediaItem old = _site.Library.Add(Jpeg);
        _site.Library.Now = now;
        return old;
    }

    private async Task WaitAndWorkAsync()
    {
        for (int i = 0; i < 5; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }
    }

    private async Task SweepAndWorkAsync()
    {
        await _site.Sweep.RunAsync(all: false, default);
        await _site.WorkAsync();
    }

    private Task LoseQueueAsync() => _site.RunSqlAsync("DELETE FROM autoTagWorkItem");
}
