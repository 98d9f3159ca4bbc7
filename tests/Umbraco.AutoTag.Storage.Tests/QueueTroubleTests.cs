using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>Items in trouble: counted by kind, waiting for a connection, given up and tried again. And the servers that work on them.</summary>
public sealed class QueueTroubleTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Attempts_are_counted_by_what_went_wrong_until_the_item_comes_in_again()
    {
        Lease lease = await ClaimOneAsync();
        foreach (string code in new[] { "Unavailable", "Malformed", "Unavailable" })
        {
            await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow(), "x", code), default);
            lease = (await Items.ClaimAsync("worker", 1, s_lease, default)).Single();
        }

        Assert.That((lease.Item.Tries.Of("Unavailable"), lease.Item.Tries.Of("Malformed"), lease.Item.Attempts), Is.EqualTo((2, 1, 3)));

        await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, null, "x", "Unavailable"), default);
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey)], default);
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Tries, Is.EqualTo(default(Tries)));
    }

    [Test]
    public async Task A_worker_that_fell_silent_is_counted_until_the_item_comes_in_again()
    {
        Lease lease = await ClaimOneAsync();
        for (int i = 0; i < 2; i++)
        {
            Clock.Advance(s_lease);
            lease = (await Items.ClaimAsync("worker", 1, s_lease, default)).Single();
        }

        Assert.That(lease.Item.LostLeases, Is.EqualTo(2));
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey)], default);
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.LostLeases, Is.Zero);
    }

    [Test]
    public async Task What_was_claimed_is_given_back_where_the_database_is_in_trouble_before_anybody_has_it()
    {
        WorkRequest ofRun = A.Request(origin: WorkOrigin.Run) with { RunId = Guid.NewGuid() };
        await Items.EnqueueAsync([ofRun], default);
        await ExecuteAsync("DROP TABLE autoTagRun");

        Assert.That(async () => await Items.ClaimAsync("worker", 1, s_lease, default), Throws.InstanceOf<System.Data.Common.DbException>());

        WorkItem item = (await Items.FindAsync(ofRun.MediaKey, default))!;
        Assert.That((item.State, item.Attempts, item.LostLeases), Is.EqualTo((WorkState.Waiting, 0, 0)));
    }

    [Test]
    public async Task An_item_that_waits_for_a_connection_is_claimed_only_where_that_connection_is_open()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow(), "x", "Throttled", CountsAsAttempt: false, WaitsFor: "Vision"), default);
        WorkRequest other = A.Request(origin: WorkOrigin.Sweep);
        await Items.EnqueueAsync([other], default);

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, ["other"], default)).Single().Item.MediaKey, Is.EqualTo(other.MediaKey));
        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, ["vision", "other"], default)).Single().Item.WaitsFor, Is.EqualTo("vision"));
    }

    [Test]
    public async Task Asking_for_an_item_frees_it_from_waiting_for_a_connection()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddHours(1), "x", "Throttled", WaitsFor: "vision"), default);

        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.TagNow)], default);

        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Items_that_wait_for_a_connection_that_is_gone_go_on()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow(), "x", "Throttled", WaitsFor: "gone"), default);

        await Sweeps.ReleaseAsync(["gone"], default);
        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Is.Empty);
        await Sweeps.ReleaseAsync(["Vision"], default);

        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_given_up_is_counted_by_reason_and_tried_again_by_reason()
    {
        await GiveUpAsync("-1,10", "Malformed");
        await GiveUpAsync("-1,10", "Unavailable");
        await GiveUpAsync("-1,20", "Unavailable");
        var admin = Guid.NewGuid();

        Assert.That(
            await Items.GivenUpAsync(PathScope.Everything, default),
            Is.EqualTo(new[] { new GivenUp("Unavailable", 2), new GivenUp("Malformed", 1) }));
        Assert.That(await Items.RetryAsync(new PathScope(["-1,10"]), "Unavailable", admin, default), Is.EqualTo(1));

        WorkItem again = (await Items.ClaimAsync("worker", 10, s_lease, default)).Single().Item;
        Assert.That((again.Path, again.Origin, again.RequestedBy, again.Attempts), Is.EqualTo(("-1,10", WorkOrigin.Run, (Guid?)admin, 0)));
        Assert.That(await Items.RetryAsync(PathScope.Everything, null, admin, default), Is.EqualTo(2));
    }

    [Test]
    public async Task More_than_one_page_of_given_up_items_is_tried_again()
    {
        await Items.EnqueueAsync([.. Enumerable.Range(0, 1100).Select(_ => A.Request())], default);
        await AskAsync<long>("UPDATE autoTagWorkItem SET state = 4, reasonCode = 'Unavailable'; SELECT 0");

        Assert.That(await Items.RetryAsync(PathScope.Everything, "Unavailable", Guid.NewGuid(), default), Is.EqualTo(1100));
        Assert.That((await Items.CountAsync(PathScope.Everything, default))[WorkState.Waiting], Is.EqualTo(1100));
    }

    [Test]
    public async Task A_server_is_remembered_with_when_it_last_worked()
    {
        await Workers.ReportAsync("one/1", "Auto", works: true, TimeSpan.FromSeconds(2), default);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Workers.ReportAsync("one/1", "None", works: false, TimeSpan.Zero, default);

        Assert.That(
            (await Workers.AllAsync(default)).Single(),
            Is.EqualTo(new WorkerReport("one/1", "None", A.Moment.AddMinutes(5), A.Moment, TimeSpan.Zero)));

        Clock.Advance(TimeSpan.FromDays(31));
        await Workers.ReportAsync("two/2", "Auto", works: true, TimeSpan.Zero, default);
        Assert.That((await Workers.AllAsync(default)).Select(worker => worker.Name), Is.EqualTo(new[] { "two/2" }));
    }

    [Test]
    public async Task Since_when_nobody_works_is_known_however_long_ago_that_was()
    {
        await Workers.ReportAsync("earlier/1", "Auto", works: true, TimeSpan.Zero, default);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Workers.ReportAsync("last/2", "Auto", works: true, TimeSpan.Zero, default);
        Clock.Advance(TimeSpan.FromDays(90));
        await Workers.ReportAsync("resting/3", "None", works: false, TimeSpan.Zero, default);
        await Workers.ReportAsync("resting/3", "None", works: false, TimeSpan.Zero, default);

        Assert.That(
            (await Workers.AllAsync(default)).Select(worker => (worker.Name, worker.WorkedAt)),
            Is.EqualTo(new[] { ("resting/3", (DateTimeOffset?)null), ("last/2", A.Moment.AddMinutes(1)) }));
    }

    [Test]
    public async Task A_clock_that_is_an_hour_ahead_of_the_databases_is_noticed()
    {
        IWorkerStore rightNow = NewServer(TimeProvider.System).GetRequiredService<IWorkerStore>();
        Assert.That(await rightNow.SkewAsync(default), Is.EqualTo(TimeSpan.Zero).Within(TimeSpan.FromSeconds(2)));

        IWorkerStore ahead = NewServer(new AnHourAhead()).GetRequiredService<IWorkerStore>();
        Assert.That(await ahead.SkewAsync(default), Is.EqualTo(TimeSpan.FromHours(1)).Within(TimeSpan.FromSeconds(2)));
    }

    private async Task GiveUpAsync(string path, string reasonCode)
    {
        Lease lease = await ClaimOneAsync(A.Request(path: path));
        await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, Reason: "x", ReasonCode: reasonCode), default);
    }

    private sealed class AnHourAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
