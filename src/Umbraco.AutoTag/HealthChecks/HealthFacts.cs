using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the health check looks at. Public because Umbraco makes health checks through a public constructor; of no use to others.</summary>
public sealed class HealthFacts
{
    internal HealthFacts(
        Readiness readiness, IConnectionStateStore states, DriftHealth drifts, IWorkItemStore items, IWorkerStore workers, BudgetReport budgets, TimeProvider clock) =>
        (Readiness, States, Drifts, Items, Workers, Budgets, Clock) = (readiness, states, drifts, items, workers, budgets, clock);

    internal Readiness Readiness { get; }

    internal IConnectionStateStore States { get; }

    internal DriftHealth Drifts { get; }

    internal IWorkItemStore Items { get; }

    internal IWorkerStore Workers { get; }

    internal BudgetReport Budgets { get; }

    internal TimeProvider Clock { get; }
}
