using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>What a person does with a run, over HTTP or from the command line.</summary>
internal sealed class ChangeRun(IRunStore runs, WorkSignal signal, TimeProvider clock)
{
    private static readonly RunRefusal s_noSuchRun = new("NotFound", "There is no such run", "It does not exist.");
    private static readonly RunRefusal s_ended = new("Ended", "This run has ended", "Make another one.");
    private static readonly RunRefusal s_changed = new("Changed", "The run is not as it was", "Somebody else was faster, or it ended by itself. Look again.");
    private static readonly RunRefusal s_notEnded = new("NotEnded", "This run cannot be undone now", "It has to be done or cancelled first, and nobody else may be undoing it.");
    private static readonly RunRefusal s_batched = new("Batched", "This run has no pace of its own", "It is looked at at the batch price, where the vendor sets the pace.");

    /// <summary>Begins a draft, or lets a paused run go on.</summary>
    public async Task<RunChange> StartAsync(Guid id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { State: RunState.Done or RunState.Cancelled }
            ? new RunChange(s_ended)
            : await MoveAsync(id, RunState.Running, cancellationToken);

    /// <summary>Brings nothing more in.</summary>
    public Task<RunChange> PauseAsync(Guid id, CancellationToken cancellationToken) => MoveAsync(id, RunState.Paused, cancellationToken);

    /// <summary>Gives it up for good.</summary>
    public Task<RunChange> CancelAsync(Guid id, CancellationToken cancellationToken) => MoveAsync(id, RunState.Cancelled, cancellationToken);

    /// <summary>Sets what it may cost from now on.</summary>
    public Task<RunChange> SetBudgetAsync(Guid id, RunBudgetModel budget, CancellationToken cancellationToken) => OfRunAsync(
        id,
        async run => await runs.SetBudgetAsync(run with { Money = MakeRun.MoneyOf(budget), Credits = budget.Credits }, cancellationToken) ? null : s_ended,
        cancellationToken);

    /// <summary>Sets how fast it may go from now on.</summary>
    public Task<RunChange> SetPaceAsync(Guid id, RunPaceModel pace, CancellationToken cancellationToken) => OfRunAsync(
        id,
        async run => await runs.SetPaceAsync(id, MakeRun.PaceOf(pace), cancellationToken) ? null : run.Batch == Core.Batches.BatchMode.None ? s_ended : s_batched,
        cancellationToken);

    /// <summary>Has what it wrote taken back. An undo that is through may be asked for again: an image that could not be saved then may be now.</summary>
    public Task<RunChange> UndoAsync(Guid id, Guid askedBy, CancellationToken cancellationToken) => OfRunAsync(
        id,
        async run =>
        {
            var asked = new RunUndo(askedBy, clock.GetUtcNow(), Place: null, run.Undo?.Images ?? 0, run.Undo?.Fields ?? 0, EndedAt: null);
            return run is { Undo.EndedAt: null, Undo: not null } || !run.State.HasEnded() || !await runs.KeepUndoAsync(run, asked, cancellationToken) ? s_notEnded : null;
        },
        cancellationToken);

    private Task<RunChange> MoveAsync(Guid id, RunState to, CancellationToken cancellationToken) => OfRunAsync(
        id,
        async _ =>
        {
            bool moved = await runs.MoveAsync(id, to, to == RunState.Running ? null : Run.ByHand, null, cancellationToken);
            signal.Raise();
            return moved ? null : s_changed;
        },
        cancellationToken);

    private async Task<RunChange> OfRunAsync(Guid id, Func<Run, Task<RunRefusal?>> change, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return new RunChange(s_noSuchRun, IsUnknown: true);
        }

        return await change(run) is { } refusal ? new RunChange(refusal) : new RunChange(Run: await runs.FindAsync(id, cancellationToken));
    }
}

/// <summary>What came of it: one of the two.</summary>
/// <param name="Refusal">Why it was not done.</param>
/// <param name="IsUnknown">True where there is no such run.</param>
/// <param name="Run">The run as it is now.</param>
internal sealed record RunChange(RunRefusal? Refusal = null, bool IsUnknown = false, Run? Run = null);

/// <summary>Why something cannot be done with a run.</summary>
/// <param name="OperationStatus">A stable word.</param>
/// <param name="Title">What is the matter.</param>
/// <param name="Detail">What to do.</param>
internal sealed record RunRefusal(string OperationStatus, string Title, string Detail);
