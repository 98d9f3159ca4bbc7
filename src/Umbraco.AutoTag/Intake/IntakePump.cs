using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Intake;

/// <summary>
/// Follows what happens to media behind the editor's back: nobody waits for AutoTag's database, not even for a locked one, and an import of
/// thousands becomes a few statements. While the database does not take anything in, a bounded number of changes waits here; what is lost
/// beyond that, or by a crash, is what the sweep is for.
/// </summary>
/// <remarks>
/// One thing cannot be found again: that a save was an import. Media bears no mark of it, so an import that is lost here looks like any upload.
/// That is why changes wait here, in memory, for a database that is locked or full, instead of being left to the sweep at once.
/// </remarks>
internal sealed class IntakePump(
    FollowChanges follow,
    Readiness readiness,
    WorkSignal signal,
    TimeProvider clock,
    ILogger<IntakePump> log) : BackgroundService
{
    private const int LongestQueue = 10_000;
    private const int BatchSize = 200;
    private static readonly TimeSpan s_afterTrouble = TimeSpan.FromSeconds(5);

    private readonly Channel<MediaChange> _changes = Channel.CreateBounded<MediaChange>(LongestQueue);

    /// <summary>Takes note of a change; costs nothing but memory, and of that a bounded amount.</summary>
    public void Post(MediaChange change)
    {
        if (!_changes.Writer.TryWrite(change))
        {
            signal.MissedIntake();
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => PumpAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task PumpAsync(CancellationToken stoppingToken)
    {
        var waiting = new List<MediaChange>();
        try
        {
            while (waiting.Count > 0 || await _changes.Reader.WaitToReadAsync(stoppingToken))
            {
                FillUp(waiting);
                if (!readiness.IsReady || !await TryFollowAsync(waiting))
                {
                    await Task.Delay(s_afterTrouble, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FollowLastAsync(waiting);
        }
    }

    // What happened before the site stopped is still followed, unless the database is in the way.
    private async Task FollowLastAsync(List<MediaChange> waiting)
    {
        FillUp(waiting);
        while (waiting.Count > 0 && readiness.IsReady && await TryFollowAsync(waiting))
        {
            FillUp(waiting);
        }
    }

    private void FillUp(List<MediaChange> waiting)
    {
        while (waiting.Count < BatchSize && _changes.Reader.TryRead(out MediaChange? change))
        {
            waiting.Add(change);
        }
    }

    /// <summary>Takes what could be followed out of the list.</summary>
    private async Task<bool> TryFollowAsync(List<MediaChange> waiting)
    {
        try
        {
            while (waiting.Count > 0)
            {
                waiting.RemoveRange(0, await follow.NextAsync(waiting, CancellationToken.None));
            }

            return true;
        }
        catch (DbException e)
        {
            log.LogWarning(e, "AutoTag could not follow what happened to {Count} images. That is done all the same; AutoTag tries again by itself.", waiting.Count);
            readiness.StorageFails(e);
            signal.MissedIntake();
            return false;
        }
        catch (Exception e)
        {
            // A bug would only repeat itself: the sweep finds what these changes came to.
            log.LogError(e, "AutoTag could not follow what happened to {Count} images. That is done all the same; the images are found again by themselves.", waiting.Count);
            waiting.Clear();
            signal.MissedIntake();
            return false;
        }
    }
}
