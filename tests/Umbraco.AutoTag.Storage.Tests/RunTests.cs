using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>A run's life in the database: its list, its part of the queue, and what it leaves behind.</summary>
public sealed class RunTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    private IRunStore Runs => Server.GetRequiredService<IRunStore>();

    private IRunImages Images => Server.GetRequiredService<IRunImages>();

    private IRunFacts Facts => Server.GetRequiredService<IRunFacts>();

    [Test]
    public async Task A_run_comes_back_as_it_was_kept()
    {
        Run run = NewRun() with
        {
            Note = "før jul",
            Selection = new RunSelection
            {
                Folder = Guid.NewGuid(),
                Keys = [Guid.NewGuid()],
                MediaTypes = ["Image"],
                Missing = Field.AltText,
                Owner = Owner.Human,
                OtherRevision = true,
                Failed = true,
                UploadedSince = new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.FromHours(2)),
                UploadedBefore = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
                Keyword = "harbour",
                FileName = "IMG_*",
                StaleOrMissing = true,
                DecideAnew = true,
                Scope = ["-1,1063"],
            },
            Money = new MicroUsd(1_500_000),
            Credits = 2.5m,
            Pace = new RunPace(4, 30),
        };

        Assert.That(await Runs.AddAsync(run, default), Is.True);
        Assert.That(await Runs.AddAsync(run with { Note = "another server" }, default), Is.False);
        Run kept = (await Runs.FindAsync(run.Id, default))!;

        Assert.That(kept with { Selection = run.Selection }, Is.EqualTo(run));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(kept.Selection), Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(run.Selection)));
    }

    [Test]
    public async Task Whoever_takes_an_image_of_a_run_that_asks_nobody_knows_it()
    {
        await FedAsync(1, NewRun() with { Selection = new RunSelection { DecideAnew = true } });

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single().Item.Run!.AsksNobody, Is.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_run_that_pays_looks_itself_at_what_a_run_that_asks_nobody_has_in_the_queue(bool isInHand)
    {
        (Run free, Guid[] keys) = await FedAsync(1, NewRun() with { Selection = new RunSelection { DecideAnew = true } });
        Lease? inHand = isInHand ? (await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single() : null;

        (Run paying, _) = await FedAsync(0, null, keys);
        if (inHand is not null)
        {
            Assert.That(await Items.EndAsync(inHand, new WorkEnd(WorkState.Done), default), Is.True, "what was begun is ended");
            Assert.That(await Images.SettleAsync(paying.Id, default), Is.Zero, "nobody was asked");
        }

        Lease lease = (await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single();
        Assert.That((lease.Item.Run!.RunId, lease.Item.Run.AsksNobody), Is.EqualTo((paying.Id, false)));
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        Assert.That((await Images.SettleAsync(paying.Id, default), await Images.SettleAsync(free.Id, default)), Is.EqualTo((1, 1)), "both have what came of it");
    }

    [Test]
    public async Task What_a_run_took_over_from_one_that_asks_nobody_goes_back_to_where_it_was_before_both()
    {
        Guid done = await DoneBeforeAsync();
        (Run free, _) = await FedAsync(0, NewRun() with { Selection = new RunSelection { DecideAnew = true } }, done);
        (Run paying, _) = await FedAsync(0, null, done);

        await Runs.MoveAsync(free.Id, RunState.Cancelled, null, null, default);
        Assert.That((await Items.FindAsync(done, default))!.State, Is.EqualTo(WorkState.Waiting), "the other run waits for it");
        await Runs.MoveAsync(paying.Id, RunState.Cancelled, null, null, default);

        Assert.That((await Items.FindAsync(done, default))!.State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task The_newest_run_comes_first()
    {
        Run older = await AddAsync(NewRun());
        Clock.Advance(TimeSpan.FromMinutes(1));
        Run newer = await AddAsync(NewRun());

        Assert.That((await Runs.NewestAsync(10, default)).Select(run => run.Id), Is.EqualTo(new[] { newer.Id, older.Id }));
    }

    [TestCase(RunState.Paused)]
    [TestCase(RunState.Done)]
    public async Task A_draft_can_be_neither_paused_nor_done(RunState to)
    {
        Run run = await AddAsync(NewRun());

        Assert.That(await Runs.MoveAsync(run.Id, to, null, null, default), Is.False);
        Assert.That((await Runs.FindAsync(run.Id, default))!.State, Is.EqualTo(RunState.Draft));
    }

    [Test]
    public async Task Of_two_servers_that_list_the_same_page_one_does()
    {
        Run run = await StartedAsync();
        ListedImage image = new(Guid.NewGuid(), "-1,1063", null);

        bool first = await Images.ListAsync(run, [image], "200", default);
        bool second = await Images.ListAsync(run, [image], "200", default);

        Assert.That((first, second), Is.EqualTo((true, false)));
        Assert.That((await Runs.FindAsync(run.Id, default))!.Place, Is.EqualTo("200"));
        Assert.That((await Images.CountAsync(run.Id, default)).Listed, Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_left_out_has_ended_with_its_reason()
    {
        Run run = await StartedAsync();
        await Images.ListAsync(run, [new(Guid.NewGuid(), "-1", "Excluded"), new(Guid.NewGuid(), "-1", "Excluded"), new(Guid.NewGuid(), "-1", null)], null, default);

        RunCounts counts = await Images.CountAsync(run.Id, default);

        Assert.That(counts.Skipped, Is.EqualTo(new Dictionary<string, long> { ["Excluded"] = 2 }));
        Assert.That((counts.Listed, counts.Ended, counts.ToCome), Is.EqualTo((1, 2, 1)));
    }

    [Test]
    public async Task What_a_run_brings_in_is_served_behind_uploads_and_carries_its_budget()
    {
        (Run run, Guid[] keys) = await FedAsync(1, NewRun() with { Money = new MicroUsd(7) });
        await Items.EnqueueAsync([A.Request()], default);

        IReadOnlyList<Lease> leases = await Items.ClaimAsync("worker", 10, s_lease, [], default);

        Assert.That(leases.Select(lease => lease.Item.Origin), Is.EqualTo(new[] { WorkOrigin.Upload, WorkOrigin.Run }));
        Assert.That(leases[0].Item.Run, Is.Null);
        Assert.That(leases[1].Item.MediaKey, Is.EqualTo(keys[0]));
        Assert.That((leases[1].Item.Run!.RunId, leases[1].Item.Run!.Money), Is.EqualTo((run.Id, (MicroUsd?)new MicroUsd(7))));
    }

    [Test]
    public async Task What_became_of_the_images_is_taken_over_from_the_queue()
    {
        (Run run, Guid[] keys) = await FedAsync(4);
        IReadOnlyList<Lease> leases = await Items.ClaimAsync("worker", 10, s_lease, [], default);
        await Items.EndAsync(Of(leases, keys[0]), new WorkEnd(WorkState.Done), default);
        await Ledger.AppendAsync(A.Call(keys[0]) with { RunId = run.Id }, default);
        await Suggestions.SaveAsync([A.Suggestion(keys[0])], [], null, default);
        await Suggestions.KeepWritesAsync([A.Write(keys[0]) with { RunId = run.Id }, A.Write(keys[0], "again") with { RunId = run.Id }, A.Write(keys[1])], null, default);
        await Items.EndAsync(Of(leases, keys[1]), new WorkEnd(WorkState.Done), default);
        await Items.EndAsync(Of(leases, keys[2]), new WorkEnd(WorkState.Failed, ReasonCode: "Malformed"), default);

        Assert.That(await Images.SettleAsync(run.Id, default), Is.EqualTo(3));
        Assert.That(await Images.SettleAsync(run.Id, default), Is.Zero);
        RunCounts counts = await Images.CountAsync(run.Id, default);

        Assert.That((counts.Done, counts.Cached, counts.ForReview, counts.Written, counts.Queued), Is.EqualTo((2, 1, 1, 1, 1)));
        Assert.That(counts.Failed, Is.EqualTo(new Dictionary<string, long> { ["Malformed"] = 1 }));
        Assert.That(await Images.EndedSinceAsync(run.Id, Clock.GetUtcNow(), default), Is.EqualTo(3));
    }

    [Test]
    public async Task Of_a_queue_that_was_lost_a_run_brings_in_again_what_had_not_ended_and_nothing_else()
    {
        (Run run, Guid[] keys) = await FedAsync(4);
        IReadOnlyList<Lease> leases = await Items.ClaimAsync("worker", 10, s_lease, [], default);
        await Items.EndAsync(Of(leases, keys[0]), new WorkEnd(WorkState.Done), default);
        await Images.SettleAsync(run.Id, default);
        await Items.ForgetAsync([keys[1]], default);
        await ExecuteAsync("DELETE FROM autoTagWorkItem");

        await Images.SettleAsync(run.Id, default);
        Assert.That(await Images.FeedAsync(run, "default", 10, default), Is.EqualTo(2));

        IReadOnlyList<Lease> again = await Items.ClaimAsync("worker", 10, s_lease, [], default);
        Assert.That(again.Select(lease => lease.Item.MediaKey), Is.EquivalentTo(new[] { keys[2], keys[3] }));
        RunCounts counts = await Images.CountAsync(run.Id, default);
        Assert.That((counts.Done, counts.Queued, counts.Listed), Is.EqualTo((1, 2, 0)));
        Assert.That(counts.Skipped, Is.EqualTo(new Dictionary<string, long> { ["Trashed"] = 1 }));
    }

    [Test]
    public async Task An_image_in_the_recycle_bin_is_left_out_of_the_run_that_had_it_in_the_queue()
    {
        (Run run, Guid[] keys) = await FedAsync(2);
        await Items.DropAsync([keys[0]], default);

        await Images.SettleAsync(run.Id, default);

        RunCounts counts = await Images.CountAsync(run.Id, default);
        Assert.That((counts.Queued, counts.Listed), Is.EqualTo((1, 0)));
        Assert.That(counts.Skipped, Is.EqualTo(new Dictionary<string, long> { ["Trashed"] = 1 }));
    }

    [Test]
    public async Task An_image_that_is_deleted_or_ignored_meanwhile_is_left_out_and_holds_nothing_up()
    {
        (Run run, Guid[] keys) = await FedAsync(2);
        await Items.ForgetAsync([keys[0]], default);
        await Items.SetIgnoredAsync(keys[1], "-1,1063", ignored: true, Guid.NewGuid(), default);

        await Images.SettleAsync(run.Id, default);

        RunCounts counts = await Images.CountAsync(run.Id, default);
        Assert.That(counts.Skipped, Is.EqualTo(new Dictionary<string, long> { ["Trashed"] = 1, ["Ignored"] = 1 }));
        Assert.That(counts.ToCome, Is.Zero);
    }

    [Test]
    public async Task A_pause_puts_the_queue_back_as_it_was_and_leaves_what_is_in_hand()
    {
        Guid known = await DoneBeforeAsync();
        (Run run, Guid[] keys) = await FedAsync(2, null, known);
        Lease inHand = (await Items.ClaimAsync("worker", 1, s_lease, [], default)).Single();
        Guid[] waiting = [.. keys.Append(known).Where(key => key != inHand.Item.MediaKey)];

        Assert.That(await Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default), Is.True);

        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, [], default), Is.Empty);
        Assert.That(await HoldsAsync(inHand), Is.True, "what is in hand ends as it would");
        foreach (Guid key in waiting)
        {
            WorkItem? item = await Items.FindAsync(key, default);
            Assert.That(item?.State, Is.EqualTo(key == known ? WorkState.Done : (WorkState?)null), "as it was before the run");
        }

        RunCounts counts = await Images.CountAsync(run.Id, default);
        Assert.That((counts.Listed, counts.Queued), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task An_image_in_hand_that_must_be_tried_again_after_a_pause_is_not_claimed_again()
    {
        (Run run, _) = await FedAsync(1);
        Lease inHand = (await Items.ClaimAsync("worker", 1, s_lease, [], default)).Single();
        await Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);
        await Items.EndAsync(inHand, new WorkEnd(WorkState.Waiting, ReasonCode: "Throttled"), default);

        Assert.That(await Items.ClaimAsync("worker", 1, s_lease, [], default), Is.Empty);
        Assert.That((await Runs.ActiveAsync(default)).Select(active => active.Id), Is.EqualTo(new[] { run.Id }), "somebody looks after it");
        Assert.That(await Images.WithdrawAsync(run.Id, default), Is.EqualTo(1));
        Assert.That(await Runs.ActiveAsync(default), Is.Empty);
        Assert.That((await Images.CountAsync(run.Id, default)).Listed, Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_held_back_during_a_pause_does_not_stop_the_run_again_when_it_goes_on()
    {
        (Run run, _) = await FedAsync(1);
        Lease inHand = (await Items.ClaimAsync("worker", 1, s_lease, [], default)).Single();
        await Runs.MoveAsync(run.Id, RunState.Paused, BudgetRefusal.UsedUpCode, "Used up.", default);
        await Items.EndAsync(inHand, new WorkEnd(WorkState.Waiting, ReasonCode: BudgetRefusal.UsedUpCode), default);

        await Runs.MoveAsync(run.Id, RunState.Running, null, null, default);

        Assert.That(await Images.HeldBackAsync(run.Id, [BudgetRefusal.UsedUpCode], default), Is.Null);
        Assert.That(await Images.FeedAsync(run, "default", 10, default), Is.EqualTo(1), "it is tried again at once");
    }

    [Test]
    public async Task A_run_that_goes_on_brings_in_again_what_the_pause_took_out()
    {
        (Run run, Guid[] keys) = await FedAsync(3);
        await Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);
        Assert.That(await Images.FeedAsync(run, "default", 10, default), Is.Zero, "not while it is paused");
        await Runs.MoveAsync(run.Id, RunState.Running, null, null, default);

        Assert.That(await Images.FeedAsync(run, "default", 10, default), Is.EqualTo(3));

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Select(lease => lease.Item.MediaKey), Is.EquivalentTo(keys));
    }

    [Test]
    public async Task Work_that_is_outstanding_already_is_paid_for_by_who_asked_and_the_run_takes_what_comes_of_it()
    {
        var key = Guid.NewGuid();
        await Items.EnqueueAsync([A.Request(key)], default);
        (Run run, _) = await FedAsync(0, null, key);

        Lease lease = (await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single();
        Assert.That((lease.Item.Origin, lease.Item.Run), Is.EqualTo((WorkOrigin.Upload, (Core.Budgets.RunBudget?)null)));
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        await Images.SettleAsync(run.Id, default);

        RunCounts counts = await Images.CountAsync(run.Id, default);
        Assert.That((counts.Done, counts.Cached), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_run_takes_over_nothing_that_became_outstanding_in_the_moment_it_brings_it_in()
    {
        Run run = await StartedAsync();
        WorkRequest upload = A.Request();
        await Items.EnqueueAsync([upload], default);
        await Items.EnqueueAsync([upload with { Origin = WorkOrigin.Run, RunId = run.Id }], default);

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single().Item.Run, Is.Null);
    }

    [Test]
    public async Task A_pause_leaves_an_upload_in_the_queue_that_the_run_waited_for()
    {
        var key = Guid.NewGuid();
        await Items.EnqueueAsync([A.Request(key)], default);
        (Run run, _) = await FedAsync(0, null, key);

        await Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single().Item.MediaKey, Is.EqualTo(key));
    }

    [Test]
    public async Task What_an_editor_asks_for_while_a_run_has_it_is_no_longer_the_runs_to_pay()
    {
        (_, Guid[] keys) = await FedAsync(1);
        await Items.EnqueueAsync([A.Request(keys[0], origin: WorkOrigin.TagNow)], default);

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single().Item.Run, Is.Null);
    }

    [Test]
    public async Task An_image_that_two_runs_wait_for_stays_in_the_queue_for_the_other_when_one_is_cancelled()
    {
        (Run one, Guid[] keys) = await FedAsync(1);
        (Run other, _) = await FedAsync(0, null, keys[0]);

        await Runs.MoveAsync(one.Id, RunState.Cancelled, Run.ByHand, null, default);

        Assert.That((await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single().Item.Run?.RunId, Is.EqualTo(other.Id));
    }

    [Test]
    public async Task What_a_budget_of_the_run_holds_back_is_told_and_what_waits_for_a_connection_is_not()
    {
        (Run run, Guid[] keys) = await FedAsync(2);
        IReadOnlyList<Lease> leases = await Items.ClaimAsync("worker", 10, s_lease, [], default);
        var overBudget = new WorkEnd(WorkState.Waiting, ReasonCode: "OverBudget", Reason: "The run's own budget allows 1 USD.", DueAt: Clock.GetUtcNow().AddMinutes(15));
        await Items.EndAsync(Of(leases, keys[0]), overBudget with { WaitsFor = "local" }, default);

        Assert.That(await Images.HeldBackAsync(run.Id, ["OverBudget"], default), Is.Null);
        await Items.EndAsync(Of(leases, keys[1]), overBudget, default);
        Assert.That(await Images.HeldBackAsync(run.Id, ["OverBudget"], default), Is.EqualTo(new HeldBack("OverBudget", overBudget.Reason)));
        Assert.That((await Images.CountAsync(run.Id, default)).Waiting, Is.EqualTo(new Dictionary<string, long> { ["OverBudget"] = 2 }));
    }

    [Test]
    public async Task What_the_budget_of_before_held_back_is_tried_at_once_and_once_under_the_budget_of_now()
    {
        (Run run, Guid[] keys) = await FedAsync(2);
        IReadOnlyList<Lease> leases = await Items.ClaimAsync("worker", 10, s_lease, [], default);
        var overBudget = new WorkEnd(WorkState.Waiting, ReasonCode: "OverBudget", DueAt: Clock.GetUtcNow().AddMinutes(15));
        await Items.EndAsync(Of(leases, keys[0]), overBudget, default);
        await Items.EndAsync(Of(leases, keys[1]), overBudget with { ReasonCode = "Unavailable" }, default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await Runs.SetBudgetAsync(run with { Money = new MicroUsd(2_000_000), Credits = 3.5m }, default), Is.True);
        run = (await Runs.FindAsync(run.Id, default))!;
        await Images.TryAgainAsync(run, ["OverBudget"], default);

        Assert.That((run.Money, run.Credits), Is.EqualTo((new MicroUsd(2_000_000), 3.5m)));
        Lease again = (await Items.ClaimAsync("worker", 10, s_lease, [], default)).Single();
        Assert.That(again.Item.MediaKey, Is.EqualTo(keys[0]));
        await Items.EndAsync(again, overBudget, default);
        await Images.TryAgainAsync(run, ["OverBudget"], default);
        Assert.That(await Items.ClaimAsync("worker", 10, s_lease, [], default), Is.Empty, "the budget of now has said no");
    }

    [Test]
    public async Task A_run_that_was_cancelled_gets_no_other_budget()
    {
        Run run = await StartedAsync(NewRun() with { Money = new MicroUsd(5) });
        await Runs.MoveAsync(run.Id, RunState.Cancelled, null, null, default);

        Assert.That(await Runs.SetBudgetAsync(run with { Money = new MicroUsd(6) }, default), Is.False);

        Assert.That((await Runs.FindAsync(run.Id, default))!.Money, Is.EqualTo(new MicroUsd(5)));
    }

    [Test]
    public async Task What_failed_is_tried_again_and_a_run_that_was_done_goes_on()
    {
        (Run run, Guid[] keys) = await FedAsync(1);
        await Items.EndAsync((await Items.ClaimAsync("worker", 1, s_lease, [], default)).Single(), new WorkEnd(WorkState.Failed, ReasonCode: "Malformed"), default);
        await Images.SettleAsync(run.Id, default);
        await Runs.MoveAsync(run.Id, RunState.Done, null, null, default);

        Assert.That(await Runs.RetryFailedAsync(run.Id, default), Is.EqualTo(1));
        Assert.That(await Runs.RetryFailedAsync(run.Id, default), Is.Zero);

        Assert.That((await Runs.FindAsync(run.Id, default)) is { State: RunState.Running, EndedAt: null }, Is.True);
        await Images.FeedAsync(run, "default", 10, default);
        Assert.That((await Items.ClaimAsync("worker", 1, s_lease, [], default)).Single().Item.MediaKey, Is.EqualTo(keys[0]));
    }

    [Test]
    public async Task What_a_run_wrote_is_found_page_by_page()
    {
        var run = Guid.NewGuid();
        Guid[] keys = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        await Suggestions.KeepWritesAsync([.. keys.Select(key => A.Write(key) with { RunId = run }), A.Write(keys[0], "again") with { RunId = run }, A.Write()], null, default);

        var found = new List<Guid>();
        for (IReadOnlyList<Guid> page; (page = await Images.WrittenAsync(run, found.Count == 0 ? null : found[^1], 2, default)).Count > 0;)
        {
            found.AddRange(page);
        }

        Assert.That(found, Is.EquivalentTo(keys).And.Unique);
        Assert.That((await Suggestions.WritesAsync(keys[1], default)).Single().RunId, Is.EqualTo(run));
    }

    [Test]
    public async Task How_far_an_undo_is_is_kept_by_one_of_two_servers()
    {
        Run run = await StartedAsync();
        var undo = new RunUndo(Guid.NewGuid(), Clock.GetUtcNow(), Guid.NewGuid(), 2, 5, null);

        Assert.That(await Runs.KeepUndoAsync(run, undo, default), Is.True);
        Assert.That(await Runs.KeepUndoAsync(run, undo, default), Is.False);

        Assert.That((await Runs.FindAsync(run.Id, default))!.Undo, Is.EqualTo(undo));
        Assert.That(await Runs.ActiveAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_changes_of_a_run_come_page_by_page_each_once_and_only_of_images_in_scope()
    {
        (Run run, Guid[] keys) = await FedAsync(3);
        FieldWrite[] writes = [.. keys.SelectMany(key => new[] { A.Write(key), A.Write(key, "again") }).Select(write => write with { RunId = run.Id })];
        FieldWrite unconfirmed = A.Write(keys[0], "never saved") with { RunId = run.Id };
        await Suggestions.KeepWritesAsync([.. writes, unconfirmed, A.Write(keys[0])], null, default);
        await Suggestions.ConfirmWritesAsync([.. writes.Select(write => write.Id)], default);
        var changes = Server.GetRequiredService<IRunWrites>();

        var found = new List<FieldWrite>();
        for (IReadOnlyList<FieldWrite> page; (page = await changes.PageAsync(run.Id, PathScope.Everything, found.LastOrDefault(), 4, default)).Count > 0;)
        {
            found.AddRange(page);
        }

        await Items.MoveAsync([(keys[1], "-1,2000,2001")], default);
        IReadOnlyList<FieldWrite> inScope = await changes.PageAsync(run.Id, new PathScope(["-1,2000"]), null, 100, default);

        Assert.That(found.Select(write => write.Id), Is.EquivalentTo(writes.Select(write => write.Id)).And.Unique);
        Assert.That(found.Select(write => write.MediaKey).Distinct().Count(), Is.EqualTo(3));
        Assert.That(inScope.Select(write => write.MediaKey).Distinct(), Is.EqualTo(new[] { keys[1] }));
        Assert.That(await changes.PageAsync(run.Id, new PathScope([]), null, 100, default), Is.Empty);
    }

    [Test]
    public async Task What_is_known_of_images_is_told_many_at_a_time()
    {
        Guid done = await DoneBeforeAsync();
        var onlyWritten = Guid.NewGuid();
        await Suggestions.KeepWritesAsync([A.Write(done), A.Write(onlyWritten)], null, default);

        IReadOnlyDictionary<Guid, KnownImage> known = await Facts.KnownAsync([done, onlyWritten, Guid.NewGuid()], default);

        Assert.That(known.Keys, Is.EquivalentTo(new[] { done, onlyWritten }));
        Assert.That((known[done].State, known[done].ContentHash, known[done].Writes.Count), Is.EqualTo(((WorkState?)WorkState.Done, "content", 1)));
        Assert.That((known[onlyWritten].State, known[onlyWritten].Writes.Count), Is.EqualTo(((WorkState?)null, 1)));
    }

    [Test]
    public async Task How_sure_a_step_was_is_known_of_each_picture_and_counted_once_for_each()
    {
        Analysis sure = Saying("sure", Confidence.Of(0.6));
        Analysis unsure = Saying("unsure", Confidence.Of(0.59));
        Analysis withoutNumbers = Saying("without numbers", Confidence.Unknown);
        Analysis nothing = Saying("nothing") with { StandsInFor = new StandIn("vision", FailureKind.OutOfCredit) };
        Analysis before = Saying("before", Confidence.Of(0.1)) with { CreatedAt = A.Moment.AddDays(-1) };
        foreach (Analysis analysis in (Analysis[])[sure, unsure, withoutNumbers, nothing, before, Saying("sure", Confidence.Of(0.6)) with { Key = sure.Key with { StepPart = "stand-in" } }])
        {
            await Server.GetRequiredService<IAnalysisStore>().KeepAsync(analysis, replace: false, default);
        }

        string[] hashes = [.. new[] { sure, unsure, withoutNumbers, nothing }.Select(analysis => analysis.Key.Content.Hex)];
        Assert.That(
            await Facts.SurenessAsync(hashes, "step", "en", default),
            Is.EquivalentTo(new Dictionary<string, double> { [hashes[0]] = 0.6, [hashes[1]] = 0.59, [hashes[2]] = 1, [hashes[3]] = 0 }));
        Assert.That(await Facts.UnsureAsync(["step", "stand-in"], "en", 0.6, A.Moment, default), Is.EqualTo(new Unsure(4, 2)));
        Assert.That(await Facts.UnsureAsync(["step"], "en", 0.6, A.Moment.AddDays(-1), default), Is.EqualTo(new Unsure(5, 3)));
        Assert.That(await Facts.UnsureAsync(["step"], "da", 0.6, A.Moment, default), Is.EqualTo(Unsure.Nothing));
    }

    private static Analysis Saying(string content, params Confidence[] keywords) => A.Analysis(content) with
    {
        Observations = [.. keywords.Select((confidence, number) => new Observation(ObservationKind.Keyword, $"keyword {number}", confidence, ConfidenceSource.Score))],
    };

    [Test]
    public async Task Which_contents_have_an_answer_is_told_for_the_step_and_the_language()
    {
        await Analyses.KeepAsync(A.Analysis("one"), replace: false, default);
        await Analyses.KeepAsync(A.Analysis("two", stepPart: "another"), replace: false, default);
        string[] hashes = [ContentHash.Of("one"u8.ToArray()).Hex, ContentHash.Of("two"u8.ToArray()).Hex];

        Assert.That(await Facts.AnsweredAsync(hashes, "step", "en", default), Is.EqualTo(new[] { hashes[0] }));
        Assert.That(await Facts.AnsweredAsync(hashes, "step", "da", default), Is.Empty);
    }

    [Test]
    public async Task Past_calls_are_those_of_the_model_that_brought_an_answer_and_a_run_knows_what_it_spent()
    {
        var run = Guid.NewGuid();
        await Ledger.AppendAsync(A.Call() with { RunId = run }, default);
        await Ledger.AppendAsync(A.Call() with { ModelAsked = "another" }, default);
        await Ledger.AppendAsync(A.Call() with { Outcome = CallOutcome.Failed, Failure = Core.Providers.FailureKind.Malformed }, default);

        Assert.That(await Facts.PastCallsAsync("local", "nanodet-g", 10, default), Is.EqualTo(new[] { new PastCall(new MicroUsd(1200), 1.5m, TimeSpan.FromMilliseconds(412.5)) }));
        Assert.That(await Facts.SpendAsync(run, default), Is.EqualTo(new RunSpend(1, new MicroUsd(1200), 1.5m, 0)));
        Assert.That(await Facts.SpendAsync(Guid.NewGuid(), default), Is.EqualTo(new RunSpend(0, MicroUsd.Zero, 0, 0)));
    }

    private Run NewRun() => new()
    {
        Id = Guid.CreateVersion7(Clock.GetUtcNow()),
        Selection = new RunSelection(),
        Foretold = new Foretold(3, 2, new MicroUsd(40)),
        CreatedBy = Guid.NewGuid(),
        CreatedAt = Clock.GetUtcNow(),
    };

    private async Task<Run> AddAsync(Run run)
    {
        await Runs.AddAsync(run, default);
        return run;
    }

    private async Task<Run> StartedAsync(Run? run = null)
    {
        run = await AddAsync(run ?? NewRun());
        await Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        return (await Runs.FindAsync(run.Id, default))!;
    }

    /// <summary>A run whose whole list is in the queue: so many new images, and these.</summary>
    private async Task<(Run Run, Guid[] Keys)> FedAsync(int count, Run? run = null, params Guid[] more)
    {
        run = await StartedAsync(run);
        Guid[] keys = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        await Images.ListAsync(run, [.. keys.Concat(more).Select(key => new ListedImage(key, "-1,1063", null))], null, default);
        await Images.FeedAsync(run, "default", 100, default);
        return (run, keys);
    }

    private async Task<Guid> DoneBeforeAsync()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ContentHash: "content", RevisionId: "revision"), default);
        return lease.Item.MediaKey;
    }

    private static Lease Of(IEnumerable<Lease> leases, Guid key) => leases.Single(lease => lease.Item.MediaKey == key);
}
