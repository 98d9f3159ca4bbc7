using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>A batch's life in the database, in the hands of several servers.</summary>
public sealed class BatchTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(10);

    private int _number;

    private IBatchStore Batches => Server.GetRequiredService<IBatchStore>();

    private IReservationStore Reservations => Server.GetRequiredService<IReservationStore>();

    [Test]
    public async Task A_call_comes_back_as_it_was_kept_and_the_same_question_waits_once()
    {
        BatchCall call = await CollectedAsync(await RunAsync());

        Assert.That(await Batches.FindAsync(call.Key, default), Is.EqualTo(call));
        Assert.That(await Batches.CollectAsync(call with { CallId = Guid.NewGuid(), MediaKey = Guid.NewGuid() }, default), Is.False);
        WaitingPile waiting = (await Batches.WaitingAsync(default)).Single();
        Assert.That((waiting.Pile, waiting.Calls, waiting.OldestAt), Is.EqualTo((call.Pile, 1, call.CreatedAt)));
    }

    [Test]
    public async Task Of_many_servers_that_begin_a_batch_each_call_is_in_one()
    {
        Guid run = await RunAsync();
        for (int call = 0; call < 12; call++)
        {
            await CollectedAsync(run);
        }

        BatchPile pile = (await Batches.WaitingAsync(default)).Single().Pile;
        IBatchStore[] servers = [.. Enumerable.Range(0, 4).Select(_ => Competitor().GetRequiredService<IBatchStore>())];
        Batch?[] begun = await Task.WhenAll(servers.Select(server => Task.Run(() => server.BeginAsync(pile, 5, s_lease, default))));

        var calls = new List<Guid>();
        foreach (Batch batch in begun.OfType<Batch>())
        {
            calls.AddRange((await Batches.CallsAsync(batch.Id, default)).Select(call => call.CallId));
        }

        int waiting = (await Batches.WaitingAsync(default)).Sum(left => left.Calls);
        Assert.That(calls, Is.Unique);
        Assert.That(calls.Count + waiting, Is.EqualTo(12));
    }

    [Test]
    public async Task A_run_that_does_not_run_begins_no_batch_and_what_waits_gives_back_its_money()
    {
        Guid run = await RunAsync();
        BatchCall call = await CollectedAsync(run);
        Lease lease = await WaitingInBatchAsync(call);
        await Server.GetRequiredService<IRunStore>().MoveAsync(run, RunState.Paused, null, null, default);

        Assert.That(await Batches.BeginAsync(call.Pile, 5, s_lease, default), Is.Null);
        await Batches.DissolveAsync(call.Pile, default);

        Assert.That(await Batches.FindAsync(call.Key, default), Is.Null);
        Assert.That(await CountAsync("autoTagReservation"), Is.Zero);
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.State, Is.Not.EqualTo(WorkState.Waiting), "the run took it out of the queue");
    }

    [Test]
    public async Task A_batch_is_under_way_though_its_run_is_paused_until_nothing_more_comes_of_it()
    {
        Assert.That(await Batches.UnderWayAsync(default), Is.Zero);
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(1), default);
        await Server.GetRequiredService<IRunStore>().MoveAsync(batch.Pile.RunId, RunState.Paused, null, null, default);
        Assert.That(await Batches.UnderWayAsync(default), Is.EqualTo(1), "the vendor has it, and it is paid for");

        foreach (BatchCall call in await Batches.CallsAsync(batch.Id, default))
        {
            await Batches.SettleAsync(call, RowOf(call, Charged.Yes, 300), null, default);
        }

        await Batches.EndAsync(batch, default);

        Assert.That(await Batches.UnderWayAsync(default), Is.Zero);
    }

    [Test]
    public async Task A_batch_is_in_one_hand_at_a_time_and_who_lost_it_writes_nothing()
    {
        Batch batch = await BegunAsync();
        Assert.That(await Batches.ClaimAsync(s_lease, default), Is.Null, "somebody builds it");

        Clock.Advance(s_lease);
        Batch taken = (await Batches.ClaimAsync(s_lease, default))!;
        Assert.That(await Batches.ClaimAsync(s_lease, default), Is.Null);

        Assert.That(await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(1), default), Is.Empty);
        await Batches.ReturnAsync(batch, [.. (await Batches.CallsAsync(batch.Id, default)).Select(call => call.CallId)], default);
        Assert.That(await Batches.CallsAsync(batch.Id, default), Has.Count.EqualTo(2), "nothing was taken out");
        Assert.That(await Batches.SendingAsync(taken, s_lease, Clock.GetUtcNow().AddDays(1), default), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_goes_out_is_in_the_ledger_sooner_or_later_even_where_nobody_comes_back()
    {
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);

        Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await Reservations.ExpireAsync(default), Is.Zero, "a batch may take a day and more");
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await Reservations.ExpireAsync(default), Is.EqualTo(2));

        BatchCall late = (await Batches.CallsAsync(batch.Id, default))[0];
        Assert.That(await Batches.SettleAsync(late, RowOf(late, Charged.Yes, 300), null, default));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2"), Is.EqualTo(1), "the answer that came after all takes its place");
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_was_put_aside_is_kept_longer_where_the_answers_can_be_had_longer_and_never_shorter()
    {
        Batch batch = await BegunAsync();
        DateTimeOffset sentAt = Clock.GetUtcNow();
        await Batches.SendingAsync(batch, s_lease, sentAt.AddDays(4), default);

        await Batches.KeepAsideAsync(batch, sentAt.AddDays(29), default);
        await Batches.KeepAsideAsync(batch, sentAt.AddDays(2), default);
        await Batches.KeepAsideAsync(batch with { Fence = batch.Fence - 1 }, sentAt.AddDays(90), default);

        Clock.Advance(TimeSpan.FromDays(28));
        Assert.That(await Reservations.ExpireAsync(default), Is.Zero);
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await Reservations.ExpireAsync(default), Is.EqualTo(2));
    }

    [Test]
    public async Task A_batch_whose_run_is_paused_by_then_does_not_go_out_and_gives_back_its_money()
    {
        Batch batch = await BegunAsync();
        await Server.GetRequiredService<IRunStore>().MoveAsync(batch.Pile.RunId, RunState.Paused, null, null, default);

        Assert.That(await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default), Is.Empty);
        Assert.That((await CountAsync("autoTagBatch"), await CountAsync("autoTagBatchCall"), await CountAsync("autoTagReservation")), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public async Task A_reservation_that_is_over_sends_nothing_and_its_item_is_put_back_in_line()
    {
        Batch batch = await BegunAsync();
        Clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(1), default), Is.Empty);
        Assert.That((await CountAsync("autoTagBatch"), await CountAsync("autoTagBatchCall")), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task A_call_is_settled_once_whoever_does_it_and_ends_its_reservation()
    {
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);
        await Batches.SentAsync(batch, "vendor-1", Clock.GetUtcNow(), default);
        IReadOnlyList<BatchCall> calls = await Batches.CallsAsync(batch.Id, default);
        Lease lease = await WaitingInBatchAsync(calls[0]);

        bool[] settled = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => NewServer().GetRequiredService<IBatchStore>())
            .Select(server => Task.Run(() => server.SettleAsync(calls[0], RowOf(calls[0], Charged.Yes, 300), null, default))));
        Assert.That(settled.Count(isOurs => isOurs), Is.EqualTo(1));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger"), Is.EqualTo(1));
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.DueAt, Is.EqualTo(Clock.GetUtcNow()), "it goes on with the answer known");

        await Batches.EndAsync(batch, default);
        Assert.That(await CountAsync("autoTagBatch"), Is.EqualTo(1), "a call is left");
        Failure failure = BatchReasons.NotAnswered("vision");
        await Batches.SettleAsync(calls[1], RowOf(calls[1], Charged.No, 0) with { Failure = failure.Kind, Outcome = CallOutcome.Failed }, failure, default);
        await Batches.EndAsync(batch, default);

        BatchCall failed = (await Batches.FindAsync(calls[1].Key, default))!;
        Assert.That((failed.State, failed.Failure!.Code, failed.Failure.IsFinal, failed.FailedAt), Is.EqualTo((BatchCallState.Failed, "BatchExpired", true, Clock.GetUtcNow())));
        Assert.That((await CountAsync("autoTagBatch"), await CountAsync("autoTagReservation")), Is.EqualTo((0L, 0L)));
        await Batches.RemoveAsync(failed.CallId, default);
        Assert.That(await Batches.FindAsync(failed.Key, default), Is.Null);
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task An_item_that_is_in_a_workers_hand_while_its_answer_comes_is_looked_at_once_more()
    {
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);
        BatchCall call = (await Batches.CallsAsync(batch.Id, default))[0];
        Lease waiting = await WaitingInBatchAsync(call);
        Clock.Advance(TimeSpan.FromHours(2));
        Lease inHand = (await Items.ClaimAsync("worker", 10, TimeSpan.FromMinutes(2), [], default)).Single(lease => lease.Item.MediaKey == waiting.Item.MediaKey);

        await Batches.SettleAsync(call, RowOf(call, Charged.Yes, 300), null, default);
        await Items.EndAsync(inHand, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddHours(1), ReasonCode: BatchReasons.InBatch, CountsAsAttempt: false), default);

        Assert.That((await Items.FindAsync(call.MediaKey, default))!.DueAt, Is.AtMost(Clock.GetUtcNow()));
    }

    [Test]
    public async Task What_the_vendor_did_not_take_gives_back_its_money_and_its_items_wait_a_moment()
    {
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);

        await Batches.NotSentAsync(batch, Clock.GetUtcNow().AddMinutes(1), default);

        Assert.That((await CountAsync("autoTagBatch"), await CountAsync("autoTagBatchCall"), await CountAsync("autoTagReservation")), Is.EqualTo((0L, 0L, 0L)));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger"), Is.Zero);
    }

    [Test]
    public async Task The_batches_of_a_run_tell_when_they_were_sent_and_looked_at()
    {
        Batch batch = await BegunAsync();
        DateTimeOffset sentAt = Clock.GetUtcNow();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);
        await Batches.SentAsync(batch, "vendor-1", Clock.GetUtcNow(), default);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Batch claimed = (await Batches.ClaimAsync(s_lease, default))!;
        await Batches.LookAgainAsync(claimed, Clock.GetUtcNow().AddMinutes(2), isStopping: true, default);

        Batch seen = (await Batches.OfRunAsync(batch.Pile.RunId, default)).Single();
        Assert.That(
            (seen.State, seen.VendorId, seen.Calls, seen.SentAt, seen.LookedAt, seen.Looks, seen.IsStopping),
            Is.EqualTo((BatchState.Sent, "vendor-1", 2, (DateTimeOffset?)sentAt, (DateTimeOffset?)Clock.GetUtcNow(), 1, true)));
    }

    [Test]
    public async Task A_batch_that_nobody_can_ask_about_is_given_up_and_its_money_is_written_down_all_the_same()
    {
        Batch batch = await BegunAsync();
        await Batches.SendingAsync(batch, s_lease, Clock.GetUtcNow().AddDays(4), default);

        await Batches.AbandonAsync(batch, BatchReasons.NotAskedAbout("vision"), default);
        Clock.Advance(TimeSpan.FromDays(5));
        await Reservations.ExpireAsync(default);

        Assert.That((await CountAsync("autoTagBatch"), await CountAsync("autoTagReservation")), Is.EqualTo((0L, 0L)));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2"), Is.EqualTo(2));
        Assert.That(
            await AskAsync<long>("SELECT COUNT(*) FROM autoTagBatchCall WHERE state = 2 AND code = 'BatchLost' AND charged = 2 AND batchId IS NULL"),
            Is.EqualTo(2), "nobody pays again by itself when the connection is back");
    }

    private async Task<Guid> RunAsync()
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Batch = BatchMode.Batch,
            Foretold = new Foretold(0, 0, null),
            CreatedBy = Guid.NewGuid(),
            CreatedAt = Clock.GetUtcNow(),
        };
        await Server.GetRequiredService<IRunStore>().AddAsync(run, default);
        await Server.GetRequiredService<IRunStore>().MoveAsync(run.Id, RunState.Running, null, null, default);
        return run.Id;
    }

    private async Task<BatchCall> CollectedAsync(Guid run)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        AnalysisKey key = A.Analysis().Key;
        var call = new BatchCall
        {
            CallId = Guid.CreateVersion7(now),
            Pile = new BatchPile(run, "vision", "model-1"),
            Key = key with { StepPart = $"step-{++_number}" },
            MediaKey = Guid.NewGuid(),
            Path = "-1,1063",
            RevisionId = "revision",
            Tasks = VisionTasks.Keywords | VisionTasks.AltText,
            MaxKeywords = 20,
            LongSide = 1024,
            ReservationId = Guid.CreateVersion7(now),
            AtMost = new Estimate(new MicroUsd(1_000), null),
            CreatedAt = now,
        };
        await Reservations.ReserveAsync(
            new Reservation
            {
                Id = call.ReservationId,
                Connection = "vision",
                Provider = "scripted",
                ModelAsked = "model-1",
                AtMost = call.AtMost,
                MediaKey = call.MediaKey,
                Path = call.Path,
                RevisionId = call.RevisionId,
                RunId = run,
                ReservedAt = now,
                ExpiresAt = now + TimeSpan.FromHours(1),
            },
            [],
            default);
        Assert.That(await Batches.CollectAsync(call, default));
        return call;
    }

    private async Task<Batch> BegunAsync()
    {
        Guid run = await RunAsync();
        BatchCall call = await CollectedAsync(run);
        await CollectedAsync(run);
        return (await Batches.BeginAsync(call.Pile, 5, s_lease, default))!;
    }

    private async Task<Lease> WaitingInBatchAsync(BatchCall call)
    {
        await Items.EnqueueAsync([new WorkRequest(call.MediaKey, call.Path, "default", WorkOrigin.Run, RunId: call.Pile.RunId)], default);
        Lease lease = (await Items.ClaimAsync("worker", 10, TimeSpan.FromMinutes(2), [], default)).Single(claimed => claimed.Item.MediaKey == call.MediaKey);
        await Items.EndAsync(
            lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddHours(1), ReasonCode: BatchReasons.InBatch, CountsAsAttempt: false), default);
        return lease;
    }

    private LedgerEntry RowOf(BatchCall call, Charged charged, long microUsd) => A.Call() with
    {
        CallId = call.CallId,
        Connection = "vision",
        MediaKey = call.MediaKey,
        RunId = call.Pile.RunId,
        Charged = charged,
        Cost = new MicroUsd(microUsd),
        SentAt = Clock.GetUtcNow(),
    };

    private Task<long> CountAsync(string table) => AskAsync<long>($"SELECT COUNT(*) FROM {table}");
}
