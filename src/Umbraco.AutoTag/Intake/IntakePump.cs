using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Intake;

/// <summary>
/// Brings saved media in behind the save's back: an editor never waits for AutoTag's database, not even for a locked one, and an import of
/// thousands becomes a few statements. What is lost here by a crash is what the sweep is for.
/// </summary>
internal sealed class IntakePump(
    Core.Corridor.Intake intake,
    Readiness readiness,
    WorkSignal signal,
    ILogger<IntakePump> log) : BackgroundService
{
    private const int LongestQueue = 10_000;
    private const int BatchSize = 200;

    private readonly Channel<SavedMedia> _saved = Channel.CreateBounded<SavedMedia>(LongestQueue);

    /// <summary>Takes note of a saved item; costs nothing but memory, and of that a bounded amount.</summary>
    public void Post(SavedMedia media)
    {
        if (!_saved.Writer.TryWrite(media))
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
        try
        {
            while (await _saved.Reader.WaitToReadAsync(stoppingToken))
            {
                await TakeAsync(NextBatch());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was saved before the site stopped is still brought in.
            await TakeAsync(NextBatch());
        }
    }

    private List<SavedMedia> NextBatch()
    {
        var batch = new List<SavedMedia>();
        while (batch.Count < BatchSize && _saved.Reader.TryRead(out SavedMedia? media))
        {
            batch.Add(media);
        }

        return batch;
    }

    private async Task TakeAsync(List<SavedMedia> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            if (await intake.TakeAsync(batch, CancellationToken.None) > 0)
            {
                signal.Raise();
            }
        }
        catch (Exception e)
        {
            log.LogWarning(e, "AutoTag could not take in {Count} saved images. The saves themselves are done; the images are found again by themselves.", batch.Count);
            if (e is DbException failure)
            {
                readiness.StorageFails(failure);
            }

            signal.MissedIntake();
        }
    }
}
