using System.Diagnostics;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// Images per second through the whole corridor: a real SQLite file, real HTTP to a service that takes 200 ms, 64 images at once. First with a
/// service that has twenty places, which are 100 images per second and no more: what is missing to that is AutoTag's. Then with one that has
/// as many places as are asked for: what comes out is as much as this machine can do, the service on it included.
/// </summary>
internal static class Throughput
{
    public const string Name = "throughput";

    private const int AtOnce = 64;
    private const int PlacesForAHundred = 20;
    private const double Ideal = 100;

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(bool quick)
    {
        var window = TimeSpan.FromSeconds(quick ? 3 : 60);
        Rate steady = await MeasureAsync(PlacesForAHundred, window);
        new Metric(Name, "efficiency", steady.PerSecond / Ideal, "of the ideal", 0.95, steady.Details(PlacesForAHundred)) { MoreIsBetter = true }.Print();

        Rate most = await MeasureAsync(AtOnce, window);
        new Metric(Name, "max-rate", most.PerSecond, "images/s", null, most.Details(AtOnce)).Print();
    }

    private static async Task<Rate> MeasureAsync(int places, TimeSpan window)
    {
        int enough = (int)((window + s_warmUp).TotalSeconds * AtOnce / s_latency.TotalSeconds * 1.1);
        await using Backlog backlog = await Backlog.OnSqliteAsync(enough, AtOnce, s_latency, places);
        using var stop = new CancellationTokenSource();
        var crew = new Crew(backlog.Rooms, AtOnce);
        Task work = crew.WorkAsync(stop.Token);
        await Task.Delay(s_warmUp);

        using var self = Process.GetCurrentProcess();
        (int walked, TimeSpan cpu, long start) = (crew.Walked, self.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(window);
        (walked, TimeSpan took) = (crew.Walked - walked, Stopwatch.GetElapsedTime(start));
        self.Refresh();
        cpu = self.TotalProcessorTime - cpu;

        await stop.CancelAsync();
        await work;
        return new Rate(walked, await backlog.DoneAsync(), took, cpu);
    }

    private sealed record Rate(int Images, long DoneAtTheEnd, TimeSpan Took, TimeSpan Cpu)
    {
        public double PerSecond => Images / Took.TotalSeconds;

        public object Details(int places) => new
        {
            atOnce = AtOnce,
            servicePlaces = places,
            serviceIdeal = places / s_latency.TotalSeconds,
            images = Images,
            doneWithWarmUp = DoneAtTheEnd,
            seconds = Took.TotalSeconds,
            imagesPerSecond = PerSecond,
            cpuMsPerImage = Cpu.TotalMilliseconds / Math.Max(1, Images),
        };
    }
}
