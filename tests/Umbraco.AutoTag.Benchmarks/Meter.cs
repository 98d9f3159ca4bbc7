using System.Diagnostics;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What the meter's page asks the stores for, in front of a ledger of a million calls over ninety days: two connections, fifty runs, twenty editors, ten
/// folders with a hundred in each. Names, permissions and HTTP are not in it.
/// </summary>
internal static class Meter
{
    public const string Name = "meter";

    private const int WarmUp = 3;
    private const int Rounds = 50;
    private const int Page = 500;
    private const double GoalMs = 50;

    // As CostParts has it.
    private const int MostParts = 25;

    private static readonly Budget[] s_budgets =
        [.. new[] { BudgetPeriod.Day, BudgetPeriod.Month }.Select(period => new Budget { Name = "all", Period = period, Money = new MicroUsd(10_000_000) })];

    public static async Task RunAsync(int calls)
    {
        await using (LargeLibrary sqlite = LargeLibrary.OnSqlite())
        {
            await MeasureAsync(sqlite, calls);
        }

        await using LargeLibrary postgres = await LargeLibrary.OnPostgresAsync();
        await MeasureAsync(postgres, calls);
    }

    private static async Task MeasureAsync(LargeLibrary library, int calls)
    {
        await library.FillPaidAsync(calls);
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        ICostStore costs = library.Store<ICostStore>();
        (string, Func<Task>)[] queries =
        [
            ("GET costs, 90 days", () => CostsAsync(library, today.AddDays(-89), today)),
            ("GET costs, this month", () => CostsAsync(library, today.AddDays(1 - today.Day), today)),
            ("days", () => costs.DaysAsync(today.AddDays(-89), default)),
            .. Enum.GetValues<CostPart>().Select((string, Func<Task>) (part) => ($"by {part}", () => costs.PartsAsync(part, today.AddDays(-89), default))),
            ("answer times", () => costs.AnswerTimesAsync("vision", StartOf(today.AddDays(-89)), default)),
            ("account", () => costs.AccountAsync("vision", StartOf(today.AddDays(-89)), default)),
            ("GET budgets", () => library.Store<IReservationStore>().LevelsAsync(s_budgets, default)),
            ("a page of the calls as a file", () => costs.CallsAsync(StartOf(today.AddDays(-45)), after: null, Page, default)),
        ];
        var median = new Dictionary<string, double>();
        var p95 = new Dictionary<string, double>();
        foreach ((string name, Func<Task> ask) in queries)
        {
            var times = new double[Rounds];
            for (int round = -WarmUp; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                await ask();
                times[Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            (median[name], p95[name]) = (times.Median(), times.Percentile(0.95));
        }

        new Metric(Name, $"p95-{library.Database.ToLowerInvariant()}", p95.Values.Max(), "ms", GoalMs, new
        {
            library.Database,
            worst = p95.MaxBy(query => query.Value).Key,
            calls,
            rounds = Rounds,
            medianMs = median,
            p95Ms = p95,
        }).Print();
    }

    // In the order of CostReport.
    private static async Task CostsAsync(LargeLibrary library, DateOnly from, DateOnly today)
    {
        ICostStore costs = library.Store<ICostStore>();
        IReadOnlyList<DayCosts> days = await costs.DaysAsync(today.AddDays(-89), default);
        await costs.SavingsAsync(today.AddDays(-89), default);
        await costs.PartsAsync(CostPart.Run, Forecast.From(DateTimeOffset.UtcNow, days[0].Day), default);
        foreach (string connection in days.Select(day => day.Connection).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await costs.AnswerTimesAsync(connection, StartOf(from), default);
            await costs.AccountAsync(connection, StartOf(from), default);
        }

        await costs.PartsAsync(CostPart.Profile, from, default);
        foreach (PartCosts part in (await costs.PartsAsync(CostPart.Run, from, default)).Where(part => part.Part.Length > 0).Take(MostParts))
        {
            await library.Store<IRunStore>().FindAsync(Guid.ParseExact(part.Part, "D"), default);
        }

        await costs.PartsAsync(CostPart.Folder, from, default);
        await costs.PartsAsync(CostPart.Editor, from, default);
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
