using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class QueueTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    [Test]
    public async Task An_upload_becomes_a_waiting_item_that_is_due_at_once()
    {
        WorkRequest request = A.Request();

        Assert.That(await Items.EnqueueAsync([request], default), Is.EqualTo(1));

        WorkItem? item = await Items.FindAsync(request.MediaKey, default);
        Assert.That(item, Is.EqualTo(new WorkItem
        {
            MediaKey = request.MediaKey,
            Path = "-1,1063",
            Profile = "default",
            State = WorkState.Waiting,
            Origin = WorkOrigin.Upload,
            DueAt = Clock.GetUtcNow(),
            Attempts = 0,
            EnqueuedAt = Clock.GetUtcNow(),
            ChangedAt = Clock.GetUtcNow(),
            Generation = 1,
        }));
    }

    [Test]
    public async Task An_item_that_is_not_known_is_not_found() =>
        Assert.That(await Items.FindAsync(Guid.NewGuid(), default), Is.Null);

    [Test]
    public async Task The_editor_who_looks_is_served_before_uploads_runs_and_the_sweep()
    {
        WorkRequest[] requests =
        [
            A.Request(origin: WorkOrigin.Sweep), A.Request(origin: WorkOrigin.Run), A.Request(origin: WorkOrigin.Upload),
            A.Request(origin: WorkOrigin.TagNow),
        ];
        await Items.EnqueueAsync(requests, default);

        IReadOnlyList<Lease> first = await Items.ClaimAsync("worker", 2, s_lease, default);
        IReadOnlyList<Lease> rest = await Items.ClaimAsync("worker", 10, s_lease, default);

        Assert.That(
            first.Concat(rest).Select(lease => lease.Item.Origin),
            Is.EqualTo(new[] { WorkOrigin.TagNow, WorkOrigin.Upload, WorkOrigin.Run, WorkOrigin.Sweep }));
    }

    [Test]
    public async Task Of_the_same_origin_the_one_that_waits_longest_is_served_first()
    {
        WorkRequest older = A.Request();
        WorkRequest newer = A.Request();
        await Items.EnqueueAsync([older], default);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Items.EnqueueAsync([newer], default);

        IReadOnlyList<Lease> first = await Items.ClaimAsync("worker", 1, s_lease, default);

        Assert.That(first.Single().Item.MediaKey, Is.EqualTo(older.MediaKey));
    }

    [Test]
    public async Task What_is_claimed_or_not_yet_due_is_not_claimed_again()
    {
        Lease lease = await ClaimOneAsync();
        Assert.That(await Items.ClaimAsync("other", 10, s_lease, default), Is.Empty);

        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow() + TimeSpan.FromMinutes(5), "Slow down.", "Throttled"), default);
        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.That(await Items.ClaimAsync("other", 10, s_lease, default), Is.Empty);

        Clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(await Items.ClaimAsync("other", 10, s_lease, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_waits_for_a_reason_that_is_gone_is_due_at_once_and_what_waits_for_another_is_not()
    {
        Lease refused = await ClaimOneAsync();
        Lease throttled = await ClaimOneAsync();
        DateTimeOffset later = Clock.GetUtcNow().AddHours(1);
        await Items.EndAsync(refused, new WorkEnd(WorkState.Waiting, later, "Used up.", "OverBudget"), default);
        await Items.EndAsync(throttled, new WorkEnd(WorkState.Waiting, later, "Slow down.", "Throttled"), default);

        Assert.That(await Items.RecallAsync("OverBudget", default), Is.EqualTo(1));

        Lease again = (await Items.ClaimAsync("worker", 10, s_lease, default)).Single();
        Assert.That((again.Item.MediaKey, again.Item.Attempts), Is.EqualTo((refused.Item.MediaKey, 1)), "how often it was tried stays");
        Assert.That(await Items.RecallAsync("OverBudget", default), Is.Zero);
    }

    [Test]
    public async Task A_claimed_item_says_so_and_its_lease_says_until_when()
    {
        Lease lease = await ClaimOneAsync();

        Assert.Multiple(() =>
        {
            Assert.That(lease.Item.State, Is.EqualTo(WorkState.Working));
            Assert.That(lease.ExpiresAt, Is.EqualTo(Clock.GetUtcNow() + s_lease));
        });
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.State, Is.EqualTo(WorkState.Working));
        Assert.That(await HoldsAsync(lease), Is.True);
    }

    [Test]
    public async Task An_expired_lease_is_claimed_by_another_with_a_higher_fence_and_the_lost_try_counts()
    {
        Lease lost = await ClaimOneAsync();
        Clock.Advance(s_lease);

        Lease taken = (await Items.ClaimAsync("other", 1, s_lease, default)).Single();

        Assert.Multiple(() =>
        {
            Assert.That(taken.Item.MediaKey, Is.EqualTo(lost.Item.MediaKey));
            Assert.That(taken.Fence, Is.GreaterThan(lost.Fence));
            Assert.That(taken.Item.Attempts, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_lost_lease_can_neither_extend_nor_end_nor_give_back()
    {
        Lease lost = await ClaimOneAsync();
        Clock.Advance(s_lease);
        Lease taken = (await Items.ClaimAsync("other", 1, s_lease, default)).Single();

        Assert.That(await HoldsAsync(lost), Is.False);
        Assert.That(await Items.ExtendAsync(lost, s_lease, default), Is.Null);
        Assert.That(await Items.EndAsync(lost, new WorkEnd(WorkState.Failed), default), Is.False);
        await Items.GiveBackAsync(lost, [], default);
        Assert.That((await Items.FindAsync(taken.Item.MediaKey, default))!.State, Is.EqualTo(WorkState.Working));
        Assert.That(await HoldsAsync(taken), Is.True);
    }

    [Test]
    public async Task A_lease_that_has_run_out_is_lost_even_where_nobody_has_taken_it()
    {
        Lease lease = await ClaimOneAsync();
        Clock.Advance(s_lease);

        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default), Is.False);
    }

    [Test]
    public async Task A_holder_from_before_a_row_was_deleted_and_came_back_holds_nothing()
    {
        Lease old = await ClaimOneAsync();
        await Items.ForgetAsync([old.Item.MediaKey], default);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Lease current = await ClaimOneAsync(A.Request(old.Item.MediaKey));

        Assert.That(await HoldsAsync(old), Is.False);
        Assert.That(await HoldsAsync(current), Is.True);
    }

    [Test]
    public async Task An_extended_lease_holds_for_longer()
    {
        Lease lease = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));

        Lease? extended = await Items.ExtendAsync(lease, s_lease, default);

        Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.That(extended!.ExpiresAt, Is.EqualTo(A.Moment + TimeSpan.FromMinutes(3)));
        Assert.That(await HoldsAsync(extended), Is.True);
    }

    [Test]
    public async Task An_item_that_is_given_back_is_due_at_once_and_no_attempt_is_counted()
    {
        Lease lease = await ClaimOneAsync();

        await Items.GiveBackAsync(lease, [], default);

        Lease again = (await Items.ClaimAsync("other", 1, s_lease, default)).Single();
        Assert.That(again.Item.Attempts, Is.Zero);
    }

    [Test]
    public async Task A_call_in_vain_is_counted_also_where_the_item_is_given_back_unless_it_was_asked_for_again()
    {
        Lease lease = await ClaimOneAsync();
        await Items.GiveBackAsync(lease, ["Unavailable/paid"], default);
        Lease again = (await Items.ClaimAsync("other", 1, s_lease, default)).Single();
        Assert.That(again.Item.Tries.Paid, Is.EqualTo(1));

        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey)], default);
        await Items.GiveBackAsync(again, ["Unavailable/paid"], default);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Tries, Is.EqualTo(default(Tries)));
    }

    [Test]
    public async Task Ended_work_is_kept_with_what_was_looked_at()
    {
        Lease lease = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ContentHash: "abc", RevisionId: "rev"), default), Is.True);

        WorkItem item = (await Items.FindAsync(lease.Item.MediaKey, default))!;
        Assert.Multiple(() =>
        {
            Assert.That(item.State, Is.EqualTo(WorkState.Done));
            Assert.That(item.ContentHash, Is.EqualTo("abc"));
            Assert.That(item.RevisionId, Is.EqualTo("rev"));
            Assert.That(item.ChangedAt, Is.EqualTo(Clock.GetUtcNow()));
        });
        Assert.That(await Items.ClaimAsync("other", 1, s_lease, default), Is.Empty);
    }

    [Test]
    public async Task A_failure_keeps_its_reason_and_counts_only_where_something_was_tried()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow(), "Slow down.", "Throttled", CountsAsAttempt: false), default);
        Lease second = (await Items.ClaimAsync("worker", 1, s_lease, default)).Single();
        Assert.That(second.Item.Attempts, Is.Zero);

        await Items.EndAsync(second, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow(), "It is down.", "Unavailable"), default);

        WorkItem item = (await Items.FindAsync(lease.Item.MediaKey, default))!;
        Assert.That((item.Attempts, item.Reason, item.ReasonCode), Is.EqualTo((1, "It is down.", "Unavailable")));
    }

    [Test]
    public async Task A_reason_is_kept_whatever_characters_a_provider_put_into_it()
    {
        Lease lease = await ClaimOneAsync();

        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, Reason: "It said: \0 日本語", ReasonCode: "Malformed"), default), Is.True);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Reason, Is.EqualTo("It said:  日本語"));
    }

    [TestCase(WorkState.Working)]
    [TestCase(WorkState.Ignored)]
    public async Task Work_does_not_end_in_a_state_that_is_no_end(WorkState state)
    {
        Lease lease = await ClaimOneAsync();

        Assert.That(() => Items.EndAsync(lease, new WorkEnd(state), default), Throws.ArgumentException);
    }

    [Test]
    public async Task An_item_asked_for_again_while_it_is_worked_on_waits_again_after_its_end()
    {
        Lease lease = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.TagNow)], default);
        Assert.That(await Items.ClaimAsync("other", 1, s_lease, default), Is.Empty, "the worker still holds it");

        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ContentHash: "abc"), default), Is.True);

        WorkItem item = (await Items.FindAsync(lease.Item.MediaKey, default))!;
        Assert.That((item.State, item.Attempts, item.Generation), Is.EqualTo((WorkState.Waiting, 0, 2)));
        Lease next = (await Items.ClaimAsync("other", 1, s_lease, default)).Single();
        await Items.EndAsync(next, new WorkEnd(WorkState.Done), default);
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task Asking_again_makes_a_failed_item_due_with_fresh_attempts_and_no_reason()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Failed, Reason: "It is down.", ReasonCode: "Unavailable"), default);
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.That(await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, "-1,2000", WorkOrigin.TagNow)], default), Is.EqualTo(1));

        WorkItem item = (await Items.FindAsync(lease.Item.MediaKey, default))!;
        Assert.Multiple(() =>
        {
            Assert.That((item.State, item.Attempts, item.Generation), Is.EqualTo((WorkState.Waiting, 0, 2)));
            Assert.That((item.Reason, item.ReasonCode), Is.EqualTo(((string?)null, (string?)null)));
            Assert.That((item.DueAt, item.EnqueuedAt, item.ChangedAt), Is.EqualTo((Clock.GetUtcNow(), Clock.GetUtcNow(), Clock.GetUtcNow())));
            Assert.That((item.Origin, item.Path), Is.EqualTo((WorkOrigin.TagNow, "-1,2000")));
        });
    }

    [Test]
    public async Task Outstanding_work_keeps_its_better_place_in_the_line_and_ended_work_takes_the_new_one()
    {
        WorkRequest request = A.Request(origin: WorkOrigin.TagNow);
        await Items.EnqueueAsync([request], default);
        await Items.EnqueueAsync([request with { Origin = WorkOrigin.Sweep }], default);
        Assert.That((await Items.FindAsync(request.MediaKey, default))!.Origin, Is.EqualTo(WorkOrigin.TagNow));

        Lease lease = (await Items.ClaimAsync("worker", 1, s_lease, default)).Single();
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        await Items.EnqueueAsync([request with { Origin = WorkOrigin.Upload }], default);
        Assert.That((await Items.FindAsync(request.MediaKey, default))!.Origin, Is.EqualTo(WorkOrigin.Upload));
    }

    [Test]
    public async Task The_wish_to_pay_again_lasts_through_retries_and_ends_with_the_work()
    {
        var editor = Guid.NewGuid();
        WorkRequest request = A.Request(origin: WorkOrigin.TagNow) with { Force = true, RequestedBy = editor };
        Lease lease = await ClaimOneAsync(request);
        Assert.That((lease.Item.Force, lease.Item.RequestedBy), Is.EqualTo((true, (Guid?)editor)));

        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow()), default);
        lease = (await Items.ClaimAsync("worker", 1, s_lease, default)).Single();
        Assert.That(lease.Item.Force, Is.True);

        // A plain save meanwhile must not pay a third time.
        await Items.EnqueueAsync([A.Request(request.MediaKey)], default);
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);
        Assert.That((await Items.FindAsync(request.MediaKey, default))!.Force, Is.False);
    }

    [Test]
    public async Task A_wish_to_pay_again_keeps_its_moment_where_the_item_is_only_asked_for_once_more()
    {
        WorkRequest request = A.Request(origin: WorkOrigin.TagNow) with { Force = true };
        Lease lease = await ClaimOneAsync(request);
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddMinutes(5)), default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Items.EnqueueAsync([request with { Force = false }], default);
        WorkItem askedOnce = (await Items.FindAsync(request.MediaKey, default))!;
        await Items.EnqueueAsync([request], default);
        WorkItem askedAnew = (await Items.FindAsync(request.MediaKey, default))!;

        Assert.That((askedOnce.Force, askedOnce.EnqueuedAt, askedOnce.DueAt), Is.EqualTo((true, lease.Item.EnqueuedAt, Clock.GetUtcNow())));
        Assert.That(askedAnew.EnqueuedAt, Is.EqualTo(Clock.GetUtcNow()));
    }

    [TestCase(WorkOrigin.Upload, WorkOrigin.Sweep)]
    [TestCase(WorkOrigin.TagNow, WorkOrigin.TagNow)]
    public async Task What_waited_for_the_set_up_stands_behind_the_next_upload_unless_somebody_asked_for_it(WorkOrigin before, WorkOrigin after)
    {
        Lease lease = await ClaimOneAsync(A.Request(origin: before));
        await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddHours(1), ReasonCode: "NotSetUp"), default);

        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey, origin: WorkOrigin.Sweep)], default);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Origin, Is.EqualTo(after));
    }

    [TestCase(WorkOrigin.Suggest, WorkOrigin.Upload, WorkOrigin.Upload)]
    [TestCase(WorkOrigin.Suggest, WorkOrigin.Suggest, WorkOrigin.Suggest)]
    [TestCase(WorkOrigin.Upload, WorkOrigin.Suggest, WorkOrigin.Upload)]
    [TestCase(WorkOrigin.TagNow, WorkOrigin.Suggest, WorkOrigin.TagNow)]
    public async Task Who_only_asks_what_would_be_suggested_keeps_nobody_elses_work_from_being_written(WorkOrigin first, WorkOrigin then, WorkOrigin after)
    {
        WorkRequest request = A.Request(origin: first);
        await Items.EnqueueAsync([request], default);

        await Items.EnqueueAsync([request with { Origin = then }], default);

        Assert.That((await Items.FindAsync(request.MediaKey, default))!.Origin, Is.EqualTo(after));
    }

    [Test]
    public async Task Whoever_asks_beside_a_field_is_served_first()
    {
        WorkRequest upload = A.Request(origin: WorkOrigin.TagNow);
        WorkRequest asked = A.Request(origin: WorkOrigin.Suggest);
        await Items.EnqueueAsync([upload, asked], default);

        Assert.That((await Items.ClaimAsync("worker", 1, s_lease, default)).Single().Item.MediaKey, Is.EqualTo(asked.MediaKey));
    }

    [Test]
    public async Task A_wish_to_pay_again_that_comes_during_the_work_is_kept_for_the_next_round()
    {
        Lease lease = await ClaimOneAsync();
        await Items.EnqueueAsync([A.Request(lease.Item.MediaKey) with { Force = true }], default);

        await Items.EndAsync(lease, new WorkEnd(WorkState.Done), default);

        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.Force, Is.True);
    }

    [Test]
    public async Task More_items_than_one_statement_takes_are_all_brought_in()
    {
        WorkRequest[] many = [.. Enumerable.Range(0, 1203).Select(_ => A.Request())];

        Assert.That(await Items.EnqueueAsync(many, default), Is.EqualTo(1203));
        Assert.That((await Items.CountAsync(PathScope.Everything, default))[WorkState.Waiting], Is.EqualTo(1203));
    }

    [Test]
    public async Task What_waits_for_a_connection_that_works_again_is_due_at_once_and_whatever_else_waits_goes_on_waiting()
    {
        WorkRequest[] waiting = [.. Enumerable.Range(0, 501).Select(_ => A.Request())];
        WorkRequest elsewhere = A.Request();
        await Items.EnqueueAsync([.. waiting, elsewhere], default);
        foreach (Lease lease in await Items.ClaimAsync("worker", 1_000, s_lease, default))
        {
            string connection = lease.Item.MediaKey == elsewhere.MediaKey ? "other" : "Vision";
            await Items.EndAsync(lease, new WorkEnd(WorkState.Waiting, Clock.GetUtcNow().AddMinutes(1), WaitsFor: connection), default);
        }

        Assert.That(await Items.WakeAsync("vision", default), Is.EqualTo(waiting.Length));

        Assert.That(
            (await Items.ClaimAsync("worker", 1_000, s_lease, ["vision", "other"], default)).Select(lease => lease.Item.MediaKey),
            Is.EquivalentTo(waiting.Select(request => request.MediaKey)));
        Assert.That(await Items.WakeAsync("vision", default), Is.Zero, "nobody waits for it any more");
    }
}
