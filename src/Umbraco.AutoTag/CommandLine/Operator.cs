using Umbraco.AutoTag.Api.Overview;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Start;
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
    EstimateRun estimates,
    MakeRun maker,
    ChangeRun change,
    RunReport report,
    StatusReport status,
    AwaitRun wait,
    ICountStore counts,
    ILedgerStore ledger)
{
    private const int Newest = 50;

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

    /// <summary>Makes every running sum anew: what budgets and the meter read from the ledger, what lists and counts read from the rows.</summary>
    public async Task<CommandAnswer> RecomputeAsync(CancellationToken cancellationToken) =>
        await InTheWayAsync(_ => false, cancellationToken)
        ?? CommandAnswer.Of(new Recomputed(await ledger.RecomputeAsync(cancellationToken), await counts.RecomputeAsync(cancellationToken)));

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

    /// <summary>Makes a run, and lets it begin and waits for it where that is wanted.</summary>
    public async Task<CommandAnswer> RunAsync(NewRun request, RunCommand mode, CancellationToken cancellationToken)
    {
        if (await InTheWayAsync(_ => true, cancellationToken) is { } inTheWay)
        {
            return inTheWay;
        }

        Run run = await maker.MakeAsync(request, RunSelections.Of(request.Selection, PathScope.Everything), Constants.Security.SuperUserKey, cancellationToken);
        if (!mode.Start)
        {
            return CommandAnswer.Of(await report.OfAsync(run, cancellationToken));
        }

        CommandAnswer started = await AnswerAsync(await change.StartAsync(run.Id, cancellationToken), cancellationToken);
        return mode.Wait && started.Code == ExitCode.Done ? await EndOfAsync(run.Id, mode.Timeout, cancellationToken) : started;
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

    private async Task<CommandAnswer> EndOfAsync(Guid id, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Awaited ended = await wait.EndOfAsync(id, timeout, cancellationToken);
        return OfEnd(ended, await report.OfAsync(ended.Run, cancellationToken));
    }

    /// <summary>What is said of a run that is no longer waited for.</summary>
    internal static CommandAnswer OfEnd(Awaited ended, RunView view) => ended.Run switch
    {
        _ when ended.Why == WaitEnd.NobodyWorks => CommandAnswer.Failed(
            "NobodyWorks", "Nobody works on the queue", "The run is made and goes on as soon as a server of the site works. This process only gives commands.", view),
        _ when ended.Why == WaitEnd.TimeIsUp => new CommandAnswer(ExitCode.StillRunning, view, new CommandProblem(
            "StillRunning", "The run has not ended in time", "It goes on. Where it gets no further, its images wait for a budget or a connection: see 'autotag status'. To stop it, pause or cancel it.")),
        { State: RunState.Done } => CommandAnswer.Of(view),
        { State: RunState.Paused, StoppedBy: { } by and not Run.ByHand } => CommandAnswer.Refused(by, "The run has stopped", ended.Run.StoppedBecause ?? "Give it more, and let it go on.", view),
        _ => CommandAnswer.Failed(ended.Run.State.ToString(), "The run was stopped", "Somebody paused or cancelled it.", view),
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

/// <summary>How far a run is brought by the command that makes it.</summary>
/// <param name="Start">True where it begins; else it stays a draft.</param>
/// <param name="Wait">True where it is waited for.</param>
/// <param name="Timeout">How long it is waited for; null is without end.</param>
internal sealed record RunCommand(bool Start, bool Wait, TimeSpan? Timeout);

/// <summary>How many running sums were wrong and are right now; 0 where all agreed.</summary>
/// <param name="Money">Sums of the ledger.</param>
/// <param name="Counts">Sums of images, suggestions, runs and revisions.</param>
internal sealed record Recomputed(int Money, int Counts);
