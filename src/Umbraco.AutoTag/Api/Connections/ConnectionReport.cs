using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>Puts together how the connections are doing. What leaves here holds no secret.</summary>
internal sealed class ConnectionReport(IConnections connections, IConnectionStateStore states, ILedgerStore ledger, TimeProvider clock)
{
    /// <summary>In short, for every editor.</summary>
    public async Task<IReadOnlyList<ConnectionStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ConnectionState> known = await states.AllAsync(cancellationToken);
        IReadOnlyList<LedgerEntry> calls = await ledger.LastCallsAsync(cancellationToken);
        return [.. connections.All.Select(connection => StatusOf(connection, known, calls))];
    }

    /// <summary>In full, for admins.</summary>
    public async Task<IReadOnlyList<ConnectionDetail>> DetailsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ConnectionState> known = await states.AllAsync(cancellationToken);
        IReadOnlyList<LedgerEntry> calls = await ledger.LastCallsAsync(cancellationToken);
        return [.. connections.All.Select(connection => DetailOf(connection, StatusOf(connection, known, calls), CallOf(connection, calls)))];
    }

    private ConnectionStatus StatusOf(Connection connection, IReadOnlyList<ConnectionState> known, IReadOnlyList<LedgerEntry> calls)
    {
        ConnectionState? state = known.FirstOrDefault(s => s.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase));
        return new ConnectionStatus(
            connection.Alias,
            connection.Provider.Declaration.Alias,
            connection.Options.Model,
            state?.Health ?? ConnectionHealth.Ok,
            state?.Until > clock.GetUtcNow() ? state.Until : null,
            state?.Message,
            state?.ChangedAt,
            state?.ChangedBy,
            CallOf(connection, calls)?.Usage.CreditsRemaining);
    }

    private static ConnectionDetail DetailOf(Connection connection, ConnectionStatus status, LedgerEntry? call) => new(
        status,
        (connection.Options.Endpoint ?? connection.Provider.Declaration.DefaultEndpoint)?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
        !string.IsNullOrWhiteSpace(connection.Options.ApiKey),
        [.. Enum.GetValues<VisionTasks>().Where(task => task != VisionTasks.None && connection.Provider.Declaration.Tasks.HasFlag(task)).Select(task => task.ToString())],
        connection.RateLimit?.Requests,
        connection.RateLimit?.Window.TotalSeconds,
        connection.Options.Concurrency,
        connection.Provider.Declaration.Pinnable,
        call?.SentAt,
        call?.Failure?.ToString());

    private static LedgerEntry? CallOf(Connection connection, IReadOnlyList<LedgerEntry> calls) =>
        calls.FirstOrDefault(call => call.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase));
}
