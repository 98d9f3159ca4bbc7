using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Batches;

namespace Umbraco.AutoTag.Workers;

/// <summary>Brings batches forward on every server that works on the queue: each batch is in one server's hand at a time.</summary>
internal sealed class BatchWorker(Turn turn, AdvanceBatches advance, WorkSignal signal, TimeProvider clock, ILogger<BatchWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FollowAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_betweenLooks, clock);
        try
        {
            do
            {
                while (await TryStepAsync(stoppingToken))
                {
                    signal.Raise();
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer follows its batches: the site stops. They go on at the vendor, and are seen to after the next start.");
        }
    }

    private async Task<bool> TryStepAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await turn.IsOursAsync(stoppingToken) && await advance.StepAsync(stoppingToken);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not see to its batches, and tries again by itself.");
            return false;
        }
    }
}
