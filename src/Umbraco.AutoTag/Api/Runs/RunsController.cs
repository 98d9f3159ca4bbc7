using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Bulk jobs, for admins: a run may cost as much as its budget allows. A run looks at what its maker may see, and at nothing else.</summary>
[Route(Base + "/runs")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class RunsController(
    IRunStore runs, EstimateRun estimates, MakeRun maker, ChangeRun change, UndoRun undo, RunReport report, RunExport export, EditorAccess access) : AutoTagController
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
            ? Ok(RunReport.Of(await estimates.OfAsync(RunSelections.Of(selection, access.ScopeOf(editor)), cancellationToken)))
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

        Run run = await maker.MakeAsync(request, RunSelections.Of(request.Selection, access.ScopeOf(editor)), editor.Key, cancellationToken);
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
    public async Task<ActionResult> Start(Guid id, CancellationToken cancellationToken) => await AnswerAsync(await change.StartAsync(id, cancellationToken), cancellationToken);

    /// <summary>Brings nothing more in. What is under way ends as it would, and is kept.</summary>
    [HttpPost("{id:guid}/pause", Name = "PauseRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Pause(Guid id, CancellationToken cancellationToken) => await AnswerAsync(await change.PauseAsync(id, cancellationToken), cancellationToken);

    /// <summary>Gives it up for good. What is under way ends as it would, and what was done is kept.</summary>
    [HttpPost("{id:guid}/cancel", Name = "CancelRun")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Cancel(Guid id, CancellationToken cancellationToken) => await AnswerAsync(await change.CancelAsync(id, cancellationToken), cancellationToken);

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
    public async Task<ActionResult> SetBudget(Guid id, RunBudgetModel budget, CancellationToken cancellationToken) =>
        await AnswerAsync(await change.SetBudgetAsync(id, budget, cancellationToken), cancellationToken);

    /// <summary>Sets how fast it may go from now on, on all servers. What a worker has in hand ends as it would. Not for runs at the batch price.</summary>
    [HttpPut("{id:guid}/pace", Name = "SetRunPace")]
    [ProducesResponseType<RunView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> SetPace(Guid id, RunPaceModel pace, CancellationToken cancellationToken) =>
        await AnswerAsync(await change.SetPaceAsync(id, pace, cancellationToken), cancellationToken);

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
    public async Task<ActionResult> Undo(Guid id, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? await AnswerAsync(await change.UndoAsync(id, editor.Key, cancellationToken), cancellationToken)
        : Unauthorized();

    private async Task<ActionResult> AnswerAsync(RunChange changed, CancellationToken cancellationToken) => changed.Refusal is { } refusal
        ? Refuse(changed.IsUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refusal.OperationStatus, refusal.Title, refusal.Detail)
        : Ok(await report.OfAsync(changed.Run!, cancellationToken));

    private async Task<ActionResult> ReportAsync(Guid id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run ? Ok(await report.OfAsync(run, cancellationToken)) : NoSuchRun();

    private ActionResult NoSuchRun() => Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such run", "It does not exist.");
}
