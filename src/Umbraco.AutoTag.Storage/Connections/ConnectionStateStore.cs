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

    private const string ChangeIfAsSeen = $"{Change} WHERE {IsThere} AND version = @version AND health NOT IN (@paused, @drifted)";

    private const string Pause = $"{Change} WHERE {IsThere} AND health NOT IN (@paused, @drifted)";

    private const string Resume = $"{Change} WHERE {IsThere} AND health IN (@paused, @drifted)";

    private const string WaitForTurn = $"UPDATE autoTagConnectionState SET version = version WHERE {IsThere}";

    // Who had paused it stays known: without the drift it is paused again.
    private const string Stop =
        $"""
        UPDATE autoTagConnectionState
        SET alias = @alias, health = @health, until = @until, message = @message, changedAt = @changedAt, outages = @outages, probeUntil = @probeUntil,
            changedBy = CASE WHEN health = @paused THEN changedBy ELSE NULL END, version = version + 1
        WHERE {IsThere} AND health <> @drifted
        """;

    private const string Forget = $"{Change} WHERE {IsThere} AND version = @version AND health = @drifted";

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
        object parameters = Parameters(PausedBy(userKey, connection), version: null);
        return database.InTransactionAsync(
            async session => await session.ExecuteAsync(Insert, parameters) == 1 || await session.ExecuteAsync(Pause, parameters) == 1,
            cancellationToken);
    }

    public Task<bool> ResumeAsync(string connection, Guid userKey, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Resume, Parameters(ByHand(connection, ConnectionHealth.Ok, message: null, userKey), version: null)) == 0)
            {
                return false;
            }

            await Drifts.LetGoAsync(session, Key(connection), userKey, database.Now);
            return true;
        },
        cancellationToken);

    // Asked with every answer of a model that was let go: that must not wait for anybody.
    public async Task<bool> StopAsync(string connection, ModelDrift drift, CancellationToken cancellationToken) =>
        !await database.RunAsync(session => Drifts.WasLetGoAsync(session, Key(connection), drift), cancellationToken)
        && await database.InTransactionAsync(session => StopAsync(session, connection, drift), cancellationToken);

    private async Task<bool> StopAsync(Session session, string connection, ModelDrift drift)
    {
        object parameters = Parameters(
            new ConnectionState(connection, ConnectionHealth.Drifted, Until: null, drift.Sentence(connection), database.Now), version: null);
        // Whoever lets it go on at this moment is waited for here, and what they let go is not stopped again.
        await session.ExecuteAsync(WaitForTurn, parameters);
        if (await Drifts.WasLetGoAsync(session, Key(connection), drift))
        {
            return false;
        }

        bool stopped = await session.ExecuteAsync(Insert, parameters) == 1 || await session.ExecuteAsync(Stop, parameters) == 1;
        await Drifts.NoteAsync(session, database.Dialect, Key(connection), drift);
        return stopped;
    }

    public Task<IReadOnlyList<ModelDrift>> DriftsAsync(string connection, CancellationToken cancellationToken) =>
        database.RunAsync(session => Drifts.OpenAsync(session, Key(connection)), cancellationToken);

    public Task<bool> ForgetDriftsAsync(ConnectionState seen, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            ConnectionState next = seen.ChangedBy is { } userKey
                ? PausedBy(userKey, seen.Connection)
                : new ConnectionState(seen.Connection, ConnectionHealth.Ok, Until: null, Message: null, database.Now);
            if (await session.ExecuteAsync(Forget, Parameters(next, seen.Version)) == 0)
            {
                return false;
            }

            await Drifts.ForgetAsync(session, Key(seen.Connection));
            return true;
        },
        cancellationToken);

    private ConnectionState PausedBy(Guid userKey, string connection) =>
        ByHand(connection, ConnectionHealth.Paused, "An administrator has paused this connection.", userKey);

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
        drifted = (int)ConnectionHealth.Drifted,
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
