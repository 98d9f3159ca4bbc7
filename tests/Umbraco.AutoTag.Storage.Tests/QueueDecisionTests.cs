using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>What people and other tools decide about items: ignore, import, move, trash, delete, look.</summary>
public sealed class QueueDecisionTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private static readonly Guid s_editor = Guid.NewGuid();

    [Test]
    public async Task An_ignored_item_is_never_claimed_however_often_it_is_asked_for()
    {
        WorkRequest request = A.Request();
        await Items.EnqueueAsync([request], default);
        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: true, s_editor, default);

        Assert.That(await Items.EnqueueAsync([request with { Origin = WorkOrigin.TagNow }], default), Is.Zero);
        Assert.That(await Items.ClaimAsync("worker", 1, s_lease, default), Is.Empty);
        Assert.That((await Items.FindAsync(request.MediaKey, default))!.State, Is.EqualTo(WorkState.Ignored));
    }

    [Test]
    public async Task An_item_that_was_never_queued_can_be_ignored()
    {
        var key = Guid.NewGuid();

        await Items.SetIgnoredAsync(key, "-1,7", ignored: true, s_editor, default);

        WorkItem item = (await Items.FindAsync(key, default))!;
        Assert.That((item.State, item.Path, item.RequestedBy), Is.EqualTo((WorkState.Ignored, "-1,7", (Guid?)s_editor)));
    }

    [Test]
    public async Task Ignoring_an_item_that_is_worked_on_takes_the_lease_away()
    {
        Lease lease = await ClaimOneAsync();

        await Items.SetIgnoredAsync(lease.Item.MediaKey, lease.Item.Path, ignored: true, s_editor, default);

        Assert.That(await HoldsAsync(lease), Is.False);
        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default), Is.False);
    }

    [Test]
    public async Task Lifting_brings_no_work_by_itself_but_lets_it_in_again()
    {
        WorkRequest request = A.Request();
        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: true, s_editor, default);
        DateTimeOffset savedAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: false, s_editor, default);

        Assert.That((await Items.FindAsync(request.MediaKey, default))!.State, Is.EqualTo(WorkState.Skipped));
        Assert.That(await Items.ClaimAsync("worker", 1, s_lease, default), Is.Empty);
        Assert.That((await Sweeps.KnownAsync([request.MediaKey], default))[request.MediaKey].SeenAt, Is.GreaterThan(savedAt));
        Assert.That(await Items.EnqueueAsync([request], default), Is.EqualTo(1));
        Assert.That((await Items.ClaimAsync("worker", 1, s_lease, default)).Single().Item.Profile, Is.EqualTo("default"));
    }

    [Test]
    public async Task An_item_that_was_done_before_it_was_ignored_is_done_again_afterwards()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ContentHash: "abc"), default);
        await Items.SetIgnoredAsync(lease.Item.MediaKey, lease.Item.Path, ignored: true, s_editor, default);

        await Items.SetIgnoredAsync(lease.Item.MediaKey, lease.Item.Path, ignored: false, s_editor, default);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task Lifting_what_is_not_ignored_changes_nothing()
    {
        WorkRequest request = A.Request();
        await Items.EnqueueAsync([request], default);

        await Items.SetIgnoredAsync(request.MediaKey, request.Path, ignored: false, s_editor, default);

        Assert.That((await Items.FindAsync(request.MediaKey, default))!.State, Is.EqualTo(WorkState.Waiting));
    }

    [Test]
    public async Task An_import_is_noted_and_neither_sent_nor_swept_up_until_somebody_asks()
    {
        WorkRequest import = A.Request(origin: WorkOrigin.Import);

        Assert.That(await Items.EnqueueAsync([import], default), Is.Zero);

        WorkItem item = (await Items.FindAsync(import.MediaKey, default))!;
        Assert.That((item.State, item.ReasonCode), Is.EqualTo((WorkState.Skipped, "imported")));
        Assert.That(await Items.ClaimAsync("worker", 1, s_lease, default), Is.Empty);

        // Imported once more, later: the sweep must not take that save for a lost one.
        Clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset savedAgain = Clock.GetUtcNow();
        await Items.EnqueueAsync([import], default);
        Assert.That((await Sweeps.KnownAsync([import.MediaKey], default))[import.MediaKey].SeenAt, Is.GreaterThanOrEqualTo(savedAgain));

        Assert.That(await Items.EnqueueAsync([import with { Origin = WorkOrigin.TagNow }], default), Is.EqualTo(1));
        Assert.That(await Items.ClaimAsync("worker", 1, s_lease, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_import_of_a_known_item_leaves_it_as_it_is()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        WorkItem before = (await Items.FindAsync(lease.Item.MediaKey, default))!;

        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.Import)], default);

        Assert.That(await Items.FindAsync(lease.Item.MediaKey, default), Is.EqualTo(before));
    }

    [Test]
    public async Task A_moved_item_is_seen_by_those_who_may_see_its_new_place()
    {
        WorkRequest request = A.Request(path: "-1,10,20");
        await Items.EnqueueAsync([request], default);

        await Items.MoveAsync([(request.MediaKey, "-1,30,20"), (Guid.NewGuid(), "-1,99")], default);

        Assert.That((await Items.CountAsync(new PathScope(["-1,10"]), default))[WorkState.Waiting], Is.Zero);
        Assert.That((await Items.CountAsync(new PathScope(["-1,30"]), default))[WorkState.Waiting], Is.EqualTo(1));
    }

    [Test]
    public async Task A_trashed_item_drops_the_work_that_waits_and_nothing_else()
    {
        Lease working = await ClaimOneAsync();
        WorkRequest waiting = A.Request();
        await Items.EnqueueAsync([waiting], default);

        await Items.DropAsync([working.Item.MediaKey, waiting.MediaKey], default);

        Assert.That(await Items.FindAsync(waiting.MediaKey, default), Is.Null);
        Assert.That(await HoldsAsync(working), Is.True);
    }

    [Test]
    public async Task A_deleted_item_is_forgotten_but_what_it_cost_is_not()
    {
        var key = Guid.NewGuid();
        var other = Guid.NewGuid();
        await Items.EnqueueAsync([A.Request(key), A.Request(other)], default);
        await Suggestions.SaveAsync([A.Suggestion(key), A.Suggestion(other)], [], lease: null, default);
        await Suggestions.KeepWritesAsync([A.Write(key), A.Write(other)], lease: null, default);
        await Ledger.AppendAsync(A.Call(key), default);

        await Items.ForgetAsync([key], default);

        Assert.That(await Items.FindAsync(key, default), Is.Null);
        Assert.That(await Suggestions.ForMediaAsync(key, default), Is.Empty);
        Assert.That(await Suggestions.WritesAsync(key, default), Is.Empty);
        Assert.That(await Ledger.ForMediaAsync(key, 10, default), Has.Count.EqualTo(1));
        Assert.That(await Items.FindAsync(other, default), Is.Not.Null);
        Assert.That(await Suggestions.ForMediaAsync(other, default), Has.Count.EqualTo(1));
        Assert.That(await Suggestions.WritesAsync(other, default), Has.Count.EqualTo(1));
    }

    [TestCase("-1,10", 3)]
    [TestCase("-1,10,20", 1)]
    [TestCase("-1", 5)]
    [TestCase("-1,1", 0)]
    [TestCase("-1,11", 1)]
    public async Task A_start_folder_shows_itself_and_what_is_below_and_no_folder_of_a_similar_number(string start, int seen)
    {
        await Items.EnqueueAsync(
            [.. new[] { "-1,10", "-1,10,20", "-1,10,30", "-1,11", "-1,100" }.Select(path => A.Request(path: path))],
            default);

        Assert.That((await Items.CountAsync(new PathScope([start]), default))[WorkState.Waiting], Is.EqualTo(seen));
        Assert.That(await Items.RecentAsync(new PathScope([start]), [WorkState.Waiting], 10, default), Has.Count.EqualTo(seen));
    }

    [Test]
    public async Task The_newest_of_a_folder_are_found_when_thousands_of_others_changed_later()
    {
        WorkRequest[] inFolder = [.. new[] { 2, 0, 1 }.Select(number => A.Request(path: $"-1,10,{number}"))];
        foreach (WorkRequest request in inFolder)
        {
            await Items.EnqueueAsync([request], default);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Items.EnqueueAsync([.. Enumerable.Range(0, 5_100).Select(number => A.Request(path: $"-1,11,{number}"))], default);

        IReadOnlyList<WorkItem> newest = await Items.RecentAsync(new PathScope(["-1,10"]), [WorkState.Waiting, WorkState.Done], 2, default);

        Assert.That(newest.Select(item => item.MediaKey), Is.EqualTo(new[] { inFolder[2].MediaKey, inFolder[1].MediaKey }));
    }

    [Test]
    public async Task Several_start_folders_show_each_item_once_and_no_start_folder_shows_nothing()
    {
        await Items.EnqueueAsync([A.Request(path: "-1,10,20"), A.Request(path: "-1,30"), A.Request(path: "-1,40")], default);

        Assert.That((await Items.CountAsync(new PathScope(["-1,10", "-1,10,20", "-1,30"]), default))[WorkState.Waiting], Is.EqualTo(2));
        Assert.That((await Items.CountAsync(new PathScope([]), default)).Values, Is.All.Zero);
        Assert.That(await Items.RecentAsync(new PathScope([]), [WorkState.Waiting], 10, default), Is.Empty);
    }

    [Test]
    public async Task Counts_name_every_state()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Skipped), default);
        await Items.EnqueueAsync([A.Request(), A.Request()], default);

        Assert.That(await Items.CountAsync(PathScope.Everything, default), Is.EquivalentTo(new Dictionary<WorkState, long>
        {
            [WorkState.Waiting] = 2,
            [WorkState.Working] = 0,
            [WorkState.Done] = 0,
            [WorkState.Skipped] = 1,
            [WorkState.Failed] = 0,
            [WorkState.Ignored] = 0,
        }));
    }

    [Test]
    public async Task The_recent_items_come_newest_first_in_the_states_asked_for()
    {
        var ended = new List<Guid>();
        foreach (WorkState state in new[] { WorkState.Done, WorkState.Failed, WorkState.Skipped, WorkState.Done })
        {
            Lease lease = await ClaimOneAsync();
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Items.EndAsync(lease, new WorkEnd(state), default);
            ended.Add(lease.Item.MediaKey);
        }

        IReadOnlyList<WorkItem> recent = await Items.RecentAsync(PathScope.Everything, [WorkState.Done, WorkState.Failed], 2, default);

        Assert.That(recent.Select(item => item.MediaKey), Is.EqualTo(new[] { ended[3], ended[1] }));
        Assert.That(await Items.RecentAsync(PathScope.Everything, [], 2, default), Is.Empty);
    }
}
