using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the health check says of models: a line for each connection whose last call another model answered than the one it is pinned to.</summary>
internal sealed class DriftHealth(IConnections connections, IProfiles profiles, ILedgerStore ledger)
{
    public async Task<IEnumerable<HealthCheckStatus>> StatusesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry> calls = await ledger.LastCallsAsync(cancellationToken);
        return
        [
            .. from connection in connections.All
               // One that is stopped for it is told among those in trouble.
               where connection.Options.WhenModelDrifts == WhenModelDrifts.Warn
               let last = calls.FirstOrDefault(call => call.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase))
               let drift = ModelDrift.Of(last, connection, profiles.Default)
               where drift is not null
               select StatusOf(connection.Alias, drift),
        ];
    }

    private static HealthCheckStatus StatusOf(string alias, ModelDrift drift) => new(
        $"Connection '{alias}' is asked for {drift.Asked}, but {drift.Answered} answers. Pin the model you want; "
        + $"to have the connection stopped where this happens set AutoTag:Connections:{alias}:WhenModelDrifts to 'Stop'.")
    {
        ResultType = StatusResultType.Warning,
    };
}
