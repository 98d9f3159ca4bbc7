using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// Sweeps at start, every ten minutes, soon after a save that could not be taken in, and over everything after a media type was set up.
/// Afterwards it asks what became of calls whose answer was lost, and forgets what is kept for some time only.
/// </summary>
internal sealed class SweepWorker(
    Turn turn,
    Sweep sweep,
    IReservationStore reservations,
    SettleJobs jobs,
    ForgetAnswers answers,
    IOptionsMonitor<AutoTagOptions> options,
    Readiness readiness,
    WorkSignal signal,
    TimeProvider clock,
    ILogger<SweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => SweepAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset nextAt = DateTimeOffset.MinValue;
        bool all = false;
        using var ticks = new PeriodicTimer(s_look, clock);
        try
        {
            do
            {
                all |= signal.TakeEverything();
                bool isDue = signal.TakeMissed() || all || clock.GetUtcNow() >= nextAt;
                if (isDue && await TrySweepAsync(all, stoppingToken))
                {
                    all = false;
                    nextAt = clock.GetUtcNow() + s_between;
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag's sweep stops with the site.");
        }
    }

    private async Task<bool> TrySweepAsync(bool all, CancellationToken stoppingToken)
    {
        try
        {
            if (!await turn.IsOursAsync(stoppingToken))
            {
                signal.MissedIntake();
                return false;
            }

            int lost = await reservations.ExpireAsync(stoppingToken);
            if (lost > 0)
            {
                log.LogWarning("{Count} calls were under way in a process that ended. They are in AutoTag's ledger as perhaps paid, at their reserved price.", lost);
            }

            int found = await sweep.RunAsync(all, stoppingToken);
            readiness.StorageWorks();
            if (found > 0)
            {
                log.LogInformation("AutoTag's sweep brought in {Count} images.", found);
                signal.Raise();
            }

            await jobs.RunAsync(stoppingToken);
            await TryForgetAsync(stoppingToken);
            return true;
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag's sweep failed and is tried again by itself.");
            if (e is DbException failure)
            {
                readiness.StorageFails(failure);
            }

            signal.MissedIntake();
            return false;
        }
    }

    // In nobody's way: a sweep is done without it, and the next one tries again.
    private async Task TryForgetAsync(CancellationToken stoppingToken)
    {
        try
        {
            int forgotten = await answers.RunAsync(TimeSpan.FromDays(options.CurrentValue.KeepAnswersForDays), stoppingToken);
            if (forgotten > 0)
            {
                log.LogDebug("AutoTag forgot the words of {Count} answers that are older than AutoTag:KeepAnswersForDays.", forgotten);
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogWarning(e, "The words of old answers could not be deleted; the next sweep tries again.");
        }
    }
}
