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

    private async Task<DateTimeOffset> SeenAtAsync(Guid key) => (await Sweeps.KnownAsync([key], default))[key].SeenAt;

    private Task<long> LoseQueueAsync() => AskAsync<long>("DELETE FROM autoTagWorkItem; SELECT 0");
}
