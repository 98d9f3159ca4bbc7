using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Somebody deletes the whole queue. It costs time and nothing else; most of these are tried without that as well, and must end the same way.</summary>
public sealed class LostQueueTests
{
    private static readonly TimeSpan s_usual = TimeSpan.FromMinutes(10);
    private static readonly Failure s_inVain = new(FailureKind.Throttled, "Slow down, after the first of your looks.") { Charged = Charged.Yes };

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

        await LoseAsync();
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
        await LoseAsync();
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
        await LoseAsync();
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
        await LoseAsync();
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
        await LoseAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();
        await WaitAndWorkAsync();

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, state.ReasonCode, _site.Provider.Calls), Is.EqualTo((WorkState.Failed, isAsked ? "Throttled" : "Malformed", FailureRules.MaxPaidAttempts)));
    }

    [Test]
    public async Task An_image_that_must_never_be_sent_is_not_sent_for_a_sample_either([Values] bool isLost, [Values] bool isSwept)
    {
        MediaItem old = Old();
        await _site.Items.SetIgnoredAsync(old.Key, old.Path, ignored: true, Editor, default);
        await LoseAsync(isLost);
        if (isSwept)
        {
            await SweepAndWorkAsync();
            Assert.That((await _site.StateOfAsync(old)).State, Is.EqualTo(WorkState.Ignored));
        }

        await _site.InItsTimeAsync(_site.Sample.LookAsync(old, Editor, default));

        Assert.That(_site.Provider.Calls, Is.Zero);
    }

    [Test]
    public async Task A_save_begins_anew_what_an_editor_asked_for_in_vain([Values] bool isLost, [Values] bool isForced)
    {
        MediaItem old = Old();
        _site.Provider.Fails(s_inVain);
        await _site.TagNowAsync(old, isForced);
        await WaitAndWorkAsync(times: 1);
        Assert.That((await _site.StateOfAsync(old)).Tries.Paid, Is.EqualTo(2));
        await _site.Intake.TakeAsync([Site.Saved(old)], default);
        await LoseAsync(isLost);

        await _site.Sweep.RunAsync(all: false, default);

        Assert.That((await _site.StateOfAsync(old)).Tries.Paid, Is.Zero);
    }

    [Test]
    public async Task A_run_takes_over_nothing_that_an_editor_asked_for([Values] bool isLost)
    {
        MediaItem old = Old();
        _site.Provider.Fails(s_inVain);
        await _site.TagNowAsync(old);
        await WaitAndWorkAsync(times: 1);
        await LoseAsync(isLost);

        await FedAsync();
        await WaitAndWorkAsync(times: 10);

        Assert.That(_site.Provider.Calls, Is.EqualTo(FailureRules.MaxPaidAttempts));
        Assert.That((await _site.Ledger.ForMediaAsync(old.Key, 10, default)).Select(call => call.RunId), Is.All.Null);
    }

    [Test]
    public async Task A_run_pays_for_what_was_given_up_and_leaves_it_so_where_it_is_stopped([Values] bool isLost, [Values] bool isStopped)
    {
        MediaItem old = await GivenUpAsync(Old());
        int before = _site.Provider.Calls;
        _site.Provider.Says(Alt("Two dogs"));
        await LoseAsync(isLost);
        Run run = await FedAsync();
        if (isStopped)
        {
            await _site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);
        }

        await SweepAndWorkAsync();

        Assert.That((await _site.StateOfAsync(old)).State, Is.EqualTo(isStopped ? WorkState.Failed : WorkState.Done));
        LedgerEntry[] since = [.. (await _site.Ledger.ForMediaAsync(old.Key, 10, default)).Take(_site.Provider.Calls - before)];
        Assert.That(since.Select(call => call.RunId), Is.EqualTo(isStopped ? [] : new Guid?[] { run.Id }));
    }

    [Test]
    public async Task What_was_given_up_is_still_in_sight_after_a_run_was_stopped([Values] bool isSwept)
    {
        MediaItem old = await GivenUpAsync(Old());
        Run run = await FedAsync();
        if (isSwept)
        {
            await _site.Sweep.RunAsync(all: false, default);
        }

        await _site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);
        await LoseAsync();
        await SweepAndWorkAsync();

        Assert.That((await _site.StateOfAsync(old)).State, Is.EqualTo(WorkState.Failed));
    }

    [Test]
    public async Task What_was_to_be_asked_again_and_was_given_up_is_still_in_sight([Values] bool isLost)
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Provider.Fails(s_inVain);
        await _site.TagNowAsync(photo, force: true);
        await WaitAndWorkAsync();
        await LoseAsync(isLost);

        await SweepAndWorkAsync();

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, state.ReasonCode, state.Reason), Is.EqualTo((WorkState.Failed, "Throttled", s_inVain.Message)));
    }

    [TestCase(FailureKind.Refused, Repairable.No, WorkState.Skipped)]
    [TestCase(FailureKind.BadImage, Repairable.No, WorkState.Skipped)]
    [TestCase(FailureKind.Malformed, Repairable.No, WorkState.Failed)]
    [TestCase(FailureKind.Malformed, Repairable.Yes, WorkState.Failed)]
    public async Task What_has_ended_for_money_is_not_paid_for_again(FailureKind kind, Repairable repairable, WorkState expected)
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Fails(new Failure(kind, "No.") { Charged = Charged.Yes, Repairable = repairable });
        await _site.UploadAsync(photo);
        await WaitAndWorkAsync();
        int paid = _site.Provider.Calls;
        await LoseAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();
        await WaitAndWorkAsync();

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls, state.State, state.ReasonCode), Is.EqualTo((paid, expected, kind.ToString())));
    }

    [Test]
    public async Task Another_systems_answer_makes_nobody_pay_again_for_what_failed()
    {
        _site.Provider.Fails(s_inVain);
        ScriptedProvider words = _site.Connect("words", model: "another");
        words.Does((_, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("words", VisionTasks.AltText)] };
        await _site.TagNowAsync(Old());
        await WaitAndWorkAsync();
        await LoseAsync();
        _site.Clock.Advance(TimeSpan.FromDays(1));

        await SweepAndWorkAsync();
        await WaitAndWorkAsync();

        Assert.That((_site.Provider.Calls, words.Calls), Is.EqualTo((FailureRules.MaxPaidAttempts, 1)));
    }

    [Test]
    public async Task What_an_editor_asked_another_system_in_vain_takes_nothing_from_what_waits([Values] bool isLost)
    {
        MediaItem old = Old();
        ScriptedProvider other = _site.Connect("other", model: "another");
        other.Fails(s_inVain);
        await _site.Items.EnqueueAsync([new WorkRequest(old.Key, old.Path, _site.Default.Alias, WorkOrigin.TagNow, RequestedBy: Editor)], default);
        var ask = new AskOther(_site.Sample, _site.Suggestions, _site, _site.Clock, _site.Ear);
        for (int i = 0; i < FailureRules.MaxPaidAttempts; i++)
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(20));
            await _site.InItsTimeAsync(ask.AskAsync(old, _site.Find("other")!, Editor, default));
        }

        await LoseAsync(isLost);
        await SweepAndWorkAsync();

        Assert.That((other.Calls, (await _site.StateOfAsync(old)).State), Is.EqualTo((FailureRules.MaxPaidAttempts, WorkState.Done)));
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

    private async Task<MediaItem> GivenUpAsync(MediaItem photo)
    {
        _site.Provider.Fails(s_inVain);
        await _site.TagNowAsync(photo);
        await WaitAndWorkAsync();
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Failed));
        return photo;
    }

    /// <summary>A run over the library that has its images in the queue.</summary>
    private async Task<Run> FedAsync()
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(_site.Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Foretold = new Foretold(1, 1, new MicroUsd(40)),
            CreatedBy = Guid.NewGuid(),
            CreatedAt = _site.Clock.GetUtcNow(),
        };
        await _site.Runs.AddAsync(run, default);
        await _site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = (await _site.Runs.FindAsync(run.Id, default))!;
        var advance = new AdvanceRun(_site.Runs, _site.RunImages, _site.RunFacts, new MemoryRunMedia(_site.Library), _site, _site, _site.Rules, _site.Clock);
        await advance.StepAsync(run, default);
        return run;
    }

    private async Task SweepAndWorkAsync()
    {
        await _site.Sweep.RunAsync(all: false, default);
        await _site.WorkAsync();
    }

    private async Task WaitAndWorkAsync(int times = 5)
    {
        for (int i = 0; i < times; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }
    }

    private Task LoseAsync(bool isLost = true) => isLost ? _site.RunSqlAsync("DELETE FROM autoTagWorkItem") : Task.CompletedTask;
}
