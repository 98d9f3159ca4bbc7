using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Workers;

/// <summary>Lets a profile that was saved on another server hold on this one within <see cref="Every"/>, where nobody works who would look for it.</summary>
internal sealed class ProfileWatch(FollowProfile follow, ProfileInForce inForce, Readiness readiness, TimeProvider clock, ILogger<ProfileWatch> log) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Every, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("AutoTag no longer looks for saved profiles: the site stops.");
        }
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            // The first look comes with the tables, and whoever makes them takes it.
            if (inForce.IsKnown && await follow.LookAsync(stoppingToken))
            {
                await readiness.EnsureAsync(stoppingToken);
            }
        }
        catch (DbException e)
        {
            // Whoever works meets the same database, and says so.
            log.LogDebug(e, "AutoTag could not look for a saved profile.");
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(e, "AutoTag could not look for a saved profile, and tries again by itself.");
        }
    }
}
