using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class ReservationTests(Engine engine) : StorageTest(engine)
{
    private static readonly Budget s_tenADay = new() { Name = "daily", Period = BudgetPeriod.Day, Money = new MicroUsd(10_000), Key = "AutoTag:Budgets:daily" };

    private IReservationStore Reservations => Server.GetRequiredService<IReservationStore>();

    [Test]
    public async Task A_reservation_that_fits_is_put_aside_and_one_that_does_not_is_told_what_stands_in_its_way()
    {
        await Ledger.AppendAsync(A.Call() with { Cost = new MicroUsd(5_000) }, default);

        Assert.That(await Reservations.ReserveAsync(Of(4_000), [s_tenADay], default), Is.Null);
        BudgetRefusal refusal = (await Reservations.ReserveAsync(Of(1_001), [s_tenADay], default))!;

        Assert.That(
            (refusal.Cap, refusal.Spent, refusal.Reserved, refusal.Needed, refusal.IsUsedUp), Is.EqualTo((0.01m, 0.005m, 0.004m, 0.001001m, false)));
        Assert.That(await Reservations.ReserveAsync(Of(1_000), [s_tenADay], default), Is.Null, "to the last millionth");
        Assert.That(await OpenAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Without_a_budget_it_is_put_aside_all_the_same()
    {
        Assert.That(await Reservations.ReserveAsync(Of(null), [], default), Is.Null);
        Assert.That(await OpenAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_budget_counts_its_own_connection_only_however_it_is_spelt()
    {
        Budget ofVision = s_tenADay with { Connection = "VISION" };
        await Ledger.AppendAsync(A.Call(connection: "other") with { Cost = new MicroUsd(50_000) }, default);
        await Ledger.AppendAsync(A.Call(connection: "vision") with { Cost = new MicroUsd(9_000) }, default);

        Assert.That(await Reservations.ReserveAsync(Of(1_000) with { Connection = "Vision" }, [ofVision], default), Is.Null);
        Assert.That(await Reservations.ReserveAsync(Of(1) with { Connection = "Vision" }, [ofVision], default), Is.Not.Null);
    }

    [Test]
    public async Task A_day_and_a_month_open_again_at_midnight_utc()
    {
        Budget monthly = s_tenADay with { Period = BudgetPeriod.Month };
        await Ledger.AppendAsync(A.Call() with { Cost = new MicroUsd(10_000) }, default);
        BudgetRefusal today = (await Reservations.ReserveAsync(Of(1), [s_tenADay], default))!;
        Assert.That(today.IsUsedUp);
        Assert.That(today.ToFailure(Clock.GetUtcNow()).RetryAfter, Is.EqualTo(TimeSpan.FromHours(12)), "the clock stands at noon");

        Clock.Advance(TimeSpan.FromHours(12));
        Assert.That(await Reservations.ReserveAsync(Of(1), [s_tenADay], default), Is.Null);
        Assert.That(await Reservations.ReserveAsync(Of(1), [monthly], default), Is.Not.Null);

        Clock.Advance(TimeSpan.FromDays(27));
        Assert.That(Clock.GetUtcNow().Day, Is.EqualTo(1));
        Assert.That(await Reservations.ReserveAsync(Of(1), [monthly], default), Is.Null);
    }

    [Test]
    public async Task A_run_has_a_cap_of_its_own_that_counts_from_its_beginning()
    {
        var run = Guid.NewGuid();
        Budget ofRun = new RunBudget(run, new MicroUsd(3_000)).Budget!;
        await Ledger.AppendAsync(A.Call() with { RunId = run, Cost = new MicroUsd(1_000) }, default);
        await Ledger.AppendAsync(A.Call() with { RunId = Guid.NewGuid(), Cost = new MicroUsd(90_000) }, default);
        Clock.Advance(TimeSpan.FromDays(40));
        await Reservations.ReserveAsync(Of(1_000) with { RunId = run }, [ofRun], default);

        Assert.That(await Reservations.ReserveAsync(Of(1_001) with { RunId = run }, [ofRun], default), Is.Not.Null);
        Assert.That(await Reservations.ReserveAsync(Of(1_000) with { RunId = run }, [ofRun], default), Is.Null);
    }

    [Test]
    public async Task Credits_are_capped_like_money()
    {
        Budget credits = s_tenADay with { Money = null, Credits = 4 };
        await Ledger.AppendAsync(A.Call() with { CreditsTaken = 1.5m }, default);

        Assert.That(await Reservations.ReserveAsync(Of(null, credits: 2.5m), [credits], default), Is.Null);
        BudgetRefusal refusal = (await Reservations.ReserveAsync(Of(null, credits: 0.5m), [credits], default))!;
        Assert.That((refusal.Unit, refusal.Spent, refusal.Reserved), Is.EqualTo((BudgetUnit.Credits, 1.5m, 2.5m)));
    }

    [Test]
    public async Task How_much_of_each_budget_is_gone_can_be_read_without_reserving_anything()
    {
        Budget ofOther = s_tenADay with { Name = "other", Connection = "Other", Money = null, Credits = 5 };
        await Ledger.AppendAsync(A.Call() with { Cost = new MicroUsd(3_000) }, default);
        await Ledger.AppendAsync(A.Call(connection: "other") with { Cost = new MicroUsd(500), CreditsTaken = 1.5m }, default);
        await Reservations.ReserveAsync(Of(4_000), [], default);

        IReadOnlyList<BudgetLevel> levels = await Reservations.LevelsAsync([s_tenADay, ofOther], default);
        Clock.Advance(TimeSpan.FromHours(12));
        IReadOnlyList<BudgetLevel> tomorrow = await Reservations.LevelsAsync([s_tenADay], default);

        Assert.That(levels[0], Is.EqualTo(new BudgetLevel(s_tenADay, new MicroUsd(3_500), new MicroUsd(4_000), 3m, 0)));
        Assert.That(levels[1], Is.EqualTo(new BudgetLevel(ofOther, new MicroUsd(500), MicroUsd.Zero, 1.5m, 0)));
        Assert.That(tomorrow[0], Is.EqualTo(new BudgetLevel(s_tenADay, MicroUsd.Zero, MicroUsd.Zero, 0, 0)));
        Assert.That(await OpenAsync(), Is.EqualTo(1));
    }

    [Test]
    public void What_a_budget_caps_must_have_an_estimate() =>
        Assert.That(() => Reservations.ReserveAsync(Of(null), [s_tenADay], default), Throws.ArgumentException);

    [Test]
    public async Task What_is_released_can_be_reserved_again()
    {
        Reservation all = Of(10_000);
        await Reservations.ReserveAsync(all, [s_tenADay], default);

        await Reservations.ReleaseAsync(all.Id, default);

        Assert.That(await Reservations.ReserveAsync(Of(10_000), [s_tenADay], default), Is.Null);
    }

    [Test]
    public async Task A_call_that_has_ended_leaves_its_cost_and_no_reservation()
    {
        Guid callId = await SendAsync(Of(10_000));

        await Ledger.AppendAsync(A.Call() with { CallId = callId, Cost = new MicroUsd(300) }, default);

        Assert.That(await OpenAsync(), Is.Zero);
        Assert.That(await Reservations.ReserveAsync(Of(9_701), [s_tenADay], default), Is.Not.Null);
        Assert.That(await Reservations.ReserveAsync(Of(9_700), [s_tenADay], default), Is.Null);
    }

    [Test]
    public async Task A_call_that_failed_without_charge_may_be_tried_again_with_the_same_reservation()
    {
        Reservation reservation = Of(10_000);
        Guid first = await SendAsync(reservation);
        Assert.That(await SendingAsync(reservation, Guid.NewGuid()), Is.False, "a call is under way with it");
        await Reservations.ReleaseAsync(reservation.Id, default);
        Assert.That(await OpenAsync(), Is.EqualTo(1), "what is under way is not given back");

        await Ledger.AppendAsync(
            A.Call() with { CallId = first, Failure = FailureKind.Throttled, Charged = Charged.No, Cost = MicroUsd.Zero, Outcome = CallOutcome.Failed }, default);

        Assert.That(await SendingAsync(reservation, Guid.NewGuid()), Is.True);
    }

    [Test]
    public async Task A_call_that_was_perhaps_paid_for_ends_its_reservation_so_that_nothing_is_sent_with_it_again()
    {
        Reservation reservation = Of(10_000);
        Guid first = await SendAsync(reservation);

        await Ledger.AppendAsync(A.Call() with { CallId = first, Failure = FailureKind.Unavailable, Charged = Charged.Unknown, Cost = new MicroUsd(10_000) }, default);

        Assert.That(await SendingAsync(reservation, Guid.NewGuid()), Is.False);
    }

    [Test]
    public async Task A_call_that_did_not_leave_the_server_leaves_nothing()
    {
        Reservation reservation = Of(10_000);
        Guid callId = await SendAsync(reservation);

        await Reservations.NotSentAsync(callId, default);
        await Reservations.ReleaseAsync(reservation.Id, default);

        Assert.That((await OpenAsync(), await RowsAsync()), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task Yesterdays_reservation_sends_nothing_today()
    {
        Clock.Advance(TimeSpan.FromHours(11.999));
        Reservation reservation = Of(10_000);
        await Reservations.ReserveAsync(reservation, [s_tenADay], default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await SendingAsync(reservation, Guid.NewGuid()), Is.False);
    }

    [Test]
    public async Task A_process_that_died_during_a_call_leaves_a_perhaps_paid_row_at_the_reserved_price_and_one_that_died_before_it_leaves_none()
    {
        var run = Guid.NewGuid();
        Reservation underWay = Of(7_000, credits: 2) with { RunId = run };
        Guid callId = await SendAsync(underWay);
        DateTimeOffset sentAt = Clock.GetUtcNow();
        await Reservations.ReserveAsync(Of(2_000), [s_tenADay], default);

        Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.That(await Reservations.ExpireAsync(default), Is.Zero, "its time is not over");
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Reservations.ExpireAsync(default), Is.EqualTo(1));
        Assert.That(await Reservations.ExpireAsync(default), Is.Zero);

        Assert.That((await Ledger.ForMediaAsync(underWay.MediaKey, 10, default)).Single(), Is.EqualTo(new LedgerEntry
        {
            CallId = callId,
            Connection = "local",
            Provider = "openai-compatible",
            ModelAsked = "nanodet-g",
            ModelReported = null,
            Usage = Usage.None,
            Images = 1,
            Reserved = new Estimate(new MicroUsd(7_000), 2),
            Cost = new MicroUsd(7_000),
            PriceBasis = PriceBasis.Reserved,
            CreditsTaken = 2,
            Charged = Charged.Unknown,
            Outcome = CallOutcome.Lost,
            Failure = FailureKind.Unavailable,
            RequestId = null,
            Latency = TimeSpan.Zero,
            MediaKey = underWay.MediaKey,
            Path = underWay.Path,
            RevisionId = underWay.RevisionId,
            RunId = run,
            SentAt = sentAt,
        }));
        Assert.That((await OpenAsync(), await RowsAsync()), Is.EqualTo((0L, 1L)));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task What_a_dead_process_held_is_free_again_for_the_next_call()
    {
        await Reservations.ReserveAsync(Of(10_000), [s_tenADay], default);
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.That(await Reservations.ReserveAsync(Of(10_000), [s_tenADay], default), Is.Null);
    }

    [Test]
    public async Task An_answer_that_turns_up_after_its_call_was_written_off_takes_that_rows_place_once()
    {
        Reservation reservation = Of(7_000);
        Guid callId = await SendAsync(reservation);
        Clock.Advance(TimeSpan.FromHours(1));
        await Reservations.ExpireAsync(default);

        LedgerEntry late = A.Call(reservation.MediaKey) with { CallId = callId, Cost = new MicroUsd(300) };
        await Ledger.AppendAsync(late, default);

        Assert.That(await Ledger.ForMediaAsync(reservation.MediaKey, 10, default), Is.EqualTo(new[] { late }));
        Assert.That((await Ledger.SpendAsync(PathScope.Everything, new DateTimeOffset(A.Moment.Date, TimeSpan.Zero), default)).Single().Cost, Is.EqualTo(new MicroUsd(300)));
        Assert.That(() => Ledger.AppendAsync(late, default), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task The_id_of_a_dead_processs_job_is_known_and_what_the_provider_says_of_it_takes_the_rows_place_once()
    {
        Reservation reservation = Of(10_000);
        Guid callId = await SendAsync(reservation);
        await Reservations.BegunAsync(callId, "job-1", default);
        Clock.Advance(TimeSpan.FromHours(1));
        await Reservations.ExpireAsync(default);
        await Ledger.AppendAsync(A.Call() with { Charged = Charged.Unknown, RequestId = "its end was read", SentAt = Clock.GetUtcNow() }, default);
        await Ledger.AppendAsync(A.Call(connection: "other") with { Charged = Charged.Unknown, JobId = "elsewhere", SentAt = Clock.GetUtcNow() }, default);
        MicroUsd before = await SpentAsync();

        LedgerEntry lost = (await Ledger.UnsettledAsync("local", Clock.GetUtcNow().AddHours(-2), Clock.GetUtcNow(), 10, default)).Single();
        Assert.That((lost.CallId, lost.RequestId, lost.JobId, lost.Outcome), Is.EqualTo((callId, "job-1", "job-1", CallOutcome.Lost)));
        Assert.That(await Ledger.UnsettledAsync("local", Clock.GetUtcNow().AddMinutes(-30), Clock.GetUtcNow(), 10, default), Is.Empty, "it is older");
        Assert.That(await Ledger.UnsettledAsync("local", Clock.GetUtcNow().AddHours(-2), Clock.GetUtcNow().AddMinutes(-90), 10, default), Is.Empty, "it is newer");

        LedgerEntry settled = lost with { Charged = Charged.Yes, Cost = new MicroUsd(300), PriceBasis = PriceBasis.Configured, JobId = null };
        Assert.That(await Ledger.SettleAsync(settled, default));
        Assert.That(await Ledger.SettleAsync(settled with { Cost = new MicroUsd(700) }, default), Is.False, "it is known by now");
        Assert.That(await Ledger.SettleAsync(settled with { CallId = Guid.NewGuid() }, default), Is.False, "there is none");

        Assert.That(await Ledger.ForMediaAsync(reservation.MediaKey, 10, default), Is.EqualTo(new[] { settled }));
        Assert.That(before.Amount - (await SpentAsync()).Amount, Is.EqualTo(9_700));
        Assert.That(await Ledger.UnsettledAsync("local", Clock.GetUtcNow().AddHours(-2), Clock.GetUtcNow(), 10, default), Is.Empty);
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task An_attempt_with_the_same_reservation_has_no_job_of_the_one_before()
    {
        Reservation reservation = Of(7_000);
        Guid first = await SendAsync(reservation);
        await Reservations.BegunAsync(first, "job-1", default);
        await Reservations.NotSentAsync(first, default);
        Assert.That(await SendingAsync(reservation, Guid.CreateVersion7()));
        Clock.Advance(TimeSpan.FromHours(1));
        await Reservations.ExpireAsync(default);

        Assert.That((await Ledger.ForMediaAsync(reservation.MediaKey, 10, default)).Single().RequestId, Is.Null);
    }

    [Test]
    public async Task A_jobs_id_that_is_noted_before_its_row_is_written_stands_in_the_row_though_the_row_did_not_know_it()
    {
        Reservation reservation = Of(7_000);
        Guid callId = await SendAsync(reservation);
        LedgerEntry cutOff = A.Call() with { CallId = callId, Charged = Charged.Unknown, Outcome = CallOutcome.CutOff, RequestId = null };

        await Reservations.BegunAsync(callId, "job-1", default);
        await Ledger.AppendAsync(cutOff, default);

        Assert.That(await Ledger.ForMediaAsync(cutOff.MediaKey, 1, default), Is.EqualTo(new[] { cutOff with { RequestId = "job-1", JobId = "job-1" } }));
    }

    [Test]
    public async Task A_jobs_id_that_comes_late_is_noted_only_at_a_call_that_was_perhaps_paid_and_has_none()
    {
        LedgerEntry cutOff = A.Call() with { Charged = Charged.Unknown, RequestId = null };
        LedgerEntry named = A.Call() with { Charged = Charged.Unknown, RequestId = "its own" };
        LedgerEntry paid = A.Call() with { Charged = Charged.Yes, RequestId = null };
        foreach (LedgerEntry call in (LedgerEntry[])[cutOff, named, paid])
        {
            await Ledger.AppendAsync(call, default);
            await Reservations.BegunAsync(call.CallId, "job-1", default);
        }

        Assert.That((await IdAsync(cutOff), await IdAsync(named), await IdAsync(paid)), Is.EqualTo(((string?)"job-1", (string?)"its own", (string?)null)));

        async Task<string?> IdAsync(LedgerEntry call) => (await Ledger.ForMediaAsync(call.MediaKey, 1, default)).Single().RequestId;
    }

    [Test]
    public async Task Sixty_four_workers_of_four_servers_never_take_more_than_the_budget_at_any_moment()
    {
        const long cap = 100_000;
        Budget budget = s_tenADay with { Money = new MicroUsd(cap) };
        IServiceProvider[] servers = [.. Enumerable.Range(0, 4).Select(_ => Competitor())];
        var moments = new ConcurrentBag<long>();
        // One moment for all: a budget of a day is not tested over midnight.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(worker => Task.Run(async () =>
        {
            IServiceProvider server = servers[worker % 4];
            for (int call = 0; call < 4; call++)
            {
                long atMost = 1_000 + (worker * 37 + call * 101) % 900;
                if (await SpendOneAsync(server, budget, now, atMost, diesDuringTheCall: (worker + call) % 7 == 0))
                {
                    moments.Add(await TakenAsync());
                }
            }
        })));

        Assert.That(moments, Is.Not.Empty.And.All.LessThanOrEqualTo(cap));
        Assert.That(await TakenAsync(), Is.InRange(cap - 1_900, cap), "and what it allows was used");
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task Servers_that_look_for_lost_calls_at_once_write_each_down_once()
    {
        for (int call = 0; call < 20; call++)
        {
            await SendAsync(Of(100));
        }

        Clock.Advance(TimeSpan.FromHours(1));
        // The real clock is later than the test's, so these servers see them expired too.
        int[] found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Competitor().GetRequiredService<IReservationStore>().ExpireAsync(default))));

        Assert.That((found.Sum(), await RowsAsync(), await OpenAsync()), Is.EqualTo((20, 20L, 0L)));
    }

    private async Task<bool> SpendOneAsync(IServiceProvider server, Budget budget, DateTimeOffset now, long atMost, bool diesDuringTheCall)
    {
        IReservationStore reservations = server.GetRequiredService<IReservationStore>();
        Reservation reservation = Of(atMost) with { ReservedAt = now, ExpiresAt = now.AddHours(1) };
        if (await reservations.ReserveAsync(reservation, [budget], default) is not null)
        {
            return false;
        }

        var callId = Guid.CreateVersion7();
        Assert.That(await reservations.SendingAsync(reservation.Id, callId, now, now.AddHours(1), default));
        if (!diesDuringTheCall)
        {
            await server.GetRequiredService<ILedgerStore>().AppendAsync(A.Call() with { CallId = callId, Cost = new MicroUsd(atMost), SentAt = now }, default);
        }

        return true;
    }

    private Reservation Of(long? microUsd, decimal? credits = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Connection = "local",
        Provider = "openai-compatible",
        ModelAsked = "nanodet-g",
        AtMost = new Estimate(microUsd is { } known ? new MicroUsd(known) : null, credits),
        MediaKey = Guid.NewGuid(),
        Path = "-1,1063",
        RevisionId = "0123456789abcdef0123456789abcdef",
        RunId = null,
        ReservedAt = Clock.GetUtcNow(),
        ExpiresAt = Clock.GetUtcNow().AddMinutes(2),
    };

    /// <summary>Reserves and goes out; its time is over five minutes later.</summary>
    private async Task<Guid> SendAsync(Reservation reservation)
    {
        var callId = Guid.CreateVersion7();
        Assert.That(await Reservations.ReserveAsync(reservation, [], default), Is.Null);
        Assert.That(await SendingAsync(reservation, callId), Is.True);
        return callId;
    }

    private Task<bool> SendingAsync(Reservation reservation, Guid callId) =>
        Reservations.SendingAsync(reservation.Id, callId, Clock.GetUtcNow(), Clock.GetUtcNow().AddMinutes(5), default);

    private async Task<MicroUsd> SpentAsync() =>
        (await Ledger.SpendAsync(PathScope.Everything, new DateTimeOffset(A.Moment.Date, TimeSpan.Zero), default)).Single(spend => spend.Connection == "local").Cost;

    private Task<long> OpenAsync() => AskAsync<long>("SELECT COUNT(*) FROM autoTagReservation");

    private Task<long> RowsAsync() => AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger");

    private Task<long> TakenAsync() => AskAsync<long>(
        "SELECT (SELECT COALESCE(SUM(microUsd), 0) FROM autoTagLedger) + (SELECT COALESCE(SUM(microUsd), 0) FROM autoTagReservation)");
}
