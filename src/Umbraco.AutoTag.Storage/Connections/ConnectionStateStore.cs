using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Storage.Connections;

/// <inheritdoc />
internal sealed class ConnectionStateStore(Database database) : IConnectionStateStore
{
    private const string Update =
        """
        UPDATE autoTagConnectionState
        SET alias = @alias, health = @health, until = @until, message = @message, changedAt = @changedAt
        WHERE connection = @connection
        """;

    private string InsertIfNew => database.Dialect.InsertIfNew(
        "autoTagConnectionState",
        "connection, alias, health, until, message, changedAt",
        "@connection, @alias, @health, @until, @message, @changedAt",
        "connection = @connection");

    public async Task<IReadOnlyList<ConnectionState>> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await database.RunAsync(
            session => session.QueryAsync<StateRow>("SELECT alias, health, until, message, changedAt FROM autoTagConnectionState ORDER BY connection"),
            cancellationToken);
        return [.. rows.Select(row => row.ToState())];
    }

    public Task SetAsync(ConnectionState state, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            // Aliases are configuration keys, which ignore case.
            connection = state.Connection.ToLowerInvariant(),
            alias = state.Connection,
            health = (int)state.Health,
            until = state.Until is { } until ? Stored.Of(until) : (long?)null,
            message = Stored.Text(state.Message),
            changedAt = Stored.Of(state.ChangedAt),
        };
        return database.InTransactionAsync(
            session => session.UpdateOrInsertAsync(Update, InsertIfNew, parameters),
            cancellationToken);
    }

    private sealed class StateRow
    {
        public required string Alias { get; init; }

        public int Health { get; init; }

        public long? Until { get; init; }

        public string? Message { get; init; }

        public long ChangedAt { get; init; }

        public ConnectionState ToState() => new(
            Alias,
            (ConnectionHealth)Health,
            Until is { } until ? Stored.Time(until) : null,
            Message,
            Stored.Time(ChangedAt));
    }
}
