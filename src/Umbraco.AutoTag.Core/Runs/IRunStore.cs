namespace Umbraco.AutoTag.Core.Runs;

/// <summary>The runs, shared by all servers.</summary>
public interface IRunStore
{
    /// <summary>Keeps a new run. False where there is one with its id already: nothing was changed.</summary>
    Task<bool> AddAsync(Run run, CancellationToken cancellationToken);

    /// <summary>The run with this id; null where there is none.</summary>
    Task<Run?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest runs, newest first.</summary>
    Task<IReadOnlyList<Run>> NewestAsync(int take, CancellationToken cancellationToken);

    /// <summary>The runs of which something is to be done: running ones, those with images in the queue, and undos under way.</summary>
    Task<IReadOnlyList<Run>> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings a run that is in a state before <paramref name="to"/> into it. Where it pauses or is cancelled, its images that wait in the queue are
    /// taken out of it in the same step, as they were before; what a worker has in hand ends as it would.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="to">The state.</param>
    /// <param name="stoppedBy">Why, as <see cref="Run.StoppedBy"/>.</param>
    /// <param name="stoppedBecause">The same for people.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False where the run is in no state that this one may follow: nothing was changed.</returns>
    Task<bool> MoveAsync(Guid id, RunState to, string? stoppedBy, string? stoppedBecause, CancellationToken cancellationToken);

    /// <summary>Sets what a run may cost from now on. False where there is no such run, or it is cancelled.</summary>
    Task<bool> SetBudgetAsync(Run run, CancellationToken cancellationToken);

    /// <summary>
    /// Sets how fast a run may go from now on. What it has waiting in the queue goes back on its list and comes in again at the new pace; what a worker has
    /// in hand ends as it would. False where there is no such run, it has ended, or it is looked at at the batch price, where the vendor sets the pace.
    /// </summary>
    Task<bool> SetPaceAsync(Guid id, RunPace pace, CancellationToken cancellationToken);

    /// <summary>Puts the failed images of a run back on its list, and lets a run that was done go on. Returns how many.</summary>
    Task<int> RetryFailedAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Keeps how far an undo is. False where another server was faster: nothing was changed.</summary>
    Task<bool> KeepUndoAsync(Run seen, RunUndo undo, CancellationToken cancellationToken);
}
