using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// Adds what has changed to the sums that lists and counts are read from, on every server that is up, whether it works on the queue or not: also
/// editors and imports change what is counted. Counts are exact without it, and slower.
/// </summary>
internal sealed class CountFolding(ICountStore counts, Readiness readiness, TimeProvider clock, ILogger<CountFolding> log) : BackgroundService
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FoldAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task FoldAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(s_between, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await TryFoldAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag stops with the site.");
        }
    }

    private async Task TryFoldAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (readiness.IsReady && await counts.FoldAsync(stoppingToken))
            {
                log.LogTrace("AutoTag has folded some of what has changed, and there is more.");
            }
        }
        catch (DbException e)
        {
            // Whoever works meets the same database, and says so. What was not folded is added by those who read.
            log.LogDebug(e, "AutoTag could not add up what has changed; it is tried again by itself.");
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(e, "AutoTag could not add up what has changed; it is tried again by itself.");
        }
    }
}
