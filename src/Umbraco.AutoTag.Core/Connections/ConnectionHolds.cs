using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>
/// Holds connections that do not work, for all servers: each time in a row for longer, until one call has found out that they work again.
/// Every change is decided on a state that was seen, so that servers that meet the same outage count it once.
/// </summary>
internal sealed class ConnectionHolds(IConnectionStateStore states, IProfiles profiles, TimeProvider clock, ILogger<ConnectionHolds> log)
{
    // A probe that never came back, because its server was killed, is given up so long after its time-out.
    private static readonly TimeSpan s_afterTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What is known of a connection; null where it was never not well. One that a drift has stopped is let go here, where the configuration is another.</summary>
    public async Task<ConnectionState?> FindAsync(Connection connection, CancellationToken cancellationToken)
    {
        ConnectionState? state = await states.FindAsync(connection.Alias, cancellationToken);
        return state is { Health: ConnectionHealth.Drifted } && await IsNoLongerDriftedAsync(connection, cancellationToken) && await states.ForgetDriftsAsync(state, cancellationToken)
            ? await states.FindAsync(connection.Alias, cancellationToken)
            : state;
    }

    /// <summary>Asks to be the one call that finds out. Null where another call is, or where the state has changed meanwhile.</summary>
    public async Task<ConnectionState?> ProbeAsync(ConnectionState seen, Connection connection, CancellationToken cancellationToken)
    {
        ConnectionState probing = seen with { ProbeUntil = clock.GetUtcNow() + connection.Options.Timeout + s_afterTimeout };
        return await states.ChangeAsync(seen, probing, cancellationToken) ? probing with { Version = seen.Version + 1 } : null;
    }

    /// <summary>The probe sent nothing, so it has found out nothing: the next call may.</summary>
    public Task EndProbeAsync(ConnectionState probing) => KeepAsync(probing, probing with { ProbeUntil = null });

    /// <summary>The connection works.</summary>
    public Task ReleaseAsync(ConnectionState seen) =>
        KeepAsync(seen, new ConnectionState(seen.Connection, ConnectionHealth.Ok, Until: null, Message: null, clock.GetUtcNow()));

    /// <summary>The connection does not work, as this failure says. True where that was written down.</summary>
    public Task<bool> HoldAsync(ConnectionState? seen, Connection connection, Failure failure)
    {
        if (FailureRules.For(failure.Kind).Connection is not { } health)
        {
            return Task.FromResult(false);
        }

        DateTimeOffset now = clock.GetUtcNow();
        int outages = seen?.Health == health ? seen.Outages + 1 : 1;
        DateTimeOffset until = now + FailureRules.Delay(failure, outages, jitter: 0);
        return KeepAsync(seen, new ConnectionState(connection.Alias, health, until, failure.Message, now) { Outages = outages });
    }

    /// <summary>As <see cref="HoldAsync"/> on what is known now; nothing where it is held already. True where it is this failure that holds it now.</summary>
    public async Task<bool> HoldNowAsync(Connection connection, Failure failure)
    {
        try
        {
            ConnectionState? seen = await FindAsync(connection, CancellationToken.None);
            return (seen is null or { Health: ConnectionHealth.Ok } || seen.Until <= clock.GetUtcNow()) && await HoldAsync(seen, connection, failure);
        }
        catch (Exception e)
        {
            NotKept(e, connection.Alias);
            return false;
        }
    }

    private async Task<bool> IsNoLongerDriftedAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (connection.Options.WhenModelDrifts == WhenModelDrifts.Warn)
        {
            return true;
        }

        HashSet<string?> asked = [.. profiles.Default.ModelsAskedOf(connection)];
        return !(await states.DriftsAsync(connection.Alias, cancellationToken)).Any(drift => asked.Contains(drift.Asked));
    }

    // What a call has brought may have been paid for: neither a shutdown nor a database that is away may lose it on its way to the cache.
    private async Task<bool> KeepAsync(ConnectionState? seen, ConnectionState next)
    {
        try
        {
            return await states.ChangeAsync(seen, next, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotKept(e, next.Connection);
            return false;
        }
    }

    private void NotKept(Exception e, string connection) =>
        log.LogWarning(e, "How connection {Connection} is doing could not be written down; the next call finds it out again.", connection);
}
