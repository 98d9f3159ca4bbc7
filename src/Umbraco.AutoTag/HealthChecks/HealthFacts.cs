using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the health check looks at. Public because Umbraco makes health checks through a public constructor; of no use to others.</summary>
public sealed class HealthFacts
{
    internal HealthFacts(Readiness readiness, IConnectionStateStore states, IWorkItemStore items, IWorkerStore workers, BudgetReport budgets, TimeProvider clock) =>
        (Readiness, States, Items, Workers, Budgets, Clock) = (readiness, states, items, workers, budgets, clock);

    internal Readiness Readiness { get; }

    internal IConnectionStateStore States { get; }

    internal IWorkItemStore Items { get; }

    internal IWorkerStore Workers { get; }

    internal BudgetReport Budgets { get; }

    internal TimeProvider Clock { get; }
}
