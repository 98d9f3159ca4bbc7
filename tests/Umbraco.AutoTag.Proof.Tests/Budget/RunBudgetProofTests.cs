using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Budget;

/// <summary>A run's own budget with 64 images at once in four processes, one of which dies: never exceeded, told as the reason, and the rest goes on once it is raised.</summary>
public sealed class RunBudgetProofTests
{
    private const int Processes = 4;
    private const int Items = 110;
    private const long Most = 45 * CountingService.MicroUsdPerCall;
    private static readonly DateTimeOffset s_noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    // What has not come by then will not.
    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(5);

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
    public async Task A_run_s_money_is_never_exceeded_by_four_processes_and_what_is_left_goes_on_when_it_is_raised()
    {
        var order = new WorkOrder(
            "Microsoft.Data.Sqlite", $"Data Source={_folder.File("autotag.db")}", $"Data Source={_folder.File("site.db")};Default Timeout=30", _service.Address, s_noon, Speed: 30, Images: 16)
        {
            BegunAt = TimeProvider.System.GetUtcNow(),
        };
        using var rooms = new Rooms(order);
        await rooms.Schema.MigrateAsync(default);
        await rooms.Library.FillAsync(Items);
        Run run = await StartedAsync(rooms);
        await rooms.Items.EnqueueAsync(
            [.. Enumerable.Range(0, Items).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Run, RunId: run.Id))], default);
        var reader = new SpendReader(Microsoft.Data.Sqlite.SqliteFactory.Instance, order.Database, s_noon.AddDays(2), inCredits: false, () => _service.Charged * CountingService.MicroUsdPerCall);
        await using SpendSampler sampler = SpendSampler.Start(reader.ReadAsync, sample => BudgetProofTests.Wrong(sample, Most));

        using Crew crew = Crew.Start(order, Processes);
        await crew.KillOneAsync(new Random(1), () => crew.UntilAsync(async () => (await reader.ReadAsync()).First.Reserved > 0, TimeSpan.FromSeconds(60)));
        await crew.UntilAsync(async () => await IsUsedUpAsync(rooms) && (await reader.ReadAsync()).First.Reserved == 0, s_never);
        SpendSample stopped = await reader.ReadAsync();
        IReadOnlyList<WorkItem> waiting = await WaitingAsync(rooms);
        IReadOnlyList<string> wrong = await sampler.EndAsync();

        await rooms.Runs.SetBudgetAsync(run with { Money = new MicroUsd(1_000_000) }, default);
        await rooms.Items.RecallAsync(BudgetRefusal.UsedUpCode, default);
        await crew.UntilAsync(async () => (await rooms.Items.CountAsync(PathScope.Everything, default))[WorkState.Done] == Items, s_never);
        await crew.EndAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(wrong.Distinct().Take(10), Is.Empty);
            Assert.That(stopped.First.Ledger, Is.GreaterThan(0).And.LessThanOrEqualTo(Most));
            Assert.That(waiting.Select(item => item.Reason), Is.Not.Empty.And.All.StartsWith("The run's own budget allows"));
            Assert.That((await rooms.Items.CountAsync(PathScope.Everything, default))[WorkState.Done], Is.EqualTo(Items));
            Assert.That(await rooms.Ledger.RecomputeAsync(default), Is.Zero, "every sum is what the ledger says");
        });
    }

    private static async Task<Run> StartedAsync(Rooms rooms)
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(rooms.Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Money = new MicroUsd(Most),
            Foretold = new Foretold(Items, Items, Money: null),
            CreatedBy = Guid.NewGuid(),
            CreatedAt = rooms.Clock.GetUtcNow(),
        };
        await rooms.Runs.AddAsync(run, default);
        await rooms.Runs.MoveAsync(run.Id, RunState.Running, stoppedBy: null, stoppedBecause: null, default);
        return run;
    }

    // Everything is done or waits for the budget, and for nothing that frees itself.
    private static async Task<bool> IsUsedUpAsync(Rooms rooms)
    {
        IReadOnlyList<WorkItem> waiting = await WaitingAsync(rooms);
        long done = (await rooms.Items.CountAsync(PathScope.Everything, default))[WorkState.Done];
        return waiting.Count + done == Items && waiting.All(item => item.ReasonCode == BudgetRefusal.UsedUpCode);
    }

    private static Task<IReadOnlyList<WorkItem>> WaitingAsync(Rooms rooms) => rooms.Items.RecentAsync(PathScope.Everything, [WorkState.Waiting], Items, default);
}
