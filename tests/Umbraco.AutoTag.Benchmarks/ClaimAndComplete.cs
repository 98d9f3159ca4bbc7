using System.Collections.Concurrent;
using System.Diagnostics;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>What it takes to claim one item and to end it, in a queue where a million wait: one after the other, then eight at once.</summary>
internal static class ClaimAndComplete
{
    public const string Name = "claim";

    private const int WarmUp = 300;
    private const int Pairs = 3_000;
    private const int AtOnce = 8;

    private static readonly string[] s_connections = ["vision", "second"];

    public static async Task RunAsync(int rows)
    {
        await using (LargeLibrary sqlite = LargeLibrary.OnSqlite())
        {
            await MeasureAsync(sqlite, rows);
        }

        await using LargeLibrary postgres = await LargeLibrary.OnPostgresAsync();
        await MeasureAsync(postgres, rows);
    }

    private static async Task MeasureAsync(LargeLibrary library, int rows)
    {
        await library.FillWaitingAsync(rows);
        IWorkItemStore items = library.Store<IWorkItemStore>();
        await TimesAsync(items, WarmUp, 1);
        (double[] alone, double aloneRate) = await TimesAsync(items, Pairs, 1);
        (double[] together, double togetherRate) = await TimesAsync(items, Pairs, AtOnce);
        string database = library.Database.ToLowerInvariant();
        new Metric(Name, $"p95-{database}", alone.Percentile(0.95), "ms", 10, new
        {
            library.Database,
            rows,
            pairs = Pairs,
            medianMs = alone.Median(),
            p99Ms = alone.Percentile(0.99),
            pairsPerSecond = aloneRate,
            atOnce = AtOnce,
            atOncePairsPerSecond = togetherRate,
            atOnceP95Ms = together.Percentile(0.95),
        }).Print();
    }

    private static async Task<(double[] Milliseconds, double PerSecond)> TimesAsync(IWorkItemStore items, int pairs, int atOnce)
    {
        var times = new ConcurrentBag<double>();
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, pairs), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (_, _) =>
        {
            long began = Stopwatch.GetTimestamp();
            Lease lease = (await items.ClaimAsync("benchmark", 1, TimeSpan.FromMinutes(2), s_connections, default)).Single();
            if (!await items.EndAsync(lease, new WorkEnd(WorkState.Done), default))
            {
                throw new InvalidOperationException("A lease was lost.");
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
        return ([.. times], pairs / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
