using System.Data.Common;
using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Start;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>Shown under Settings, Health Check: configuration, storage, connections, queue, budgets, servers and their clocks. Costs nothing: it calls no provider.</summary>
[HealthCheck("5f0d2f0c-6a4b-4a0e-8c52-2f6f3f7f9a31", "AutoTag", Group = "AutoTag", Description = "Whether AutoTag can tag images, and what is in its way.")]
public sealed class AutoTagHealthCheck : HealthCheck
{
    private readonly Readiness _readiness;
    private readonly IConnectionStateStore _states;
    private readonly DriftHealth _drifts;
    private readonly IWorkItemStore _items;
    private readonly IWorkerStore _workers;
    private readonly BudgetReport _budgets;
    private readonly TimeProvider _clock;

    /// <summary>Made by Umbraco.</summary>
    public AutoTagHealthCheck(HealthFacts facts) =>
        (_readiness, _states, _drifts, _items, _workers, _budgets, _clock) =
        (facts.Readiness, facts.States, facts.Drifts, facts.Items, facts.Workers, facts.Budgets, facts.Clock);

    /// <inheritdoc />
    public override async Task<IEnumerable<HealthCheckStatus>> GetStatusAsync()
    {
        await _readiness.EnsureAsync(CancellationToken.None);
        List<HealthCheckStatus> statuses = [.. Setup()];
        if (_readiness.Problems.Any(problem => problem.Code == ProblemCode.Storage))
        {
            return statuses;
        }

        try
        {
            statuses.AddRange(await ConnectionsAsync());
            statuses.AddRange(await _drifts.StatusesAsync(CancellationToken.None));
            statuses.Add(await QueueAsync());
            statuses.AddRange(BudgetHealth.Of((await _budgets.AllAsync(CancellationToken.None)).Items));
            statuses.AddRange(ServerHealth.Of(await _workers.AllAsync(CancellationToken.None), _clock.GetUtcNow()));
        }
        catch (DbException e)
        {
            statuses.Add(Status(StatusResultType.Error, Readiness.InTheWay("AutoTag cannot read its database", e)));
        }

        return statuses;
    }

    /// <inheritdoc />
    public override HealthCheckStatus ExecuteAction(HealthCheckAction action) => Status(StatusResultType.Info, "There is nothing to do here.");

    private IEnumerable<HealthCheckStatus> Setup() => _readiness.Problems.Count == 0
        ? [Status(StatusResultType.Success, "Configuration and database are in order.")]
        : _readiness.Problems.Select(problem => Status(problem.Code == ProblemCode.SwitchedOff ? StatusResultType.Info : StatusResultType.Error, problem.Sentence));

    private async Task<IEnumerable<HealthCheckStatus>> ConnectionsAsync()
    {
        List<ConnectionState> ill = [.. (await _states.AllAsync(CancellationToken.None)).Where(state => state.Health is not (ConnectionHealth.Ok or ConnectionHealth.Throttled))];
        return ill.Count == 0
            ? [Status(StatusResultType.Success, "No connection is known to be in trouble.")]
            : ill.Select(state => Status(state.Health == ConnectionHealth.Paused ? StatusResultType.Info : StatusResultType.Error, $"Connection '{state.Connection}': {state.Message ?? state.Health.ToString()}"));
    }

    private async Task<HealthCheckStatus> QueueAsync()
    {
        IReadOnlyDictionary<WorkState, long> counts = await _items.CountAsync(PathScope.Everything, CancellationToken.None);
        long failed = counts.GetValueOrDefault(WorkState.Failed);
        string waiting = $"{Images(counts.GetValueOrDefault(WorkState.Waiting), "waits", "wait")}, {Counted(counts.GetValueOrDefault(WorkState.Working), "is", "are")} under way";
        return failed == 0
            ? Status(StatusResultType.Success, $"{waiting}, none was given up.")
            : Status(StatusResultType.Warning, $"{waiting}, {Images(failed, "was", "were")} given up. Open one and choose 'Try again', or have all of them tried again on the AutoTag dashboard in Media.");
    }

    private static string Images(long count, string one, string several) => Counted(count, $"image {one}", $"images {several}");

    private static string Counted(long count, string one, string several) => $"{count} {(count == 1 ? one : several)}";

    private static HealthCheckStatus Status(StatusResultType type, string message) => new(message) { ResultType = type };
}
