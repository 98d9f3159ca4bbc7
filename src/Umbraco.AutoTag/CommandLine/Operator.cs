using Umbraco.AutoTag.Api.Overview;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.CommandLine;

/// <summary>
/// What an operator's commands do. Whoever can start the site's process with its configuration can do anything with it: commands see the whole library,
/// and what they make is made by the super user.
/// </summary>
internal sealed class Operator(
    IRuntimeState runtime,
    Readiness readiness,
    IRunStore runs,
    IWorkerStore workers,
    EstimateRun estimates,
    MakeRun maker,
    ChangeRun change,
    RunReport report,
    StatusReport status,
    TimeProvider clock)
{
    private const int Newest = 50;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>How AutoTag is doing.</summary>
    public async Task<CommandAnswer> StatusAsync(CancellationToken cancellationToken)
    {
        if (NotRunning() is { } inTheWay)
        {
            return inTheWay;
        }

        await readiness.EnsureAsync(cancellationToken);
        Status now = await status.OfAsync(PathScope.Everything, inFull: true, cancellationToken);
        return now.Problems.Count == 0
            ? CommandAnswer.Of(now)
            : CommandAnswer.Failed("NotReady", "AutoTag cannot work", string.Join(' ', now.Problems.Select(problem => problem.Message)), now);
    }

    /// <summary>The newest runs.</summary>
    public async Task<CommandAnswer> RunsAsync(CancellationToken cancellationToken) =>
        await InTheWayAsync(_ => false, cancellationToken)
        ?? CommandAnswer.Of(new RunList(await report.OfAsync(await runs.NewestAsync(Newest, cancellationToken), cancellationToken)));

    /// <summary>What a run would do and cost.</summary>
    public async Task<CommandAnswer> EstimateAsync(NewRun request, CancellationToken cancellationToken)
    {
        if (await InTheWayAsync(_ => true, cancellationToken) is { } inTheWay)
        {
            return inTheWay;
        }

        RunEstimate estimate = await estimates.OfAsync(RunSelections.Of(request.Selection, PathScope.Everything), cancellationToken);
        EstimateView view = RunReport.Of(estimate);
        CostRange? cost = MakeRun.CostOf(estimate, request.Batch);
        return request.Budget switch
        {
            { Usd: not null } when cost is null && estimate.Calls > 0 =>
                CommandAnswer.Refused("PriceUnknown", "Nobody knows what it would cost", "Set the prices of the connections, or leave --budget out.", view),
            { Usd: { } usd } when cost?.Likely.Amount > MicroUsd.FromUsd(usd).Amount =>
                CommandAnswer.Refused("OverBudget", "It is likely to cost more than the budget", $"It is likely to cost {cost!.Likely}, and the budget is {MicroUsd.FromUsd(usd)}.", view),
            { Credits: { } credits } when estimate.Credits > credits =>
                CommandAnswer.Refused("OverBudget", "It is likely to cost more than the budget", $"It is likely to take {estimate.Credits:0.######} credits, and the budget is {credits:0.######}.", view),
            _ => CommandAnswer.Of(view),
        };
    }

    /// <summary>Makes a run, and lets it begin where that is wanted.</summary>
    public async Task<CommandAnswer> RunAsync(NewRun request, bool start, bool wait, CancellationToken cancellationToken)
    {
        if (await InTheWayAsync(_ => true, cancellationToken) is { } inTheWay)
        {
            return inTheWay;
        }

        Run run = await maker.MakeAsync(request, RunSelections.Of(request.Selection, PathScope.Everything), Constants.Security.SuperUserKey, cancellationToken);
        if (!start)
        {
            return CommandAnswer.Of(await report.OfAsync(run, cancellationToken));
        }

        CommandAnswer started = await AnswerAsync(await change.StartAsync(run.Id, cancellationToken), cancellationToken);
        return wait && started.Code == ExitCode.Done ? await EndOfAsync(run.Id, cancellationToken) : started;
    }

    public Task<CommandAnswer> PauseAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(change.PauseAsync, id, cancellationToken);

    public Task<CommandAnswer> ResumeAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(change.StartAsync, id, cancellationToken);

    public Task<CommandAnswer> CancelAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(change.CancelAsync, id, cancellationToken);

    public Task<CommandAnswer> UndoAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync((run, token) => change.UndoAsync(run, Constants.Security.SuperUserKey, token), id, cancellationToken);

    // A setting that is wrong must not keep anybody from stopping what runs.
    private async Task<CommandAnswer> ChangeAsync(Func<Guid, CancellationToken, Task<RunChange>> step, Guid id, CancellationToken cancellationToken) =>
        await InTheWayAsync(_ => false, cancellationToken) ?? await AnswerAsync(await step(id, cancellationToken), cancellationToken);

    private async Task<CommandAnswer> AnswerAsync(RunChange changed, CancellationToken cancellationToken) => changed switch
    {
        { Refusal: { } unknown, IsUnknown: true } => CommandAnswer.Failed(unknown.OperationStatus, unknown.Title, unknown.Detail),
        { Refusal: { } refusal } => CommandAnswer.Refused(refusal.OperationStatus, refusal.Title, refusal.Detail),
        _ => CommandAnswer.Of(await report.OfAsync(changed.Run!, cancellationToken)),
    };

    /// <summary>Waits until the run has ended or stopped, or nobody is there to work on it.</summary>
    private async Task<CommandAnswer> EndOfAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            Run run = (await runs.FindAsync(id, cancellationToken))!;
            bool isMoving = run.State == RunState.Running;
            AtWork servers = AtWork.Of(await workers.AllAsync(cancellationToken), clock.GetUtcNow());
            if (!isMoving || servers.Why is not null)
            {
                return OfEnd(run, await report.OfAsync(run, cancellationToken));
            }

            await Task.Delay(s_betweenLooks, clock, cancellationToken);
        }
    }

    private static CommandAnswer OfEnd(Run run, RunView view) => run switch
    {
        { State: RunState.Done } => CommandAnswer.Of(view),
        { State: RunState.Running } => CommandAnswer.Failed(
            "NobodyWorks", "Nobody works on the queue", "The run is made and goes on as soon as a server of the site works. This process only gives commands.", view),
        { State: RunState.Paused, StoppedBy: { } by and not Run.ByHand } => CommandAnswer.Refused(by, "The run has stopped", run.StoppedBecause ?? "Give it more, and let it go on.", view),
        _ => CommandAnswer.Failed(run.State.ToString(), "The run was stopped", "Somebody paused or cancelled it.", view),
    };

    private CommandAnswer? NotRunning()
    {
        if (runtime.Level is RuntimeLevel.Unknown or RuntimeLevel.Boot)
        {
            runtime.DetermineRuntimeLevel();
        }

        return runtime.Level == RuntimeLevel.Run
            ? null
            : CommandAnswer.Failed("SiteNotRunning", "Umbraco cannot work", $"It is at the level '{runtime.Level}': install or upgrade it, or see its log.");
    }

    private async Task<CommandAnswer?> InTheWayAsync(Func<Start.Problem, bool> alsoMatters, CancellationToken cancellationToken)
    {
        if (NotRunning() is { } inTheWay)
        {
            return inTheWay;
        }

        await readiness.EnsureAsync(cancellationToken);
        Start.Problem[] problems = [.. readiness.Problems.Where(problem => problem.Code == ProblemCode.Storage || alsoMatters(problem))];
        return problems.Length == 0 ? null : CommandAnswer.Failed("NotReady", "AutoTag cannot work", string.Join(' ', problems.Select(problem => problem.Sentence)));
    }
}
