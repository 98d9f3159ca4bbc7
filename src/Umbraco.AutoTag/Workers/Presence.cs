using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Workers;

/// <summary>Tells the other servers that this one lives, whether it works, and how far its clock is off; so that somebody notices where nobody works.</summary>
/// <param name="turn">Whether this server works.</param>
/// <param name="readiness">Whether the tables are there.</param>
/// <param name="workers">Where it is written down.</param>
/// <param name="depth">Is told by the way how long the queue is.</param>
/// <param name="name">Name of this process, unique among all that share the queue.</param>
/// <param name="clock">Says when to tell again.</param>
/// <param name="log">Hears about trouble.</param>
internal sealed class Presence(
    Turn turn, Readiness readiness, IWorkerStore workers, QueueDepth depth, WorkerName name, TimeProvider clock, ILogger<Presence> log) : BackgroundService
{
    /// <summary>How often a server tells that it lives.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => TellAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await TryTellAsync(stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag stops with the site.");
        }
    }

    private async Task TryTellAsync(CancellationToken stoppingToken)
    {
        try
        {
            bool works = await turn.IsOursAsync(stoppingToken);
            if (readiness.IsReady)
            {
                await workers.ReportAsync(name.Value, turn.Mode.ToString(), works, await workers.SkewAsync(stoppingToken), stoppingToken);
                await depth.RefreshAsync(stoppingToken);
            }
        }
        catch (DbException e)
        {
            // Whoever works meets the same database, and says so.
            log.LogDebug(e, "AutoTag could not tell that this server lives.");
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(e, "AutoTag could not tell that this server lives.");
        }
    }
}

/// <summary>Name of this process, unique among all that share the queue.</summary>
internal sealed record WorkerName(string Value);
