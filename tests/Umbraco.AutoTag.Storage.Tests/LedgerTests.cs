using System.Data.Common;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class LedgerTests(Engine engine) : StorageTest(engine)
{
    [Test]
    public async Task A_call_comes_back_as_it_was_written_down()
    {
        LedgerEntry answered = A.Call();
        LedgerEntry lost = A.Call(answered.MediaKey) with
        {
            ModelAsked = null,
            ModelReported = null,
            Usage = Usage.None,
            Cost = null,
            PriceBasis = PriceBasis.Unknown,
            Charged = Charged.Unknown,
            Failure = FailureKind.Unavailable,
            RequestId = null,
            SentAt = A.Moment.AddSeconds(1),
        };
        await Ledger.AppendAsync(answered, default);
        await Ledger.AppendAsync(lost, default);
        await Ledger.AppendAsync(A.Call(), default);

        Assert.That(await Ledger.ForMediaAsync(answered.MediaKey, 10, default), Is.EqualTo(new[] { lost, answered }), "newest first");
        Assert.That(await Ledger.ForMediaAsync(answered.MediaKey, 1, default), Is.EqualTo(new[] { lost }));
    }

    [Test]
    public async Task The_models_that_answered_one_question_are_told_the_last_first_and_those_of_others_are_not()
    {
        async Task AnsweredAsync(string? asked, string? reported, int minute, string connection = "vision") =>
            await Ledger.AppendAsync(A.Call(connection: connection) with { ModelAsked = asked, ModelReported = reported, SentAt = A.Moment.AddMinutes(minute) }, default);

        await AnsweredAsync("m", "m-1", 1);
        await AnsweredAsync("m", "m-2", 2);
        await AnsweredAsync("m", "m-1", 3);
        await AnsweredAsync("m", "m-2", 4);
        await AnsweredAsync("m", null, 5);
        await AnsweredAsync("other", "o-1", 6);
        await AnsweredAsync(null, "own", 7);
        await AnsweredAsync("m", "m-9", 8, connection: "elsewhere");

        CallHistory named = await Ledger.HistoryAsync("vision", "m", 5, default);
        CallHistory unnamed = await Ledger.HistoryAsync("vision", modelAsked: null, 5, default);

        Assert.That(named.Models, Is.EqualTo(new[]
        {
            new AnsweringModel("m-2", A.Moment.AddMinutes(2), A.Moment.AddMinutes(4)),
            new AnsweringModel("m-1", A.Moment.AddMinutes(1), A.Moment.AddMinutes(3)),
        }));
        Assert.That(unnamed.Models.Select(model => model.Name), Is.EqualTo(new[] { "own" }));
    }

    [Test]
    public async Task A_connections_last_failures_and_credits_are_told_whatever_was_called_since()
    {
        LedgerEntry Failed(int minute) => A.Call(connection: "vision") with
        {
            Failure = FailureKind.Unavailable, Outcome = CallOutcome.Failed, Usage = Usage.None, SentAt = A.Moment.AddMinutes(minute),
        };
        LedgerEntry[] failed = [Failed(1), Failed(2), Failed(3)];
        await Ledger.AppendAsync(A.Call(connection: "vision"), default);
        foreach (LedgerEntry call in failed)
        {
            await Ledger.AppendAsync(call, default);
        }

        await Ledger.AppendAsync(A.Call(connection: "vision") with { Usage = Usage.None, SentAt = A.Moment.AddMinutes(4) }, default);

        CallHistory history = await Ledger.HistoryAsync("vision", modelAsked: null, failures: 2, default);

        Assert.That(history.Failures, Is.EqualTo(new[] { failed[2], failed[1] }));
        Assert.That(history.CreditsRemaining, Is.EqualTo(98.5m));
    }

    [Test]
    public async Task Of_a_connection_that_was_never_called_nothing_is_known()
    {
        CallHistory history = await Ledger.HistoryAsync("nobody", "m", 5, default);

        Assert.That((history.Failures.Count, history.Models.Count, history.CreditsRemaining), Is.EqualTo((0, 0, (decimal?)null)));
    }

    [Test]
    public async Task A_test_belongs_to_no_folder_and_the_sums_made_anew_agree()
    {
        await Ledger.AppendAsync(A.Call(connection: "vision") with { MediaKey = Guid.Empty, Path = string.Empty, RevisionId = "test" }, default);

        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
        Assert.That(await Ledger.SpendAsync(new PathScope(["-1,1063"]), A.Moment, default), Is.Empty);
        Assert.That(await Ledger.SpendAsync(PathScope.Everything, A.Moment, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_call_cannot_be_written_down_twice()
    {
        LedgerEntry call = A.Call();
        await Ledger.AppendAsync(call, default);

        Assert.That(() => Ledger.AppendAsync(call with { Cost = MicroUsd.Zero }, default), Throws.InstanceOf<DbException>());
        Assert.That(await Ledger.ForMediaAsync(call.MediaKey, 10, default), Is.EqualTo(new[] { call }));
    }

    [Test]
    public async Task What_was_spent_is_summed_per_connection_and_what_nobody_knows_is_counted_apart()
    {
        await Ledger.AppendAsync(A.Call(connection: "a"), default);
        await Ledger.AppendAsync(
            A.Call(connection: "a") with { Cost = null, Charged = Charged.Unknown, Failure = FailureKind.Unavailable, Usage = Usage.None, CreditsTaken = null }, default);
        await Ledger.AppendAsync(
            A.Call(connection: "a") with { Cost = MicroUsd.Zero, Charged = Charged.No, Failure = FailureKind.Throttled, Usage = Usage.None, CreditsTaken = null }, default);
        await Ledger.AppendAsync(A.Call(connection: "b") with { Usage = Usage.None, CreditsTaken = null, Cost = new MicroUsd(5) }, default);

        Assert.That(await Ledger.SpendAsync(PathScope.Everything, A.Moment, default), Is.EqualTo(new[]
        {
            new Spend("a", Calls: 3, Failures: 2, new MicroUsd(1200), CallsOfUnknownCost: 1, Credits: 1.5m, CreditsRemaining: 98.5m),
            new Spend("b", Calls: 1, Failures: 0, new MicroUsd(5), CallsOfUnknownCost: 0, Credits: 0m, CreditsRemaining: null),
        }));
    }

    [Test]
    public async Task A_sum_holds_only_the_period_and_the_part_of_the_library_that_was_asked_for()
    {
        await Ledger.AppendAsync(A.Call(path: "-1,10") with { SentAt = A.Moment.AddTicks(-1) }, default);
        await Ledger.AppendAsync(A.Call(path: "-1,10,20"), default);
        await Ledger.AppendAsync(A.Call(path: "-1,100"), default);

        Spend spend = (await Ledger.SpendAsync(new PathScope(["-1,10"]), A.Moment, default)).Single();

        Assert.That((spend.Calls, spend.Cost), Is.EqualTo((1L, new MicroUsd(1200))));
        Assert.That(await Ledger.SpendAsync(new PathScope([]), A.Moment, default), Is.Empty);
    }

    [Test]
    public async Task The_credits_that_are_left_are_what_the_provider_said_last()
    {
        await Ledger.AppendAsync(A.Call() with { Usage = new Usage { CreditsRemaining = 10.25m } }, default);
        await Ledger.AppendAsync(A.Call() with { Usage = new Usage { CreditsRemaining = 9.000001m }, SentAt = A.Moment.AddSeconds(1) }, default);
        await Ledger.AppendAsync(A.Call() with { Usage = Usage.None, SentAt = A.Moment.AddSeconds(2) }, default);

        Assert.That((await Ledger.SpendAsync(PathScope.Everything, A.Moment, default)).Single().CreditsRemaining, Is.EqualTo(9.000001m));
    }

    [Test]
    public async Task An_absurd_number_of_credits_does_not_lose_the_row_of_a_paid_call()
    {
        LedgerEntry call = A.Call() with { Usage = new Usage { CreditsRemaining = decimal.MaxValue } };

        await Ledger.AppendAsync(call, default);

        Assert.That((await Ledger.ForMediaAsync(call.MediaKey, 1, default)).Single().Usage.CreditsRemaining, Is.GreaterThan(9_000_000_000_000m));
    }

    [Test]
    public async Task A_name_of_any_length_from_the_provider_does_not_lose_the_row_of_a_paid_call()
    {
        string rocket = string.Concat(Enumerable.Repeat("🚀", 150));
        LedgerEntry call = A.Call() with { ModelReported = "a\0b", RequestId = "x" + rocket };

        await Ledger.AppendAsync(call, default);

        LedgerEntry stored = (await Ledger.ForMediaAsync(call.MediaKey, 1, default)).Single();
        Assert.That(stored.ModelReported, Is.EqualTo("ab"));
        Assert.That(stored.RequestId, Is.EqualTo("x" + rocket[..198]), "cut, and not within a character");
    }

    [Test]
    public async Task The_last_call_of_every_connection_is_one_row_each()
    {
        LedgerEntry oldA = A.Call(connection: "a");
        LedgerEntry newA = A.Call(connection: "a") with { SentAt = A.Moment.AddSeconds(1) };
        LedgerEntry alsoNewA = A.Call(connection: "a") with { SentAt = A.Moment.AddSeconds(1) };
        LedgerEntry onlyB = A.Call(connection: "b");
        foreach (LedgerEntry entry in new[] { newA, alsoNewA, oldA, onlyB })
        {
            await Ledger.AppendAsync(entry, default);
        }

        IReadOnlyList<LedgerEntry> last = await Ledger.LastCallsAsync(default);

        Assert.That(last.Select(entry => entry.Connection), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(last[0].SentAt, Is.EqualTo(A.Moment.AddSeconds(1)));
        Assert.That(last[1], Is.EqualTo(onlyB));
    }

    [Test]
    public async Task The_running_sums_agree_with_the_ledger_whatever_was_called_and_are_mended_where_they_do_not()
    {
        var random = new Random(20261121);
        Guid[] runs = [Guid.NewGuid(), Guid.NewGuid()];
        for (int call = 0; call < 300; call++)
        {
            await Ledger.AppendAsync(AnyCall(random, runs), default);
        }

        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
        Spend[] fromSums = [.. await Ledger.SpendAsync(PathScope.Everything, s_firstDay, default)];
        Spend[] fromLedger = [.. await Ledger.SpendAsync(PathScope.Everything, s_firstDay.AddTicks(1), default)];
        Assert.That(fromSums, Is.EqualTo(fromLedger), "a tick after midnight the ledger itself is asked");

        await AskAsync<long>("UPDATE autoTagSpend SET microUsd = microUsd + 1 WHERE calls > 2; DELETE FROM autoTagSpend WHERE calls <= 2; SELECT 1");
        Assert.That(await Ledger.SpendAsync(PathScope.Everything, s_firstDay, default), Is.Not.EqualTo(fromSums));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Positive);
        Assert.That(await Ledger.SpendAsync(PathScope.Everything, s_firstDay, default), Is.EqualTo(fromSums));
        Assert.That(await Ledger.RecomputeAsync(default), Is.Zero);
    }

    [TestCase("-1,10")]
    [TestCase("-1,10", "-1,10,3")]
    [TestCase("-1,1", "-1,10,3,1000")]
    [TestCase("-1,10,2,1000")]
    [TestCase("-1,10", "-1,10,3,1000")]
    [TestCase("-1,77")]
    [TestCase]
    public async Task What_a_part_of_the_library_has_cost_is_the_same_by_its_sums_and_by_the_ledger(params string[] startNodes)
    {
        var random = new Random(20261122);
        for (int call = 0; call < 300; call++)
        {
            await Ledger.AppendAsync(AnyCall(random, [Guid.NewGuid(), Guid.NewGuid()]), default);
        }

        var scope = new PathScope(startNodes);
        Spend[] fromSums = [.. await Ledger.SpendAsync(scope, s_firstDay, default)];

        Assert.That(fromSums, Is.EqualTo(await Ledger.SpendAsync(scope, s_firstDay.AddTicks(1), default)), "a tick after midnight the ledger itself is asked");
        Assert.That(fromSums, startNodes is [] or ["-1,77"] ? Is.Empty : Is.Not.Empty);
    }

    [Test]
    public async Task The_sums_of_folders_are_mended_where_they_do_not_agree()
    {
        var folder = new PathScope(["-1,10"]);
        await Ledger.AppendAsync(A.Call() with { Path = "-1,10,2,1000" }, default);
        IReadOnlyList<Spend> right = await Ledger.SpendAsync(folder, s_firstDay, default);
        await AskAsync<long>("UPDATE autoTagFolderSpend SET folder = '-1,11'; SELECT 1");
        Assert.That(await Ledger.SpendAsync(folder, s_firstDay, default), Is.Empty);

        await Ledger.RecomputeAsync(default);

        Assert.That(await Ledger.SpendAsync(folder, s_firstDay, default), Is.EqualTo(right));
    }

    private static readonly DateTimeOffset s_firstDay = new(A.Moment.Date, TimeSpan.Zero);

    private static readonly string[] s_paths = ["-1,1000", "-1,1,1000", "-1,10,1000", "-1,10,1001", "-1,10,2,1000", "-1,10,3,1000", "-1,100,1000"];

    private static LedgerEntry AnyCall(Random random, Guid[] runs)
    {
        decimal? credits = random.Next(2) == 0 ? null : random.Next(5_000_000) / 1_000_000m;
        return A.Call(connection: $"connection{random.Next(3)}") with
        {
            SentAt = s_firstDay.AddMinutes(1 + random.Next(100_000)),
            Path = s_paths[random.Next(s_paths.Length)],
            Cost = random.Next(4) == 0 ? null : new MicroUsd(random.NextInt64(1_000_000_000)),
            CreditsTaken = credits,
            Charged = (Charged)random.Next(3),
            Failure = random.Next(3) == 0 ? FailureKind.Malformed : null,
            RunId = random.Next(3) is < 2 and var run ? runs[run] : null,
        };
    }
}
