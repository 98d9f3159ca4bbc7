using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Workers;

/// <summary>Takes stock of the library's alternative texts at start, every ten minutes, and of everything after a media type was set up.</summary>
internal sealed class StockWorker(
    Turn turn, TakeStock stock, Readiness readiness, WorkSignal signal, TimeProvider clock, ILogger<StockWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_afterTrouble = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => CountAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task CountAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset nextAt = DateTimeOffset.MinValue;
        bool all = false;
        using var ticks = new PeriodicTimer(s_look, clock);
        try
        {
            do
            {
                if (signal.TakeStock())
                {
                    (all, nextAt) = (true, DateTimeOffset.MinValue);
                }

                if (clock.GetUtcNow() >= nextAt)
                {
                    bool isThrough = await TryCountAsync(all, stoppingToken);
                    all &= !isThrough;
                    nextAt = clock.GetUtcNow() + (isThrough ? s_between : s_afterTrouble);
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag stops taking stock with the site; it goes on from there.");
        }
    }

    private async Task<bool> TryCountAsync(bool all, CancellationToken stoppingToken)
    {
        try
        {
            return await turn.IsOursAsync(stoppingToken) && await stock.RunAsync(all, stoppingToken);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not take stock of the alternative texts and tries again by itself.");
            if (e is DbException failure)
            {
                readiness.StorageFails(failure);
            }

            return false;
        }
    }
}
