using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Bulk jobs, for admins: a run may cost as much as its budget allows. A run looks at what its maker may see, and at nothing else.</summary>
[Route(Base + "/runs")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class RunsController(
    IRunStore runs, EstimateRun estimates, UndoRun undo, RunReport report, RunExport export, RunSelections selections, EditorAccess access, WorkSignal signal, TimeProvider clock) : AutoTagController
{
    private const int Newest = 50;

    /// <summary>The newest runs, newest first.</summary>
    [HttpGet(Name = "GetRuns")]
    [ProducesResponseType<RunList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) =>
        Ok(new RunList(await report.OfAsync(await runs.NewestAsync(Newest, cancellationToken), cancellationToken)));

    /// <summary>What a run over these images would do and cost. Changes nothing.</summary>
    [HttpPost("estimate", Name = "EstimateRun")]
    [ProducesResponseType<EstimateView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult> Estimate(SelectionModel selection, CancellationToken cancellationToken) =>
        access.TryGetEditor(User, out IUser? editor)
            ? Ok(RunReport.Of(await estimates.OfAsync(selections.Of(selection, editor), cancellationToken)))
            : Unauthorized();

    /// <summary>Makes a run, as a draft: nothing happens before it is started.</summary>
    [HttpPost(Name = "CreateRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult> Create(NewRun request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        RunSelection selection = selections.Of(request.Selection, editor);
        RunEstimate estimate = await estimates.OfAsync(selection, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        bool isBatched = request.Batch != BatchMode.None && estimate.Batch is not null;
        var run = new Run
        {
            Id = Guid.CreateVersion7(now),
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            Selection = selection,
            Money = MoneyOf(request.Budget),
            Credits = request.Budget?.Credits,
            Batch = isBatched ? request.Batch : BatchMode.None,
            Pace = isBatched ? RunPace.Free : PaceOf(request.Pace),
            Foretold = new Foretold(estimate.Images, estimate.Calls, (isBatched ? estimate.Batch!.Cost : estimate.Cost)?.Likely),
            CreatedBy = editor.Key,
            CreatedAt = now,
        };
        await runs.AddAsync(run, cancellationToken);
        return Ok(await report.OfAsync(run, cancellationToken));
    }

    /// <summary>One run.</summary>
    [HttpGet("{id:guid}", Name = "GetRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public Task<ActionResult> GetOne(Guid id, CancellationToken cancellationToken) => ReportAsync(id, cancellationToken);

    /// <summary>Begins a draft, or lets a paused run go on.</summary>
    [HttpPost("{id:guid}/start", Name = "StartRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Start(Guid id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { State: RunState.Done or RunState.Cancelled } ? Ended() : await MoveAsync(id, RunState.Running, cancellationToken);

    /// <summary>Brings nothing more in. What is under way ends as it would, and is kept.</summary>
    [HttpPost("{id:guid}/pause", Name = "PauseRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public Task<ActionResult> Pause(Guid id, CancellationToken cancellationToken) => MoveAsync(id, RunState.Paused, cancellationToken);

    /// <summary>Gives it up for good. What is under way ends as it would, and what was done is kept.</summary>
    [HttpPost("{id:guid}/cancel", Name = "CancelRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public Task<ActionResult> Cancel(Guid id, CancellationToken cancellationToken) => MoveAsync(id, RunState.Cancelled, cancellationToken);

    /// <summary>Tries again what was given up. A run that was done goes on with it.</summary>
    [HttpPost("{id:guid}/retry", Name = "RetryRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<ActionResult> Retry(Guid id, CancellationToken cancellationToken)
    {
        await runs.RetryFailedAsync(id, cancellationToken);
        return await ReportAsync(id, cancellationToken);
    }

    /// <summary>Sets what it may cost from now on. A run that stopped for its budget is started again by hand.</summary>
    [HttpPut("{id:guid}/budget", Name = "SetRunBudget")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> SetBudget(Guid id, RunBudgetModel budget, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return NoSuchRun();
        }

        return await runs.SetBudgetAsync(run with { Money = MoneyOf(budget), Credits = budget.Credits }, cancellationToken)
            ? await ReportAsync(id, cancellationToken)
            : Ended();
    }

    /// <summary>Sets how fast it may go from now on, on all servers. What a worker has in hand ends as it would. Not for runs at the batch price.</summary>
    [HttpPut("{id:guid}/pace", Name = "SetRunPace")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> SetPace(Guid id, RunPaceModel pace, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return NoSuchRun();
        }

        return await runs.SetPaceAsync(id, PaceOf(pace), cancellationToken) ? await ReportAsync(id, cancellationToken)
            : run.Batch == BatchMode.None ? Ended()
            : Refuse(StatusCodes.Status409Conflict, "Batched", "This run has no pace of its own", "It is looked at at the batch price, where the vendor sets the pace.");
    }

    /// <summary>What the run wrote, as a file: each field with what it held before, what was written, and under which revision.</summary>
    [HttpGet("{id:guid}/export", Name = "ExportRun")]
    [ProducesResponseType<Stream>(StatusCodes.Status200OK, LinesResult.Csv, LinesResult.JsonLines)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/json")]
    public async Task<ActionResult> Export(Guid id, ExportFormat format, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        return await runs.FindAsync(id, cancellationToken) is { } run ? export.Of(run, access.ScopeOf(editor), format) : NoSuchRun();
    }

    /// <summary>What an undo would do at this moment. Changes nothing.</summary>
    [HttpGet("{id:guid}/undo", Name = "PreviewRunUndo")]
    [ProducesResponseType<RunUndoPreview>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<ActionResult> PreviewUndo(Guid id, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return NoSuchRun();
        }

        UndoPreview preview = await undo.PreviewAsync(run, cancellationToken);
        return Ok(new RunUndoPreview(preview.Written, preview.Images, preview.Fields));
    }

    /// <summary>Puts every field that still holds what the run wrote back to what it held before. For runs that are done or cancelled; goes on in the background.</summary>
    [HttpPost("{id:guid}/undo", Name = "UndoRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Undo(Guid id, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return NoSuchRun();
        }

        // An undo that is through may be asked for again: an image that could not be saved then may be now.
        var asked = new RunUndo(editor.Key, clock.GetUtcNow(), Place: null, run.Undo?.Images ?? 0, run.Undo?.Fields ?? 0, EndedAt: null);
        return run is { Undo.EndedAt: null, Undo: not null } || !run.State.HasEnded() || !await runs.KeepUndoAsync(run, asked, cancellationToken)
            ? Refuse(StatusCodes.Status409Conflict, "NotEnded", "This run cannot be undone now", "It has to be done or cancelled first, and nobody else may be undoing it.")
            : await ReportAsync(id, cancellationToken);
    }

    private async Task<ActionResult> MoveAsync(Guid id, RunState to, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is null)
        {
            return NoSuchRun();
        }

        bool moved = await runs.MoveAsync(id, to, to == RunState.Running ? null : Run.ByHand, null, cancellationToken);
        signal.Raise();
        return moved
            ? await ReportAsync(id, cancellationToken)
            : Refuse(StatusCodes.Status409Conflict, "Changed", "The run is not as it was", "Somebody else was faster, or it ended by itself. Look again.");
    }

    private async Task<ActionResult> ReportAsync(Guid id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run ? Ok(await report.OfAsync(run, cancellationToken)) : NoSuchRun();

    private ActionResult NoSuchRun() => Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such run", "It does not exist.");

    private ActionResult Ended() => Refuse(StatusCodes.Status409Conflict, "Ended", "This run has ended", "Make another one.");

    private static RunPace PaceOf(RunPaceModel? pace) => new(pace?.Concurrency, pace?.PerMinute);

    private static MicroUsd? MoneyOf(RunBudgetModel? budget) => budget?.Usd is { } usd ? MicroUsd.FromUsd(usd) : null;
}
