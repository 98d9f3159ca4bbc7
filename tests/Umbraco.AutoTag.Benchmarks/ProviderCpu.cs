using System.Diagnostics;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.EmbeddedMetadata;
using Umbraco.AutoTag.TestKit.Hostile;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What a provider itself costs for one call: its request written, signed and handed to the network byte by byte, and the documented answer read. The
/// network is not in it, and neither is the picture's preparation. What stands in a file is read from the file in memory.
/// </summary>
internal static class ProviderCpu
{
    public const string Name = "provider-cpu";

    private const int PictureBytes = 200 * 1024;
    private const int WarmUp = 50;

    private static EmbeddedMetadataProvider FileReader { get; } = new();

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
            using var http = new HttpClient(vendor.Network) { Timeout = Timeout.InfiniteTimeSpan };
            VisionRequest question = request with { Tasks = vendor.Provider.Declaration.Tasks & ~VisionTasks.Moderation | vendor.OnlyTask };
            Cost cost = await MeasureAsync(vendor.Name, vendor.Connect(http), question, calls);
            Note(vendor.Name, cost with { SentBytes = vendor.Network.Sent });
        }

        Note(FileReader.Declaration.Alias, await MeasureFileAsync(calls));

        void Note(string name, Cost cost)
        {
            measured[name] = cost;
            Console.Error.WriteLine($"{name}: {cost}");
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

    private static Task<Cost> MeasureFileAsync(int calls)
    {
        byte[] file = FileThatTells();
        // Nobody is called: whoever tries fails.
        var connection = new Connection("demo", new ConnectionOptions { Provider = FileReader.Declaration.Alias }, FileReader, new HttpClient());
        var request = new VisionRequest { Image = null, Tasks = FileReader.Declaration.Tasks, Language = "en", OpenOriginal = () => new MemoryStream(file, writable: false) };
        return MeasureAsync(FileReader.Declaration.Alias, connection, request, calls);
    }

    // What a picture agency writes into its files, both ways, before a scan that makes the file as large as the other picture.
    private static byte[] FileThatTells()
    {
        string[] keywords = [.. Enumerable.Range(1, 40).Select(number => $"keyword {number}")];
        byte[] scan = new byte[PictureBytes];
        new Random(1).NextBytes(scan);
        byte[] iptc = [.. IptcRecords.Keywords(keywords), .. IptcRecords.Of(IptcRecords.Headline, "A dog on a chair"), .. IptcRecords.Of(IptcRecords.Caption, "A dog sits on a chair by the window.")];
        string xmp = XmpPackets.Packet(XmpPackets.Subject(keywords) + XmpPackets.AltText("A dog on a chair by the window."));
        byte[] file = JpegSegments.Into([0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, .. scan], JpegSegments.Xmp(xmp), JpegSegments.Iptc(iptc));
        return file[..PictureBytes];
    }

    private static async Task<Cost> MeasureAsync(string name, Connection connection, VisionRequest request, int calls)
    {
        await AskAsync(WarmUp);

        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        (double Ms, long Allocated)[] each = await AskAsync(calls);
        self.Refresh();
        return new Cost(
            (self.TotalProcessorTime - cpu).TotalMilliseconds / calls,
            each.Select(call => call.Ms).Median(),
            each.Select(call => (double)call.Allocated / PictureBytes).Median(),
            SentBytes: 0);

        // Nothing waits here, so a call begins and ends on one thread, and what that thread allocated is the call's.
        async Task<(double, long)[]> AskAsync(int times)
        {
            var each = new (double, long)[times];
            for (int call = 0; call < times; call++)
            {
                long start = Stopwatch.GetTimestamp();
                int thread = Environment.CurrentManagedThreadId;
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                VisionReply reply = await connection.Provider.AskAsync(connection, request, CancellationToken.None);
                each[call] = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
                if (Environment.CurrentManagedThreadId != thread)
                {
                    throw new InvalidOperationException($"{name} waited for something: its allocations are on several threads.");
                }

                if (reply.Failure is { } failure)
                {
                    throw new InvalidOperationException($"{name}: {failure.Message}");
                }

                if (reply.Observations is not { Count: > 0 })
                {
                    throw new InvalidOperationException($"{name} read nothing: what was measured is not what a call costs.");
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
