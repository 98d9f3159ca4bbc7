using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Workers;

/// <summary>Brings the runs forward, step by step, on every server that works on the queue: each step is one that only one server can take.</summary>
internal sealed class RunWorker(
    Turn turn, IRunStore runs, AdvanceRun advance, UndoRun undo, WorkSignal signal, TimeProvider clock, ILogger<RunWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    // Then another run has its turn, and a pause that somebody asked for meanwhile is seen.
    private const int StepsAtOnce = 10;

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
                await TryAdvanceAsync(stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer follows its runs: the site stops. They go on where they are.");
        }
    }

    private async Task TryAdvanceAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await turn.IsOursAsync(stoppingToken))
            {
                return;
            }

            foreach (Run run in await runs.ActiveAsync(stoppingToken))
            {
                await TryAdvanceAsync(run, stoppingToken);
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not look for its runs, and tries again by itself.");
        }
    }

    // A run that cannot go on does not hold the others.
    private async Task TryAdvanceAsync(Run run, CancellationToken stoppingToken)
    {
        try
        {
            await AdvanceAsync(run, stoppingToken);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            log.LogError(e, "AutoTag could not bring the run {Run} forward, and tries again by itself.", run.Id);
        }
    }

    private async Task AdvanceAsync(Run run, CancellationToken stoppingToken)
    {
        Run? now = run;
        for (int step = 0; step < StepsAtOnce && now is not null && await StepAsync(now, stoppingToken); step++)
        {
            signal.Raise();
            now = await runs.FindAsync(run.Id, stoppingToken);
        }
    }

    private async Task<bool> StepAsync(Run run, CancellationToken stoppingToken) =>
        run is { Undo.EndedAt: null, Undo: not null } ? await undo.StepAsync(run, stoppingToken) : await advance.StepAsync(run, stoppingToken);
}
