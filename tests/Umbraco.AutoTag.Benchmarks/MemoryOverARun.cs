using System.Diagnostics;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// Memory of a worker over a long run. Idle is what the process holds after a warm-up, with its garbage collected; the service, the database
/// file and the pictures are elsewhere.
/// </summary>
internal static class MemoryOverARun
{
    public const string Name = "memory";

    private const int AtOnce = 16;
    private const int WarmUp = 500;
    private const int Quarters = 4;
    private const double Mb = 1024 * 1024;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(int images)
    {
        await using Backlog backlog = await Backlog.OnSqliteAsync(WarmUp + images + 2 * AtOnce, AtOnce, latency: TimeSpan.Zero, AtOnce);
        var crew = new Crew(backlog.Rooms, AtOnce);
        await WorkToAsync(crew, WarmUp, _ => { });
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        double idle = ResidentMb();

        int first = crew.Walked;
        var peaks = new double[Quarters];
        var sums = new (double Total, int Looks)[Quarters];
        var heaps = new double[Quarters];
        long start = Stopwatch.GetTimestamp();
        await WorkToAsync(crew, first + images, walked =>
        {
            int quarter = Math.Clamp((walked - first) * Quarters / images, 0, Quarters - 1);
            double now = ResidentMb();
            if (sums[quarter].Looks == 0)
            {
                Console.Error.WriteLine($"{walked - first} images after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; {now - idle:0.0} MB above idle");
            }

            peaks[quarter] = Math.Max(peaks[quarter], now - idle);
            heaps[quarter] = Math.Max(heaps[quarter], GC.GetGCMemoryInfo().HeapSizeBytes / Mb);
            sums[quarter] = (sums[quarter].Total + now - idle, sums[quarter].Looks + 1);
        });

        new Metric(Name, "peak-above-idle", peaks.Max(), "MB", 64, new
        {
            images,
            atOnce = AtOnce,
            idleMb = idle,
            peakOfQuarters = peaks,
            meanOfQuarters = sums.Select(sum => sum.Total / Math.Max(1, sum.Looks)),
            heapAfterCollectionOfQuarters = heaps,
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            note = "Resident memory of the worker's process, looked at every 0.2 s; the heap is what the last collection of any generation left, fragments included.",
        }).Print();
    }

    private static async Task WorkToAsync(Crew crew, int walked, Action<int> look)
    {
        using var stop = new CancellationTokenSource();
        Task work = crew.WorkAsync(stop.Token);
        while (crew.Walked < walked)
        {
            await Task.Delay(s_betweenLooks);
            look(crew.Walked);
        }

        await stop.CancelAsync();
        await work;
    }

    private static double ResidentMb()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / Mb;
    }
}
