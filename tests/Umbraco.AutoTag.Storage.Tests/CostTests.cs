using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>What the meter reads.</summary>
public sealed class CostTests(Engine engine) : StorageTest(engine)
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(A.Moment.UtcDateTime);
    private static readonly DateTimeOffset s_midnight = new(A.Moment.Date, TimeSpan.Zero);

    private ICostStore Costs => Server.GetRequiredService<ICostStore>();

    [TestCase(CostPart.Profile)]
    [TestCase(CostPart.Run)]
    [TestCase(CostPart.Folder)]
    [TestCase(CostPart.Editor)]
    public async Task Whatever_was_called_every_list_adds_up_to_the_ledger_to_the_millionth(CostPart part)
    {
        List<LedgerEntry> calls = await AnyCallsAsync(300);

        IReadOnlyList<PartCosts> parts = await Costs.PartsAsync(part, s_today, default);

        Assert.That(parts.Aggregate(CallSums.None, (sum, one) => sum + one.Sums), Is.EqualTo(Sum(calls)));
        Assert.That(parts.Select(one => one.Sums.Cost.Amount), Is.Ordered.Descending, "the dearest first");
        Assert.That(parts, Has.Count.GreaterThan(1));
    }

    [Test]
    public async Task Every_day_of_every_connection_adds_up_to_the_ledger_and_is_mended_where_it_does_not()
    {
        List<LedgerEntry> calls = await AnyCallsAsync(300);
        IReadOnlyList<DayCosts> days = await Costs.DaysAsync(s_today, default);

        foreach (DayCosts day in days)
        {
            LedgerEntry[] ofDay = [.. calls.Where(call => call.Connection == day.Connection && DateOnly.FromDateTime(call.SentAt.UtcDateTime) == day.Day)];
            Assert.That(day, Is.EqualTo(new DayCosts(
                day.Day,
                day.Connection,
                Sum(ofDay),
                ofDay.Count(call => call.Outcome == CallOutcome.Answered),
                ofDay.Count(call => call.Usage.Credits is not null),
                ofDay.Sum(call => call.Usage.Credits ?? 0))));
        }

        Assert.That(days.Sum(day => day.Sums.Calls), Is.EqualTo(300));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
        await ExecuteAsync("UPDATE autoTagMeter SET microUsd = microUsd + 1 WHERE calls > 1");
        await ExecuteAsync("DELETE FROM autoTagMeter WHERE calls = 1");
        Assert.That(await Ledger.RecomputeAsync(default), Is.Positive);
        Assert.That(await Costs.DaysAsync(s_today, default), Is.EqualTo(days));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task A_call_is_its_profiles_its_runs_its_folders_and_its_editors()
    {
        var (run, editor) = (Guid.CreateVersion7(), Guid.NewGuid());
        await Revisions.KeepAsync(new Revision("r1", "shop", "{}", A.Moment), default);
        await Ledger.AppendAsync(A.Call(path: "-1,10,11") with { RevisionId = "r1", RunId = run, Editor = editor, Cost = new MicroUsd(7) }, default);
        await Ledger.AppendAsync(A.Call(path: string.Empty) with { RevisionId = "test", Cost = new MicroUsd(3) }, default);

        async Task<(string, long)[]> PartsAsync(CostPart part) => [.. (await Costs.PartsAsync(part, s_today, default)).Select(one => (one.Part, one.Sums.Cost.Amount))];
        Assert.Multiple(async () =>
        {
            Assert.That(await PartsAsync(CostPart.Profile), Is.EqualTo(new[] { ("shop", 7L), ("", 3L) }));
            Assert.That(await PartsAsync(CostPart.Run), Is.EqualTo(new[] { ($"{run}", 7L), ("", 3L) }));
            Assert.That(await PartsAsync(CostPart.Folder), Is.EqualTo(new[] { ("-1,10", 7L), ("", 3L) }));
            Assert.That(await PartsAsync(CostPart.Editor), Is.EqualTo(new[] { ($"{editor}", 7L), ("", 3L) }));
        });
        Assert.That(await Costs.PartsAsync(CostPart.Editor, s_today.AddDays(1), default), Is.Empty, "of another day");
    }

    [Test]
    public async Task A_lost_call_keeps_its_editor_and_its_late_answer_counts_instead_of_it()
    {
        IReservationStore reservations = Server.GetRequiredService<IReservationStore>();
        LedgerEntry call = A.Call(connection: "vision") with { Editor = Guid.NewGuid(), SentAt = Clock.GetUtcNow() };
        var reservation = new Reservation
        {
            Id = Guid.CreateVersion7(), Connection = "vision", Provider = "openai-compatible", ModelAsked = null, AtMost = new Estimate(new MicroUsd(2000), 2),
            MediaKey = call.MediaKey, Path = call.Path, RevisionId = call.RevisionId, RunId = null, Editor = call.Editor,
            ReservedAt = Clock.GetUtcNow(), ExpiresAt = Clock.GetUtcNow().AddMinutes(1),
        };
        await reservations.ReserveAsync(reservation, [], default);
        await reservations.SendingAsync(reservation.Id, call.CallId, Clock.GetUtcNow(), Clock.GetUtcNow().AddMinutes(1), default);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await reservations.ExpireAsync(default);
        DateOnly today = DateOnly.FromDateTime(call.SentAt.UtcDateTime);

        PartCosts lost = (await Costs.PartsAsync(CostPart.Editor, today, default)).Single();
        await Ledger.AppendAsync(call, default);
        PartCosts settled = (await Costs.PartsAsync(CostPart.Editor, today, default)).Single();

        Assert.That((lost.Part, lost.Sums.Cost.Amount, lost.Sums.Failures), Is.EqualTo(($"{call.Editor}", 2000L, 1L)), "at what was put aside");
        Assert.That((settled.Part, settled.Sums.Cost.Amount, settled.Sums.Failures), Is.EqualTo(($"{call.Editor}", 1200L, 0L)));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task What_somebody_else_had_paid_for_is_a_saving_and_what_an_earlier_attempt_paid_for_is_none()
    {
        LedgerEntry elsewhere = await PaidAsync(A.Call(connection: "Vision") with { Cost = new MicroUsd(1234), CreditsTaken = 1.5m });
        Lease lease = await ClaimOneAsync();
        LedgerEntry own = await PaidAsync(A.Call(lease.Item.MediaKey, "vision") with { SentAt = lease.Item.EnqueuedAt.AddSeconds(1) });
        LedgerEntry longAgo = await PaidAsync(A.Call(lease.Item.MediaKey, "vision") with { SentAt = lease.Item.EnqueuedAt.AddSeconds(-1), Cost = null, CreditsTaken = null });

        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done, Answers: [elsewhere.CallId, own.CallId, longAgo.CallId, Guid.NewGuid()]), default), Is.True);
        Assert.That(await Items.EndAsync(lease, new WorkEnd(WorkState.Done, Answers: [elsewhere.CallId]), default), Is.False, "not a second time");

        DaySavings saved = (await Costs.SavingsAsync(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), default)).Single();
        Assert.That((saved.Connection.ToLowerInvariant(), saved.Answers, saved.Saved, saved.Credits), Is.EqualTo(("vision", 2L, new MicroUsd(1234), 1.5m)));
        Assert.That((await Items.FindAsync(lease.Item.MediaKey, default))!.State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task How_long_answers_take_is_told_of_answers_only()
    {
        for (int milliseconds = 1; milliseconds <= 100; milliseconds++)
        {
            await Ledger.AppendAsync(A.Call(connection: "v") with { Latency = TimeSpan.FromMilliseconds(milliseconds), SentAt = A.Moment.AddSeconds(milliseconds) }, default);
        }

        await Ledger.AppendAsync(A.Call(connection: "v") with { Latency = TimeSpan.FromHours(9), BatchId = Guid.NewGuid() }, default);
        await Ledger.AppendAsync(A.Call(connection: "v") with { Latency = TimeSpan.FromHours(9), Outcome = CallOutcome.Failed, Failure = FailureKind.Unavailable }, default);
        await Ledger.AppendAsync(A.Call(Guid.Empty, "v") with { Latency = TimeSpan.FromHours(9) }, default);

        Assert.That(
            await Costs.AnswerTimesAsync("v", s_midnight, default), Is.EqualTo(new AnswerTimes(100, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(95))));
        Assert.That(await Costs.AnswerTimesAsync("v", A.Moment.AddDays(1), default), Is.Null);
        Assert.That(await Costs.AnswerTimesAsync("nobody", s_midnight, default), Is.Null);
    }

    [Test]
    public async Task What_an_account_lost_is_what_its_provider_said_before_and_last()
    {
        async Task SaidAsync(int day, decimal? left, decimal taken) => await Ledger.AppendAsync(
            A.Call(connection: "v") with { SentAt = s_midnight.AddDays(day).AddHours(1), Usage = new Usage { CreditsRemaining = left }, CreditsTaken = taken }, default);
        await SaidAsync(0, 90, 2);
        await SaidAsync(1, 87.5m, 2);
        await SaidAsync(2, null, 2);

        Assert.Multiple(async () =>
        {
            Assert.That(await Costs.AccountAsync("v", s_midnight, default), Is.EqualTo(new AccountWord(87.5m, 4.5m)), "its first word came after the first call");
            Assert.That(await Costs.AccountAsync("v", s_midnight.AddDays(1), default), Is.EqualTo(new AccountWord(87.5m, 2.5m)));
            Assert.That(await Costs.AccountAsync("v", s_midnight.AddDays(2), default), Is.Null);
        });
        await SaidAsync(3, 1000, 2);
        Assert.That(await Costs.AccountAsync("v", s_midnight.AddDays(1), default), Is.EqualTo(new AccountWord(1000, null)), "somebody bought some");
    }

    [Test]
    public async Task The_ledger_comes_page_by_page_with_nothing_twice_and_nothing_missing()
    {
        List<LedgerEntry> calls = await AnyCallsAsync(50);
        calls.AddRange([await PaidAsync(A.Call()), await PaidAsync(A.Call()), await PaidAsync(A.Call())]);
        await PaidAsync(A.Call() with { SentAt = s_midnight.AddTicks(-1) });

        var read = new List<LedgerEntry>();
        IReadOnlyList<LedgerEntry> page;
        while ((page = await Costs.CallsAsync(s_midnight, read.LastOrDefault(), 7, default)).Count > 0)
        {
            read.AddRange(page);
        }

        Assert.That(read, Is.EqualTo(calls.OrderBy(call => call.SentAt).ThenBy(call => $"{call.CallId}", StringComparer.Ordinal)));
    }

    [Test]
    public async Task What_was_spent_before_there_was_a_meter_is_in_it_and_a_runs_calls_are_its_makers()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 17))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (17, 'as it was', 0)", old);
        var (run, maker) = (Guid.NewGuid(), Guid.NewGuid());
        await ExecuteAsync(
            $"""
            INSERT INTO autoTagRun (id, selection, state, foretoldImages, foretoldCalls, createdBy, createdAt, isListed, version)
            VALUES ('{run}', '', 3, 0, 0, '{maker}', 0, 1, 1)
            """,
            old);
        string Call(string connection, string microUsd, string runId) =>
            $"""
            INSERT INTO autoTagLedger (callId, connection, provider, microUsd, microCredits, priceBasis, charged, latencyTicks, mediaKey, path, revisionId, sentAt, runId)
            VALUES ('{Guid.NewGuid()}', '{connection}', 'p', {microUsd}, 250000, 1, 1, 0, '{Guid.NewGuid()}', '-1,1063', 'r', {A.Moment.UtcTicks}, {runId})
            """;
        await ExecuteAsync(Call("Vision", "1200", $"'{run}'"), old);
        await ExecuteAsync(Call("vision", "NULL", "NULL"), old);

        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, old));
        await server.GetRequiredService<Schema>().MigrateAsync(default);

        ICostStore costs = server.GetRequiredService<ICostStore>();
        DayCosts day = (await costs.DaysAsync(s_today, default)).Single();
        Assert.That(day with { Connection = "" }, Is.EqualTo(new DayCosts(s_today, "", new CallSums(2, 0, new MicroUsd(1200), 1, 0), 2, 2, 0.5m)));
        Assert.That((await costs.PartsAsync(CostPart.Editor, s_today, default)).Select(part => (part.Part, part.Sums.Cost.Amount)), Is.EqualTo(new[] { ($"{maker}", 1200L), ("", 0L) }));
        await server.GetRequiredService<ILedgerStore>().RecomputeAsync(default);
        Assert.That((await costs.DaysAsync(s_today, default)).Single() with { Connection = "" }, Is.EqualTo(day with { Connection = "" }), "made anew it is the same");
    }

    private async Task<LedgerEntry> PaidAsync(LedgerEntry call)
    {
        await Ledger.AppendAsync(call, default);
        return call;
    }

    private async Task<List<LedgerEntry>> AnyCallsAsync(int count)
    {
        var random = new Random(20261122);
        foreach (string revision in new[] { "r0", "r1" })
        {
            await Revisions.KeepAsync(new Revision(revision, $"profile of {revision}", "{}", A.Moment), default);
        }

        Guid?[] people = [null, Guid.NewGuid(), Guid.NewGuid()];
        Guid?[] runs = [null, Guid.NewGuid(), Guid.NewGuid()];
        var calls = new List<LedgerEntry>();
        for (int call = 0; call < count; call++)
        {
            calls.Add(await PaidAsync(A.Call(connection: $"connection{random.Next(3)}", path: $"-1,{random.Next(3)},{random.Next(3)},7") with
            {
                SentAt = s_midnight.AddMinutes(random.Next(10_000)),
                RevisionId = $"r{random.Next(3)}",
                Editor = people[random.Next(3)],
                RunId = runs[random.Next(3)],
                Cost = random.Next(4) == 0 ? null : new MicroUsd(random.NextInt64(1_000_000_000)),
                CreditsTaken = random.Next(2) == 0 ? null : random.Next(5_000_000) / 1_000_000m,
                Usage = new Usage { Credits = random.Next(2) == 0 ? null : random.Next(5_000_000) / 1_000_000m },
                Charged = (Charged)random.Next(3),
                Outcome = (CallOutcome)random.Next(4),
                Failure = random.Next(3) == 0 ? FailureKind.Malformed : null,
            }));
        }

        return calls;
    }

    private static CallSums Sum(IReadOnlyCollection<LedgerEntry> calls) => new(
        calls.Count,
        calls.Count(call => call.Failure is not null),
        new MicroUsd(calls.Sum(call => call.Cost?.Amount ?? 0)),
        calls.Count(call => call.Cost is null && call.Charged != Charged.No),
        calls.Sum(call => call.CreditsTaken ?? 0));
}
