using System.Diagnostics;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// Images per second of 1, 2 and 4 worker processes on one PostgreSQL. A service that takes half a second, and eight images at once in each process,
/// make the waiting for the service what limits one process: more processes than the machine has processors still help, until these are used up.
/// </summary>
internal static class Scale
{
    public const string Name = "scale";

    private const int AtOnce = 8;

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(bool quick)
    {
        var window = TimeSpan.FromSeconds(quick ? 3 : 30);
        double one = 0;
        foreach (int processes in new[] { 1, 2, 4 })
        {
            double rate = await MeasureAsync(processes, window);
            one = processes == 1 ? rate : one;
            new Metric(Name, $"speed-up-{processes}", rate / one, "×", null, new
            {
                processes,
                imagesPerSecond = rate,
                serviceIdeal = processes * AtOnce / s_latency.TotalSeconds,
                processors = Environment.ProcessorCount,
                seconds = window.TotalSeconds,
                note = "PostgreSQL, the service and the workers share the processors; PostgreSQL runs without fsync.",
            }).Print();
        }
    }

    private static async Task<double> MeasureAsync(int processes, TimeSpan window)
    {
        int enough = (int)((window + s_warmUp).TotalSeconds * processes * AtOnce / s_latency.TotalSeconds * 1.2);
        await using Backlog backlog = await Backlog.OnPostgresAsync(enough, AtOnce, s_latency, AtOnce * processes);
        WorkerChild[] workers = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => WorkerChild.StartAsync(backlog.Order)));
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.BeginAsync()));
            await Task.Delay(s_warmUp);
            (long done, long start) = (await backlog.DoneAsync(), Stopwatch.GetTimestamp());
            await Task.Delay(window);
            return (await backlog.DoneAsync() - done) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            foreach (WorkerChild worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }
}
