using System.Data.Common;
using Dapper;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Budget;

/// <summary>
/// 64 images at once in four processes, some of which die with what they have reserved: what is spent and reserved is never more than a budget
/// allows, the run stops with the reason, nothing of the budget is lost, and the next period goes on by itself.
/// </summary>
public sealed class BudgetProofTests
{
    private const int Processes = 4;
    private const int ImagesEach = 16;
    private const int Seed = 20_261_121;
    private const int CreditsPerImage = 3;

    // So many calls die with the first processes, each at what was put aside for it: with them the first period is used up before everything is
    // done, and the second, in which nobody dies, has room for everything even where the first has done nothing else.
    private const int LostAtOnce = 30;

    // A call of a minute is given up after two seconds, and what a dead process has reserved comes back after six.
    private const double Speed = 30;

    // The last noon of a month: the next day is the next month too.
    private static readonly DateTimeOffset s_noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_midnight = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    // What has not come by then will not.
    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(Seed);
    private TempFolder _folder = null!;
    private CountingService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _service = await CountingService.StartAsync(TimeSpan.FromMilliseconds(60));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public Task A_day_s_money_is_never_exceeded_by_four_processes_on_postgresql() =>
        OnPostgresAsync(new Cap(BudgetPeriod.Day, Connection: null, MicroUsd: 400_000, Credits: null), items: 500, kills: 4);

    [Test]
    public Task A_connection_s_credits_of_a_month_are_never_exceeded_by_four_processes_on_postgresql() =>
        OnPostgresAsync(new Cap(BudgetPeriod.Month, WorkOrder.Connection, MicroUsd: null, Credits: 300 * CreditsPerImage), items: 280, kills: 3);

    [Test]
    public Task A_connection_s_money_of_a_day_is_never_exceeded_by_four_processes_on_sqlite() => StayWithinAsync(
        "Microsoft.Data.Sqlite",
        $"Data Source={_folder.File("autotag.db")}",
        $"Data Source={_folder.File("site.db")};Default Timeout=30",
        new Cap(BudgetPeriod.Day, WorkOrder.Connection, MicroUsd: 300_000, Credits: null),
        items: 400,
        kills: 2);

    private async Task OnPostgresAsync(Cap cap, int items, int kills)
    {
        DbProviderFactories.RegisterFactory("Npgsql", Npgsql.NpgsqlFactory.Instance);
        string database = await (await PostgresServer.RunningAsync()).NewDatabaseAsync();
        await StayWithinAsync("Npgsql", database, database, cap, items, kills);
    }

