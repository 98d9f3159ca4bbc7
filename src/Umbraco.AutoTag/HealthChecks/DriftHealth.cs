using Umbraco.AutoTag.Core.Connections;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the health check says of models: a line for each connection that another model answers than the one it is pinned to.</summary>
internal sealed class DriftHealth(IConnections connections, ModelDrifts drifts)
{
    public async Task<IEnumerable<HealthCheckStatus>> StatusesAsync(CancellationToken cancellationToken)
    {
        var statuses = new List<HealthCheckStatus>();
        // One that is stopped for it is told among those in trouble.
        foreach (Connection connection in connections.All.Where(connection => connection.Options.WhenModelDrifts == WhenModelDrifts.Warn))
        {
            if (await drifts.OfAsync(connection, cancellationToken) is { } drift)
            {
                statuses.Add(StatusOf(connection.Alias, drift));
            }
        }

        return statuses;
    }

    private static HealthCheckStatus StatusOf(string alias, ModelDrift drift) => new(
        $"Connection '{alias}' is asked for {drift.Asked}, but {drift.Answered} answers. Pin the model you want; "
        + $"to have the connection stopped where this happens set AutoTag:Connections:{alias}:WhenModelDrifts to 'Stop'.")
    {
        ResultType = StatusResultType.Warning,
    };
}
