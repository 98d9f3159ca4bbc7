using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// Brings back what waits for a budget's next period when the configuration changes, and once at start: a budget may have been raised, or a price
/// set. Where neither was, a few images are looked at in vain, and the rest waits on. What waits for a connection that is not asked any more comes back, too.
/// </summary>
internal sealed class RaisedBudgets(
    Turn turn,
    HeldConnections held,
    IWorkItemStore items,
    UnaskedConnections unasked,
    WorkSignal signal,
    IOptionsMonitor<AutoTagOptions> options,
    TimeProvider clock,
    ILogger<RaisedBudgets> log) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private int _changed = 1;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FollowAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using IDisposable? heard = options.OnChange(_ => Interlocked.Exchange(ref _changed, 1));
        using var ticks = new PeriodicTimer(s_look, clock);
        try
        {
            do
            {
                if (Interlocked.Exchange(ref _changed, 0) == 1 && !await TryRecallAsync(stoppingToken))
                {
                    Interlocked.Exchange(ref _changed, 1);
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer follows its budgets: the site stops.");
        }
    }

    private async Task<bool> TryRecallAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await turn.IsOursAsync(stoppingToken))
            {
                return false;
            }

            held.LetGo();
            int recalled = await items.RecallAsync(BudgetRefusal.UsedUpCode, stoppingToken) + await items.RecallAsync(UnknownPrice.Code, stoppingToken)
                + await unasked.WakeAsync(stoppingToken);
            if (recalled > 0)
            {
                signal.Raise();
            }

            return true;
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not bring back what waits for a budget or for a connection that is not asked any more, and tries again by itself.");
            return false;
        }
    }
}
