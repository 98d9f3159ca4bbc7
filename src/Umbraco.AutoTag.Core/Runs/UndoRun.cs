using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Corridor;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// Takes back what a run wrote, image by image, where it is still there. Human edits since, and what somebody has said yes to, are left alone.
/// </summary>
public sealed class UndoRun(IRunStore runs, IRunImages images, Undo undo, TimeProvider clock, ILogger<UndoRun> log)
{
    /// <summary>Up to so many images each is looked at before it is said how many fields would go back; of more, it is said how many were written.</summary>
    public const int MostLookedAt = 1_000;

    private const int PageSize = 50;

    /// <summary>What an undo would do at this moment. Changes nothing.</summary>
    public async Task<UndoPreview> PreviewAsync(Run run, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> written = await images.WrittenAsync(run.Id, after: null, MostLookedAt + 1, cancellationToken);
        if (written.Count > MostLookedAt)
        {
            long all = (await images.CountAsync([run.Id], cancellationToken))[run.Id].Written;
            return new UndoPreview(all, Images: all, Fields: null);
        }

        long goingBack = 0;
        long fields = 0;
        foreach (Guid key in written)
        {
            int count = (await undo.WouldGoBackAsync(run.Id, key, cancellationToken)).Count;
            goingBack += count > 0 ? 1 : 0;
            fields += count;
        }

        return new UndoPreview(written.Count, goingBack, fields);
    }

    /// <summary>Takes the next images back.</summary>
    /// <returns>True where there is more to do at once.</returns>
    public async Task<bool> StepAsync(Run run, CancellationToken cancellationToken)
    {
        // What a worker still has in hand would be written after it was taken back.
        await images.SettleAsync(run.Id, cancellationToken);
        await images.WithdrawAsync(run.Id, cancellationToken);
        if ((await images.BacklogAsync(run.Id, cancellationToken)).Queued > 0)
        {
            return false;
        }

        RunUndo undone = run.Undo!;
        IReadOnlyList<Guid> keys = await images.WrittenAsync(run.Id, undone.Place, PageSize, cancellationToken);
        foreach (Guid key in keys)
        {
            int count = await TakeBackAsync(run, key, undone.AskedBy, cancellationToken);
            undone = undone with { Place = key, Images = undone.Images + (count > 0 ? 1 : 0), Fields = undone.Fields + count };
        }

        bool isThrough = keys.Count < PageSize;
        await runs.KeepUndoAsync(run, undone with { EndedAt = isThrough ? clock.GetUtcNow() : null }, cancellationToken);
        return !isThrough;
    }

    /// <summary>How many fields went back. An image that the site refuses to save stays as it is, and those behind it have their turn.</summary>
    private async Task<int> TakeBackAsync(Run run, Guid key, Guid askedBy, CancellationToken cancellationToken)
    {
        try
        {
            return (await undo.RunAsync(run.Id, key, askedBy, cancellationToken)).Count;
        }
        // A database in trouble (every driver's exceptions are external) is waited for, and the image tried again.
        catch (Exception e) when (e is not (OperationCanceledException or ExternalException))
        {
            log.LogError(e, "AutoTag could not take back what the run {Run} wrote into {MediaKey}: the site did not save it. It stays as it is.", run.Id, key);
            return 0;
        }
    }
}

/// <summary>What an undo would do.</summary>
/// <param name="Written">How many images the run wrote into.</param>
/// <param name="Images">Of those, how many have a field that goes back; at most so many where <paramref name="Fields"/> is unknown.</param>
/// <param name="Fields">How many fields go back; null where there are too many images to look at each beforehand.</param>
public sealed record UndoPreview(long Written, long Images, long? Fields);
