using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Budgets;

/// <summary>Looks whether a part of a budget was reached, and tells it: whichever server notes it first, and another one where that did not come to tell it.</summary>
internal sealed class BudgetWatch(
    Turn turn,
    IServerRoleAccessor roles,
    ConfiguredBudgets budgets,
    BudgetReport report,
    IBudgetAlertStore alerts,
    IEventAggregator events,
    TimeProvider clock,
    ILogger<BudgetWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FollowAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_between, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer watches its budgets: the site stops.");
        }
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Umbraco sends no webhooks from a subscriber: what it noted would be told to nobody.
            if (budgets.All.Count > 0 && roles.CurrentServerRole != ServerRole.Subscriber && await turn.IsOursAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not tell how far its budgets are used, and tries again by itself.");
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (BudgetView budget in (await report.AllAsync(stoppingToken)).Items)
        {
            foreach (BudgetMeter meter in budget.Meters)
            {
                foreach (int threshold in meter.Reached.Where(threshold => budget.Alerts.All(told => (told.Unit, told.Threshold) != (meter.Unit, threshold))))
                {
                    await TellAsync(budget, meter, threshold, stoppingToken);
                }
            }
        }
    }

    private async Task TellAsync(BudgetView budget, BudgetMeter meter, int threshold, CancellationToken stoppingToken)
    {
        var alert = new BudgetAlert(budget.Name, meter.Unit, budget.PeriodFrom, meter.Limit, threshold);
        if (await alerts.NoteAsync(alert, stoppingToken))
        {
            log.LogWarning("AutoTag's budget {Budget} has reached {Threshold} % of {Key}: {Spent} of {Limit}.", budget.Name, threshold, meter.Key, meter.Spent, meter.Limit);
            await PublishAsync(
                new BudgetReachedNotification(
                    budget.Name, budget.Period, budget.Connection, meter.Unit, threshold, meter.Limit, meter.Spent, budget.PeriodFrom, budget.OpensAgain, meter.Key),
                stoppingToken);
            // What is told is told, also where the site stops now.
            await alerts.ToldAsync(alert, CancellationToken.None);
        }
    }

    // A listener that fails has been told: told again, those before it would hear of the same threshold every few minutes.
    private async Task PublishAsync(BudgetReachedNotification reached, CancellationToken stoppingToken)
    {
        try
        {
            await events.PublishAsync(reached, stoppingToken);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "Not everybody who listens could be told that AutoTag's budget {Budget} has reached {Threshold} %.", reached.Budget, reached.Threshold);
        }
    }
}
