using System.Diagnostics;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>
/// How much memory this process takes above what it takes idle. The measure is the working set, which the operating system counts: it holds
/// the managed heap with its garbage, native memory, and in these tests the client and the test itself, so it can only be too high.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly long _idle;
    private readonly Task _looking;
    private long _peak;

    private MemoryWatch(long idle)
    {
        _idle = idle;
        _looking = Task.Run(LookAsync);
    }

    /// <summary>The most that was seen above idle, in bytes.</summary>
    public long PeakAboveIdle => Math.Max(0, Interlocked.Read(ref _peak) - _idle);

    /// <summary>Idle is the state after everything that can be collected was collected and given back.</summary>
    public static MemoryWatch Start()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new MemoryWatch(Environment.WorkingSet);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        using var ticks = new PeriodicTimer(s_betweenLooks);
        try
        {
            do
            {
                Interlocked.Exchange(ref _peak, Math.Max(_peak, Environment.WorkingSet));
            }
            while (await ticks.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
