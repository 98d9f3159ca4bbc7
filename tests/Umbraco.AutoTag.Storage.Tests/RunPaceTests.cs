using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>How fast a run brings its images into the queue, and that this holds for all servers together.</summary>
public sealed class RunPaceTests(Engine engine) : StorageTest(engine)
{
    private int _keys;

    private IRunStore Runs => Server.GetRequiredService<IRunStore>();

    private IRunImages Images => Server.GetRequiredService<IRunImages>();

    [Test]
    public async Task A_run_has_no_more_images_in_the_queue_at_once_than_it_may()
    {
        Run run = await ListedAsync(10, new RunPace(Concurrency: 3));

        Assert.That(await FeedAsync(run), Is.EqualTo(3));
        Assert.That(await FeedAsync(run), Is.Zero, "none has ended");

        await EndOneAsync();
        await Images.SettleAsync(run.Id, default);
        Assert.That(await FeedAsync(run), Is.EqualTo(1));
    }

    [Test]
    public async Task A_run_brings_in_no_more_images_in_any_minute_than_it_may()
    {
        Run run = await ListedAsync(10, new RunPace(PerMinute: 4));

        Assert.That(await FeedAsync(run), Is.EqualTo(4));
        Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await FeedAsync(run), Is.Zero);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await FeedAsync(run), Is.EqualTo(4));
    }

    [Test]
    public async Task Servers_that_feed_a_run_at_once_keep_to_its_pace_together()
    {
        Run run = await ListedAsync(40, new RunPace(Concurrency: 5, PerMinute: 7));

        int[] fed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            Competitor().GetRequiredService<IRunImages>().FeedAsync(run, "default", 100, default))));

        Assert.That((fed.Sum(), (await Images.BacklogAsync(run.Id, default)).Queued), Is.EqualTo((5, 5)));
    }

    [Test]
    public async Task What_waits_for_another_runs_batch_holds_no_place_at_a_runs_pace()
    {
        Run batched = await ListedAsync(3, RunPace.Free);
        await FeedAsync(batched);
        IReadOnlyList<Lease> batch = await ClaimAsync(3);
        foreach (Lease lease in batch)
        {
            await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddHours(1), "It is in a batch.", BatchReasons.InBatch), default);
        }

        Run run = await ListedAsync(4, new RunPace(Concurrency: 2));
        await Images.ListAsync((await Runs.FindAsync(run.Id, default))!, [.. batch.Select(lease => new ListedImage(lease.Item.MediaKey, "-1,1063", null))], null, default);
        int fed = 0;
        while (await FeedAsync(run) is var some and > 0)
        {
            fed += some;
        }

        RunBacklog backlog = await Images.BacklogAsync(run.Id, default);
        Assert.That((fed, backlog.Queued, backlog.InBatches), Is.EqualTo((5, 5, 3)), "the three of the batch, and two that can be looked at");
    }

    [Test]
    public async Task A_slower_pace_takes_back_what_waits_and_leaves_what_is_in_hand()
    {
        Run run = await ListedAsync(10, RunPace.Free);
        await FeedAsync(run);
        Lease inHand = (await ClaimAsync(1)).Single();

        Assert.That(await Runs.SetPaceAsync(run.Id, new RunPace(Concurrency: 2, PerMinute: 2), default), Is.True);

        Assert.That((await Images.BacklogAsync(run.Id, default)).Queued, Is.EqualTo(1), "what a worker has");
        Assert.That(await FeedAsync(run), Is.EqualTo(1));
        Assert.That(await FeedAsync(run), Is.Zero, "two are under way");
        Assert.That(await HoldsAsync(inHand), Is.True);
    }

    [Test]
    public async Task What_was_taken_back_before_it_began_does_not_count_as_begun()
    {
        Run run = await ListedAsync(10, new RunPace(PerMinute: 6));
        await FeedAsync(run);

        await Runs.SetPaceAsync(run.Id, new RunPace(PerMinute: 3), default);

        Assert.That(await FeedAsync(run), Is.EqualTo(3));
    }

    [Test]
    public async Task Without_a_pace_everything_comes_in_again()
    {
        Run run = await ListedAsync(10, new RunPace(1, 1));
        await FeedAsync(run);

        Assert.That(await Runs.SetPaceAsync(run.Id, RunPace.Free, default), Is.True);

        Assert.That((await FeedAsync(run), (await Runs.FindAsync(run.Id, default))!.Pace), Is.EqualTo((10, RunPace.Free)));
    }

    [Test]
    public async Task A_run_that_has_ended_or_is_batched_has_no_pace()
    {
        Run ended = await ListedAsync(1, RunPace.Free);
        await Runs.MoveAsync(ended.Id, RunState.Cancelled, Run.ByHand, null, default);
        Run batched = NewRun(RunPace.Free) with { Batch = BatchMode.Batch };
        await Runs.AddAsync(batched, default);

        foreach (Guid id in new[] { ended.Id, batched.Id, Guid.NewGuid() })
        {
            Assert.That((await Runs.SetPaceAsync(id, new RunPace(1), default), (await Runs.FindAsync(id, default))?.Pace.Concurrency), Is.EqualTo((false, (int?)null)));
        }
    }

    private Task<int> FeedAsync(Run run) => Images.FeedAsync(run, "default", 100, default);

    private Task<IReadOnlyList<Lease>> ClaimAsync(int max) => Items.ClaimAsync("worker", max, TimeSpan.FromMinutes(2), [], default);

    private async Task EndOneAsync() => await Items.EndAsync((await ClaimAsync(1)).Single(), new WorkEnd(WorkState.Done, ContentHash: "content", RevisionId: "revision"), default);

    private async Task<Run> ListedAsync(int count, RunPace pace)
    {
        Run run = NewRun(pace);
        await Runs.AddAsync(run, default);
        await Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = (await Runs.FindAsync(run.Id, default))!;
        await Images.ListAsync(run, [.. Enumerable.Range(0, count).Select(_ => new ListedImage(NewKey(), "-1,1063", null))], null, default);
        return run;
    }

    // They come in by their keys: those that were listed before do so first.
    private Guid NewKey() => new(++_keys, 0, 0, new byte[8]);

    private Run NewRun(RunPace pace) => new()
    {
        Id = Guid.CreateVersion7(Clock.GetUtcNow()),
        Selection = new RunSelection(),
        Foretold = new Foretold(3, 2, new MicroUsd(40)),
        CreatedBy = Guid.NewGuid(),
        CreatedAt = Clock.GetUtcNow(),
        Pace = pace,
    };
}
