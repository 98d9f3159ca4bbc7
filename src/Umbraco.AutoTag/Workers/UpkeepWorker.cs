using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core;

namespace Umbraco.AutoTag.Workers;

/// <summary>Begins the nightly run, where the configuration asks for one.</summary>
internal sealed class UpkeepWorker(
    Turn turn, Upkeep upkeep, IOptionsMonitor<AutoTagOptions> options, TimeProvider clock, ILogger<UpkeepWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FollowAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_look, clock);
        try
        {
            do
            {
                await TryBeginAsync(stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer looks for its nightly run: the site stops.");
        }
    }

    // Without a limit nothing begins: a configuration that was changed while the site runs is not asked for its mistakes first.
    private static UpkeepPlan? PlanOf(UpkeepOptions upkeep) => upkeep is { At: { } at } and ({ Usd: not null } or { Credits: not null })
        ? new UpkeepPlan(at, upkeep.Usd is { } usd ? MicroUsd.FromUsd(usd) : null, upkeep.Credits, Constants.Security.SuperUserKey)
        : null;

    private async Task TryBeginAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (PlanOf(options.CurrentValue.Upkeep) is { } plan
                && await turn.IsOursAsync(stoppingToken)
                && await upkeep.BeginAsync(plan, stoppingToken) is { } run)
            {
                log.LogInformation("AutoTag began its nightly run {Run} over {Count} images that are stale or missing.", run.Id, run.Foretold.Images);
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not begin its nightly run, and tries again by itself.");
        }
    }
}
