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
    ILogger<AutoTagWorker> log) : BackgroundService
{
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
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause = s_betweenLooks;
            try
            {
                underWay.RemoveAll(task => task.IsCompleted);
                if (await turn.IsOursAsync(stoppingToken))
                {
                    underWay.AddRange(await ClaimAsync(options.CurrentValue.Workers.Images - underWay.Count, stoppingToken));
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

    private async Task<IReadOnlyList<Task>> ClaimAsync(int places, CancellationToken stoppingToken) => places <= 0
        ? []
        : [.. (await claim.NextAsync(places, stoppingToken)).Select(lease => Task.Run(() => WalkAsync(lease, stoppingToken), CancellationToken.None))];

    private async Task WalkAsync(Lease lease, CancellationToken stoppingToken)
    {
        try
        {
            await heartbeat.WhileAsync(lease, held => walk.WalkAsync(lease, held), stoppingToken);
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

    private async Task RestAsync(int underWay, TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await signal.WaitAsync(pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("AutoTag stops with {Count} images under way; they are given back.", underWay);
        }
    }
}
