using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core.Models.Entities;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What a run wrote, as a file: rows per second, and how far the memory of the process rises while a million of them go out. The file goes nowhere; the
/// names of the images come from memory, because Umbraco's part is Umbraco's.
/// </summary>
internal static class Export
{
    public const string Name = "export";

    private const double GoalMb = 64;
    private const double Mb = 1024 * 1024;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

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
        await library.FillWrittenAsync(rows / LargeLibrary.WritesPerImage);
        var export = new RunExport(library.Store<IRunWrites>(), DispatchProxy.Create<IEntityService, Names>());
        Run run = (await library.Store<IRunStore>().FindAsync(LargeLibrary.LargestRun, default))!;
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await WriteAsync(export, run, format, stopAfter: 2_000);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            double idle = ResidentMb();
            using var stop = new CancellationTokenSource();
            Task<double> peak = PeakAsync(stop.Token);
            long start = Stopwatch.GetTimestamp();
            Counted file = await WriteAsync(export, run, format, stopAfter: long.MaxValue);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await stop.CancelAsync();
            string which = $"{format}-{library.Database}".ToLowerInvariant();
            var details = new { library.Database, format, lines = file.Lines, megabytes = file.Bytes / Mb, seconds, idleMb = idle };
            new Metric(Name, $"rows-per-second-{which}", file.Lines / seconds, "rows/s", null, details) { MoreIsBetter = true }.Print();
            new Metric(Name, $"peak-above-idle-{which}", await peak - idle, "MB", GoalMb, details).Print();
        }
    }

    private static async Task<Counted> WriteAsync(RunExport export, Run run, ExportFormat format, long stopAfter)
    {
        using var file = new Counted(stopAfter);
        using var enough = new CancellationTokenSource();
        file.Enough = enough.Cancel;
        var context = new DefaultHttpContext { Response = { Body = file }, RequestAborted = enough.Token };
        try
        {
            await export.Of(run, PathScope.Everything, format).ExecuteResultAsync(new ActionContext { HttpContext = context });
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // The warm-up.
        }

        return file;
    }

    private static async Task<double> PeakAsync(CancellationToken stop)
    {
        double peak = ResidentMb();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(s_betweenLooks, CancellationToken.None);
            peak = Math.Max(peak, ResidentMb());
        }

        return peak;
    }

    private static double ResidentMb()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / Mb;
    }

    /// <summary>Counts what is written, and keeps nothing.</summary>
    private sealed class Counted(long stopAfter) : Stream
    {
        public long Bytes { get; private set; }

        public long Lines { get; private set; }

        public Action Enough { get; set; } = () => { };

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Bytes += buffer.Length;
            Lines += buffer.Count((byte)'\n');
            if (Lines > stopAfter)
            {
                Enough();
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Names every image.</summary>
    public class Names : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => args is [_, Guid[] keys]
            ? keys.Select(key => new EntitySlim { Key = key, Name = $"Picture {key:N}" }).ToArray<IEntitySlim>()
            : throw new NotSupportedException($"{targetMethod!.Name} is not asked here.");
    }
}
