using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Storage.Connections;

/// <inheritdoc />
internal sealed class ConnectionStateStore(Database database) : IConnectionStateStore
{
    private const string Columns = "alias, health, until, message, changedAt, outages, probeUntil, changedBy, version";

    private const string IsThere = "connection = @connection";

    private const string Change =
        """
        UPDATE autoTagConnectionState
        SET alias = @alias, health = @health, until = @until, message = @message, changedAt = @changedAt,
            outages = @outages, probeUntil = @probeUntil, changedBy = @changedBy, version = version + 1
        """;

    private const string ChangeIfAsSeen = $"{Change} WHERE {IsThere} AND version = @version AND health <> @paused";

    private const string Pause = $"{Change} WHERE {IsThere} AND health <> @paused";

    private const string Resume = $"{Change} WHERE {IsThere} AND health = @paused";

    private string Insert => field ??= database.Dialect.InsertIfNew(
        "autoTagConnectionState",
        $"connection, {Columns}",
        "@connection, @alias, @health, @until, @message, @changedAt, @outages, @probeUntil, @changedBy, 1",
        IsThere);

    public async Task<IReadOnlyList<ConnectionState>> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await database.RunAsync(
            session => session.QueryAsync<StateRow>($"SELECT {Columns} FROM autoTagConnectionState ORDER BY connection"),
            cancellationToken);
        return [.. rows.Select(row => row.ToState())];
    }

    public async Task<ConnectionState?> FindAsync(string connection, CancellationToken cancellationToken)
    {
        StateRow? row = await database.RunAsync(
            session => session.FirstAsync<StateRow>(
                $"SELECT {Columns} FROM autoTagConnectionState WHERE {IsThere}",
                new { connection = Key(connection) }),
            cancellationToken);
        return row?.ToState();
    }

    public async Task<bool> ChangeAsync(ConnectionState? seen, ConnectionState next, CancellationToken cancellationToken) =>
        await database.RunAsync(session => session.ExecuteAsync(seen is null ? Insert : ChangeIfAsSeen, Parameters(next, seen?.Version)), cancellationToken) == 1;

    public Task<bool> PauseAsync(string connection, Guid userKey, CancellationToken cancellationToken)
    {
        object parameters = Parameters(ByHand(connection, ConnectionHealth.Paused, "An administrator has paused this connection.", userKey), version: null);
        return database.InTransactionAsync(
            async session => await session.ExecuteAsync(Insert, parameters) == 1 || await session.ExecuteAsync(Pause, parameters) == 1,
            cancellationToken);
    }

    public async Task<bool> ResumeAsync(string connection, Guid userKey, CancellationToken cancellationToken) =>
        await database.RunAsync(
            session => session.ExecuteAsync(Resume, Parameters(ByHand(connection, ConnectionHealth.Ok, message: null, userKey), version: null)),
            cancellationToken) == 1;

    private ConnectionState ByHand(string connection, ConnectionHealth health, string? message, Guid userKey) =>
        new(connection, health, Until: null, message, database.Now) { ChangedBy = userKey };

    private static object Parameters(ConnectionState state, int? version) => new
    {
        connection = Key(state.Connection),
        alias = state.Connection,
        health = (int)state.Health,
        until = Stored.Of(state.Until),
        message = Stored.Text(state.Message),
        changedAt = Stored.Of(state.ChangedAt),
        outages = state.Outages,
        probeUntil = Stored.Of(state.ProbeUntil),
        changedBy = Stored.Of(state.ChangedBy),
        version,
        paused = (int)ConnectionHealth.Paused,
    };

    // Aliases are configuration keys, which ignore case.
    private static string Key(string connection) => connection.ToLowerInvariant();

    private sealed class StateRow
    {
        public required string Alias { get; init; }

        public int Health { get; init; }

        public long? Until { get; init; }

        public string? Message { get; init; }

        public long ChangedAt { get; init; }

        public int Outages { get; init; }

        public long? ProbeUntil { get; init; }

        public string? ChangedBy { get; init; }

        public int Version { get; init; }

        public ConnectionState ToState() => new(Alias, (ConnectionHealth)Health, Stored.OptionalTime(Until), Message, Stored.Time(ChangedAt))
        {
            Outages = Outages,
            ProbeUntil = Stored.OptionalTime(ProbeUntil),
            ChangedBy = Stored.OptionalId(ChangedBy),
            Version = Version,
        };
    }
}
