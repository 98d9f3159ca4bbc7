using System.Diagnostics;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What a provider itself costs for one call: its request written, signed and handed to the network byte by byte, and the documented answer read. The
/// network is not in it, and neither is the picture's preparation.
/// </summary>
internal static class ProviderCpu
{
    public const string Name = "provider-cpu";

    private const int PictureBytes = 200 * 1024;
    private const int WarmUp = 50;

    public static async Task RunAsync(int calls)
    {
        // As dense as a JPEG, and the same in every run.
        byte[] bytes = new byte[PictureBytes];
        new Random(1).NextBytes(bytes);
        var request = new VisionRequest
        {
            Image = new PreparedImage(bytes, ImageFormat.Jpeg, new PixelSize(1024, 768)),
            Tasks = VisionTasks.None,
            Language = "en",
        };
        var measured = new Dictionary<string, Cost>();
        foreach (VendorCall vendor in VendorCall.All)
        {
            measured[vendor.Name] = await MeasureAsync(vendor, request with { Tasks = vendor.Provider.Declaration.Tasks & ~VisionTasks.Moderation | vendor.OnlyTask }, calls);
            Console.Error.WriteLine($"{vendor.Name}: {measured[vendor.Name]}");
        }

        Report("processor-time", "ms", 5, cost => cost.ProcessorMs);
        Report("allocated", "times the picture", 3, cost => cost.TimesThePicture);

        void Report(string figure, string unit, double goal, Func<Cost, double> of)
        {
            KeyValuePair<string, Cost> worst = measured.MaxBy(vendor => of(vendor.Value));
            new Metric(Name, figure, of(worst.Value), unit, goal, new
            {
                worst = worst.Key,
                pictureBytes = PictureBytes,
                calls,
                each = measured.ToDictionary(vendor => vendor.Key, vendor => Math.Round(of(vendor.Value), 3)),
            }).Print();
        }
    }

    private static async Task<Cost> MeasureAsync(VendorCall vendor, VisionRequest request, int calls)
    {
        using var http = new HttpClient(vendor.Network) { Timeout = Timeout.InfiniteTimeSpan };
        Connection connection = vendor.Connect(http);
        await AskAsync(WarmUp);

        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        (double Ms, long Allocated)[] each = await AskAsync(calls);
        self.Refresh();
        return new Cost(
            (self.TotalProcessorTime - cpu).TotalMilliseconds / calls,
            each.Select(call => call.Ms).Median(),
            each.Select(call => (double)call.Allocated / PictureBytes).Median(),
            vendor.Network.Sent);

        // Nothing waits here, so a call begins and ends on one thread, and what that thread allocated is the call's.
        async Task<(double, long)[]> AskAsync(int times)
        {
            var each = new (double, long)[times];
            for (int call = 0; call < times; call++)
            {
                long start = Stopwatch.GetTimestamp();
                int thread = Environment.CurrentManagedThreadId;
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                VisionReply reply = await vendor.Provider.AskAsync(connection, request, CancellationToken.None);
                each[call] = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
                if (Environment.CurrentManagedThreadId != thread)
                {
                    throw new InvalidOperationException($"{vendor.Name} waited for something: its allocations are on several threads.");
                }

                if (reply.Failure is { } failure)
                {
                    throw new InvalidOperationException($"{vendor.Name}: {failure.Message}");
                }
            }

            return each;
        }
    }

    private sealed record Cost(double ProcessorMs, double MedianMs, double TimesThePicture, long SentBytes)
    {
        public override string ToString() =>
            FormattableString.Invariant($"{ProcessorMs:0.00} ms of processor time, median {MedianMs:0.00} ms, {TimesThePicture:0.00} times the picture allocated, {SentBytes / 1024} KB sent");
    }
}
