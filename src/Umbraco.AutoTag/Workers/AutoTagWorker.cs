using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// Takes items from the queue and walks them through the corridor, a bounded number at once. Nothing that happens in here may escape: an
/// exception out of a background service stops the whole site.
/// </summary>
internal sealed class AutoTagWorker(
    Turn turn,
    Claim claim,
    Walk walk,
    Heartbeat heartbeat,
    WorkSignal signal,
    IOptionsMonitor<AutoTagOptions> options,
    IOptions<HostOptions> host,
    TimeProvider clock,
    ILogger<AutoTagWorker> log) : BackgroundService
{
    // Most answers are there in a few seconds, and what they cost is saved. Container hosts kill after ten: what is cut off must be written down by then.
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_afterTrouble = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var underWay = new List<Task>();
        using var calls = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using CancellationTokenRegistration drain = stoppingToken.Register(() => calls.CancelAfter(Drain()));
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause = s_betweenLooks;
            try
            {
                underWay.RemoveAll(task => task.IsCompleted);
                if (await turn.IsOursAsync(stoppingToken))
                {
                    underWay.AddRange(await ClaimAsync(options.CurrentValue.Workers.Images - underWay.Count, calls.Token, stoppingToken));
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.LogError(e, "AutoTag cannot work at the moment and tries again by itself.");
                pause = s_afterTrouble;
            }

            await RestAsync(underWay.Count, pause, stoppingToken);
        }

        await Task.WhenAll(underWay);
    }

    private async Task<IReadOnlyList<Task>> ClaimAsync(int places, CancellationToken calls, CancellationToken stoppingToken) => places <= 0
        ? []
        : [.. (await claim.NextAsync(places, stoppingToken)).Select(lease => Task.Run(() => WalkAsync(lease, calls, stoppingToken), CancellationToken.None))];

    private async Task WalkAsync(Lease lease, CancellationToken calls, CancellationToken stoppingToken)
    {
        try
        {
            await heartbeat.WhileAsync(lease, (held, call) => walk.WalkAsync(lease, held, call), stoppingToken, calls);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Media item {MediaKey} was given back, because the site stops.", lease.Item.MediaKey);
        }
        catch (Exception e)
        {
            log.LogError(e, "AutoTag could not end its work on media item {MediaKey}; its lease runs out and it is taken up again.", lease.Item.MediaKey);
        }
        finally
        {
            // A place is free.
            signal.Raise();
        }
    }

    // The host waits for all its services together, and some must still stop after this one.
    private TimeSpan Drain()
    {
        TimeSpan half = host.Value.ShutdownTimeout / 2;
        return half >= TimeSpan.Zero && half < s_longestDrain ? half : s_longestDrain;
    }

    private async Task RestAsync(int underWay, TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await signal.WaitAsync(pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("AutoTag stops with {Count} images under way; what has not been sent is given back at once, and calls under way have a moment to end.", underWay);
        }
    }
}