    private async Task StayWithinAsync(string provider, string database, string site, Cap cap, int items, int kills)
    {
        WorkOrder order = new WorkOrder(provider, database, site, _service.Address, s_noon, Speed, ImagesEach)
        {
            BegunAt = TimeProvider.System.GetUtcNow(),
            CreditsPerImage = CreditsPerImage,
            Caps = [cap],
        };
        using var rooms = new Rooms(order);
        await rooms.Schema.MigrateAsync(default);
        await rooms.Library.FillAsync(items);
        await rooms.Items.EnqueueAsync(
            [.. Enumerable.Range(0, items).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Upload))], default);

        bool inCredits = cap.Credits is not null;
        long most = inCredits ? (long)(cap.Credits!.Value * 1_000_000m) : cap.MicroUsd!.Value;
        long perCall = inCredits ? CreditsPerImage * 1_000_000L : CountingService.MicroUsdPerCall;
        var reader = new SpendReader(DbProviderFactories.GetFactory(provider), database, s_midnight, inCredits, () => _service.Charged * perCall);
        await using SpendSampler sampler = SpendSampler.Start(reader.ReadAsync, sample => Wrong(sample, most));

        await SpendUntilItIsUsedUpAsync(order, rooms, reader, cap, most, items, kills);
        await GoOnAtMidnightAsync(order, items);

        IReadOnlyList<string> wrong = await sampler.EndAsync();
        SpendSample end = await reader.ReadAsync();
        TestContext.Out.WriteLine(
            $"{sampler.Samples} samples, at most {sampler.MostReserved} reserved of {most}; {_service.Charged} calls at the service for {items} items; at the end {end}.");
        Assert.Multiple(async () =>
        {
            Assert.That(wrong.Distinct().Take(10), Is.Empty);
            Assert.That(sampler.Samples, Is.GreaterThan(100));
            Assert.That(Wrong(end, most), Is.Empty);
            Assert.That(end.First.Reserved + end.Second.Reserved, Is.Zero, "nothing stays reserved");
            Assert.That(await rooms.Ledger.RecomputeAsync(default), Is.Zero, "every sum is what the ledger says");
        });
    }

    internal static IEnumerable<string> Wrong(SpendSample sample, long most)
    {
        foreach (PeriodSpend period in new[] { sample.First, sample.Second })
        {
            if (period.Ledger + period.Reserved > most)
            {
                yield return $"{period.Ledger} spent and {period.Reserved} reserved of {most}";
            }

            if (period.Ledger != period.Sums)
            {
                yield return $"The ledger says {period.Ledger} and the sums say {period.Sums}";
            }
        }

        long known = sample.First.Ledger + sample.First.Reserved + sample.Second.Ledger + sample.Second.Reserved;
        if (sample.Charged > known)
        {
            yield return $"The service has charged {sample.Charged}, and only {known} are known of";
        }
    }

    private async Task SpendUntilItIsUsedUpAsync(WorkOrder order, Rooms rooms, SpendReader reader, Cap cap, long most, int items, int kills)
    {
        using Crew crew = Crew.Start(order, Processes);
        // All at once, with calls that the service has and does not answer: nobody will say what those cost.
        _service.Hold();
        await crew.KillAllAsync(() => crew.UntilAsync(() => Task.FromResult(_service.UnderWay >= LostAtOnce), s_never));
        _service.Release();

        await crew.WorkingAsync();
        for (int kill = 1; kill < kills; kill++)
        {
            // Spread over what is left, each while calls are under way.
            long spent = most * kill / (kills + 3);
            await crew.KillOneAsync(_random, () => crew.UntilAsync(
                async () => await WaitingAtRestAsync(rooms, items) is not null || (await reader.ReadAsync() is { First: var now } && now.Reserved > 0 && now.Ledger + now.Reserved >= spent),
                TimeSpan.FromSeconds(60)));
        }

        // As it was then: an item that is refused once more a moment later may meet a connection that does not answer.
        IReadOnlyList<WorkItem>? waiting = null;
        await crew.UntilAsync(
            async () => (waiting = await WaitingAtRestAsync(rooms, items)) is not null && (await reader.ReadAsync()).First.Reserved == 0, s_never);
        if (waiting is null)
        {
            Assert.Fail($"It never came to rest: {await reader.ReadAsync()}{await EndsAsync(rooms, items)}");
        }

        await crew.EndAsync();

        Money money = await MoneyAsync(order);
        SpendSample stopped = await reader.ReadAsync();
        long largest = cap.Credits is null ? money.LargestReserved : money.LargestReservedCredits;
        TestContext.Out.WriteLine($"Used up: {stopped}; {money}; {waiting!.Count} items wait.");
        Assert.Multiple(() =>
        {
            Assert.That(money.Lost, Is.GreaterThan(0), "processes died with calls under way");
            Assert.That(money.LostAtAnotherPrice, Is.Zero, "a call whose end nobody saw is perhaps paid, at what was reserved for it");
            Assert.That(stopped.First.Ledger + largest, Is.GreaterThan(most), "the whole budget is used");
            Assert.That(waiting, Is.Not.Empty);
            Assert.That(waiting.Select(item => item.Reason), Has.All.Contains($"({cap.ToBudget().Key}) allows").And.All.Contains("opens again on 1 December 2026"));
        });
    }

    // What waits where everything is done or waits for the budget, and for nothing that frees itself; null where it does not.
    private static async Task<IReadOnlyList<WorkItem>?> WaitingAtRestAsync(Rooms rooms, int items)
    {
        IReadOnlyDictionary<WorkState, long> states = await rooms.Items.CountAsync(PathScope.Everything, default);
        IReadOnlyList<WorkItem> waiting = await rooms.Items.RecentAsync(PathScope.Everything, [WorkState.Waiting], items, default);
        bool isAtRest = waiting.Count + states.GetValueOrDefault(WorkState.Done) == items
            && waiting.All(item => item.ReasonCode == "OverBudget" && item.Reason!.Contains("opens again", StringComparison.Ordinal));
        return isAtRest ? waiting : null;
    }

    private static async Task GoOnAtMidnightAsync(WorkOrder order, int items)
    {
        // A minute and a half before midnight: time to be refused once more, and to wait.
        WorkOrder late = order with { Beginning = s_midnight.AddSeconds(-90), BegunAt = TimeProvider.System.GetUtcNow() };
        using var rooms = new Rooms(late);
        using Crew crew = Crew.Start(late, Processes);
        await crew.UntilAsync(async () => (await rooms.Items.CountAsync(PathScope.Everything, default)).GetValueOrDefault(WorkState.Done) == items, s_never);
        await crew.EndAsync();
        IReadOnlyDictionary<WorkState, long> states = await rooms.Items.CountAsync(PathScope.Everything, default);
        Assert.That(states.GetValueOrDefault(WorkState.Done), Is.EqualTo(items), $"the next period goes on by itself{await EndsAsync(rooms, items)}");
    }

    // Where the items are and why, a line for each reason.
    private static async Task<string> EndsAsync(Rooms rooms, int items)
    {
        IReadOnlyList<WorkItem> all = await rooms.Items.RecentAsync(PathScope.Everything, Enum.GetValues<WorkState>(), items, default);
        return string.Concat(all
            .GroupBy(item => $"{item.State} {item.ReasonCode} {item.Reason}")
            .Select(same => $"{Environment.NewLine}{same.Count()} {same.Key}, tried {same.Min(item => item.Attempts)} to {same.Max(item => item.Attempts)} times"));
    }

    private static async Task<Money> MoneyAsync(WorkOrder order)
    {
        await using DbConnection connection = DbProviderFactories.GetFactory(order.Provider).CreateConnection()!;
        connection.ConnectionString = order.Database;
        // 3 is Lost; 2 is Unknown.
        return await connection.QuerySingleAsync<Money>(
            """
            SELECT CAST(COALESCE(SUM(CASE WHEN outcome = 3 THEN 1 ELSE 0 END), 0) AS bigint) AS "Lost",
                CAST(COALESCE(SUM(CASE WHEN outcome = 3 AND (charged <> 2 OR microUsd <> reservedMicroUsd OR microCreditsTaken <> microCreditsReserved) THEN 1 ELSE 0 END), 0) AS bigint) AS "LostAtAnotherPrice",
                CAST(COALESCE(MAX(reservedMicroUsd), 0) AS bigint) AS "LargestReserved",
                CAST(COALESCE(MAX(microCreditsReserved), 0) AS bigint) AS "LargestReservedCredits"
            FROM autoTagLedger
            """);
    }

    private sealed record Money
    {
        public long Lost { get; init; }

        public long LostAtAnotherPrice { get; init; }

        public long LargestReserved { get; init; }

        public long LargestReservedCredits { get; init; }
    }
}
