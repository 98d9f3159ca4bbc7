using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>What the sweep is told, and what outlives the queue's own table.</summary>
public sealed class SweepStoreTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    [Test]
    public async Task The_first_start_is_remembered_through_later_ones_and_nothing_was_swept_yet()
    {
        Clock.Advance(TimeSpan.FromDays(30));
        IServiceProvider later = NewServer();
        await later.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await Sweeps.MarksAsync(default), Is.EqualTo(new SweepMarks(A.Moment, null, null)));
    }

    [Test]
    public async Task How_far_a_sweep_came_is_kept_and_a_usual_one_does_not_count_as_a_full_one()
    {
        await Sweeps.KeepMarksAsync(A.Moment.AddHours(1), isFull: true, default);
        await Sweeps.KeepMarksAsync(A.Moment.AddHours(2), isFull: false, default);

        Assert.That(await Sweeps.MarksAsync(default), Is.EqualTo(new SweepMarks(A.Moment, A.Moment.AddHours(2), A.Moment.AddHours(1))));
    }

    [Test]
    public async Task Ended_work_has_seen_what_was_saved_before_the_item_was_read_and_nothing_later()
    {
        Lease lease = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        DateTimeOffset readAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromSeconds(5));

        await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ReadAt: readAt), default);

        Assert.That(await SeenAtAsync(lease.Item.MediaKey), Is.EqualTo(readAt).Within(TimeSpan.FromMilliseconds(10)));
    }

    [Test]
    public async Task An_own_save_is_seen_but_never_hides_a_save_of_somebody_else_that_came_before_it()
    {
        Lease lease = await ClaimOneAsync();
        DateTimeOffset broughtIn = Clock.GetUtcNow();
        DateTimeOffset foreign = broughtIn.AddSeconds(3);
        DateTimeOffset ours = broughtIn.AddSeconds(5);

        await Sweeps.SeenAsync([new OwnSave(lease.Item.MediaKey, foreign, ours)], default);
        Assert.That(await SeenAtAsync(lease.Item.MediaKey), Is.LessThan(foreign), "the foreign save was never seen");

        await Sweeps.SeenAsync([new OwnSave(lease.Item.MediaKey, broughtIn.AddSeconds(-1), ours)], default);
        Assert.That(await SeenAtAsync(lease.Item.MediaKey), Is.GreaterThanOrEqualTo(ours));
    }

    [Test]
    public async Task Everything_AutoTag_holds_is_paged_through_once()
    {
        Guid[] queued = [.. Enumerable.Range(0, 7).Select(_ => Guid.NewGuid())];
        await Items.EnqueueAsync([.. queued.Select(key => A.Request(key))], default);
        var onlySuggested = Guid.NewGuid();
        await Suggestions.SaveAsync([A.Suggestion(onlySuggested), A.Suggestion(queued[0])], [], lease: null, default);

        var found = new List<Guid>();
        for (IReadOnlyList<Guid> page; (page = await Sweeps.MediaKeysAsync(found.Count == 0 ? null : found[^1], 3, default)).Count > 0;)
        {
            found.AddRange(page);
        }

        Assert.That(found, Is.EquivalentTo(queued.Append(onlySuggested)).And.Unique);
    }

    [Test]
    public async Task What_an_editor_ignored_stays_ignored_when_the_whole_queue_is_lost()
    {
        WorkRequest request = A.Request(origin: WorkOrigin.Sweep);
        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: true, Guid.NewGuid(), default);
        await LoseQueueAsync();

        Assert.That(await Items.EnqueueAsync([request with { Origin = WorkOrigin.TagNow }], default), Is.Zero);

        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Is.Empty);
        Assert.That((await Items.FindAsync(request.MediaKey, default))!.State, Is.EqualTo(WorkState.Ignored));
    }

    [Test]
    public async Task What_was_imported_is_not_sent_by_the_sweep_when_the_whole_queue_is_lost_but_on_request()
    {
        WorkRequest import = A.Request(origin: WorkOrigin.Import);
        await Items.EnqueueAsync([import], default);
        await LoseQueueAsync();

        Assert.That(await Items.EnqueueAsync([import with { Origin = WorkOrigin.Sweep }], default), Is.Zero);
        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Is.Empty);
        Assert.That(await Items.EnqueueAsync([import with { Origin = WorkOrigin.TagNow }], default), Is.EqualTo(1));
        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_ignored_item_that_was_lifted_comes_in_again_after_the_queue_is_lost()
    {
        WorkRequest request = A.Request(origin: WorkOrigin.Sweep);
        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: true, Guid.NewGuid(), default);
        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: false, Guid.NewGuid(), default);
        await LoseQueueAsync();

        Assert.That(await Items.EnqueueAsync([request], default), Is.EqualTo(1));
    }

    [Test]
    public async Task What_an_editor_asked_for_comes_in_as_it_was_asked_for_when_the_whole_queue_is_lost()
    {
        WorkRequest asked = Asked();
        await Items.EnqueueAsync([asked], default);
        DateTimeOffset askedAt = Clock.GetUtcNow();
        await LoseQueueAsync();
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.That(await Sweeps.LostAsync(null, 10, default), Is.EqualTo(new[] { asked.MediaKey }));
        Assert.That(await Items.EnqueueAsync([A.Request(asked.MediaKey, origin: WorkOrigin.Sweep)], default), Is.EqualTo(1));

        WorkItem back = (await Items.FindAsync(asked.MediaKey, default))!;
        Assert.That(
            (back.State, back.Origin, back.Profile, back.Force, back.RequestedBy, back.EnqueuedAt),
            Is.EqualTo((WorkState.Waiting, WorkOrigin.TagNow, "default", true, asked.RequestedBy, askedAt)));
        Assert.That(await Sweeps.LostAsync(null, 10, default), Is.Empty);
    }

    [Test]
    public async Task A_save_that_comes_before_the_sweep_takes_nothing_from_what_an_editor_asked_for()
    {
        WorkRequest asked = Asked();
        await Items.EnqueueAsync([asked], default);
        await LoseQueueAsync();

        Assert.That(await Items.EnqueueAsync([A.Request(asked.MediaKey)], default), Is.EqualTo(1));

        WorkItem back = (await Items.FindAsync(asked.MediaKey, default))!;
        Assert.That((back.Origin, back.Force, back.RequestedBy), Is.EqualTo((WorkOrigin.TagNow, true, asked.RequestedBy)));
    }

    [Test]
    public async Task What_was_given_up_comes_back_as_given_up_with_its_reason_and_gives_way_to_whoever_brings_it_in()
    {
        Lease lease = await ClaimOneAsync(Asked());
        await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, Reason: "No.", ReasonCode: "Malformed", TriedAs: ["Malformed/paid"]), default);
        await LoseQueueAsync();
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.Sweep)], default);

        WorkItem back = (await Items.FindAsync(lease.Item.MediaKey, default))!;
        Assert.That((back.State, back.Reason, back.ReasonCode, back.Tries.Paid), Is.EqualTo((WorkState.Failed, "No.", "Malformed", 1)));

        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey)], default);
        await LoseQueueAsync();
        Assert.That(await Sweeps.LostAsync(null, 10, default), Is.Empty);
    }

    [Test]
    public async Task What_must_never_be_sent_is_known_and_brought_back_when_the_whole_queue_is_lost()
    {
        WorkRequest ignored = A.Request();
        await Items.SetIgnoredAsync(ignored.MediaKey, ignored.Path, ignored: true, Guid.NewGuid(), default);
        await LoseQueueAsync();

        Assert.That(await Items.IsIgnoredAsync(ignored.MediaKey, default), Is.True);
        Assert.That(await Items.IsIgnoredAsync(Guid.NewGuid(), default), Is.False);
        Assert.That(await Sweeps.LostAsync(null, 10, default), Is.EqualTo(new[] { ignored.MediaKey }));
    }

    [TestCase(WorkState.Done, false)]
    [TestCase(WorkState.Skipped, false)]
    [TestCase(WorkState.Failed, true)]
    [TestCase(WorkState.Waiting, true)]
    public async Task A_wish_is_over_when_its_work_is_and_not_where_it_was_given_up(WorkState end, bool isOpen)
    {
        Lease lease = await ClaimOneAsync(Asked());
        await Items.EndAsync(lease, new WorkEnd(end, ReasonCode: "Any"), default);
        await LoseQueueAsync();

        Assert.That(await Sweeps.LostAsync(null, 10, default), Has.Count.EqualTo(isOpen ? 1 : 0));
    }

    [Test]
    public async Task A_wish_that_came_while_a_worker_was_at_it_outlasts_the_end_of_that_work()
    {
        Lease lease = await ClaimOneAsync(Asked() with { Force = false });
        await Items.EnqueueAsync([Asked() with { MediaKey = lease.Item.MediaKey }], default);
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        await LoseQueueAsync();
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.Sweep)], default);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Force, Is.True);
    }

    [Test]
    public async Task A_wish_is_over_when_its_image_is_ignored_put_into_the_recycle_bin_or_deleted()
    {
        WorkRequest[] asked = [Asked(), Asked(), Asked()];
        await Items.EnqueueAsync(asked, default);
        await Items.SetIgnoredAsync(asked[0].MediaKey, asked[0].Path, ignored: true, Guid.NewGuid(), default);
        await Items.DropAsync([asked[1].MediaKey], default);
        await Items.ForgetAsync([asked[2].MediaKey], default);
        await LoseQueueAsync();

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagWish"), Is.Zero);
    }

    [Test]
    public async Task A_wish_that_was_given_up_is_over_once_a_run_has_brought_it_to_its_end()
    {
        Lease lease = await ClaimOneAsync(Asked());
        await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, ReasonCode: "Any"), default);
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.Run) with { RunId = Guid.NewGuid() }], default);
        await Sweeps.ForgetEndedWishesAsync(default);
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagWish"), Is.EqualTo(1), "the run may be stopped");

        await ExecuteAsync("UPDATE autoTagWorkItem SET state = 2");
        await Sweeps.ForgetEndedWishesAsync(default);
        await LoseQueueAsync();

        Assert.That(await Sweeps.LostAsync(null, 10, default), Is.Empty);
    }

    [Test]
    public async Task Wishes_are_paged_through_once_and_those_of_a_run_are_not_among_them()
    {
        WorkRequest[] asked = [.. Enumerable.Range(0, 5).Select(_ => Asked())];
        await Items.EnqueueAsync([.. asked, Asked() with { Origin = WorkOrigin.Run, RunId = Guid.NewGuid() }], default);
        await LoseQueueAsync();

        var found = new List<Guid>();
        for (IReadOnlyList<Guid> page; (page = await Sweeps.LostAsync(found.Count == 0 ? null : found[^1], 2, default)).Count > 0;)
        {
            found.AddRange(page);
        }

        Assert.That(found, Is.EquivalentTo(asked.Select(request => request.MediaKey)).And.Unique);
        Assert.That(await Sweeps.MediaKeysAsync(null, 10, default), Is.EquivalentTo(found), "what was deleted meanwhile is found, and forgotten");
    }

    [Test]
    public async Task Calls_that_were_paid_for_in_vain_still_count_when_the_whole_queue_is_lost()
    {
        WorkRequest saved = A.Request(origin: WorkOrigin.Sweep) with { SavedAt = A.Moment.AddMinutes(2) };
        var run = Guid.NewGuid();
        LedgerEntry vain = A.Call(saved.MediaKey) with { Outcome = CallOutcome.Failed, Failure = FailureKind.Malformed, SentAt = A.Moment.AddMinutes(2) };
        LedgerEntry[] calls =
        [
            vain with { SentAt = A.Moment.AddSeconds(30), RunId = run },
            A.Call(saved.MediaKey) with { SentAt = A.Moment.AddMinutes(1) },
            vain with { SentAt = A.Moment.AddSeconds(90) },
            vain with { RunId = run },
            vain with { Charged = Charged.Unknown, Outcome = CallOutcome.Lost, Failure = null },
            vain with { Charged = Charged.No, Failure = FailureKind.Throttled },
            vain with { MediaKey = Guid.NewGuid() },
            A.Call(saved.MediaKey, connection: "another") with { SentAt = A.Moment.AddMinutes(3) },
        ];
        foreach (LedgerEntry call in calls)
        {
            await Ledger.AppendAsync(call with { CallId = Guid.CreateVersion7() }, default);
        }

        await Items.EnqueueAsync([saved], default);
        await Items.EnqueueAsync([saved], default);
        Assert.That((await Items.FindAsync(saved.MediaKey, default))!.Tries.ToString(), Is.EqualTo("Malformed/paid=1 Unavailable/paid=1"), "also where two servers sweep at once");

        await LoseQueueAsync();
        await Items.EnqueueAsync([saved with { Origin = WorkOrigin.Run, SavedAt = null, RunId = run }], default);
        Assert.That((await Items.FindAsync(saved.MediaKey, default))!.Tries.ToString(), Is.EqualTo("Malformed/paid=1"), "the run's own");

        await LoseQueueAsync();
        await Items.EnqueueAsync([A.Request(saved.MediaKey)], default);
        Assert.That((await Items.FindAsync(saved.MediaKey, default))!.Tries.ToString(), Is.Null, "who saves it anew asks anew");
    }

    private static WorkRequest Asked() => A.Request(origin: WorkOrigin.TagNow) with { Force = true, RequestedBy = Guid.NewGuid() };

    private async Task<DateTimeOffset> SeenAtAsync(Guid key) => (await Sweeps.KnownAsync([key], default))[key].SeenAt;

    private Task<long> LoseQueueAsync() => AskAsync<long>("DELETE FROM autoTagWorkItem; SELECT 0");
}
