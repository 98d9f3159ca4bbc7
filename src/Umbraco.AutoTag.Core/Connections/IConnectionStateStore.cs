namespace Umbraco.AutoTag.Core.Connections;

/// <summary>The states of the connections, one row each, shared by all servers.</summary>
public interface IConnectionStateStore
{
    /// <summary>The states of the connections that have ever changed; a connection that is missing is <see cref="ConnectionHealth.Ok"/>.</summary>
    Task<IReadOnlyList<ConnectionState>> AllAsync(CancellationToken cancellationToken);

    /// <summary>The state of one connection, ignoring case; null where it never changed.</summary>
    Task<ConnectionState?> FindAsync(string connection, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a state that is still as it was seen. Of two servers that saw the same, one succeeds. What an admin has paused, or a drift has stopped, stays so.
    /// </summary>
    /// <param name="seen">What the change was decided on; null where there was none.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="cancellationToken">Stops the wait for the database.</param>
    /// <returns>False where another was faster, so nothing was stored.</returns>
    Task<bool> ChangeAsync(ConnectionState? seen, ConnectionState next, CancellationToken cancellationToken);

    /// <summary>Pauses a connection, whatever its state. False where it is paused already, whose first pauser stays named, or stopped by a drift.</summary>
    Task<bool> PauseAsync(string connection, Guid userKey, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a connection go on that is paused or stopped by a drift, as if it had never failed. The drift it was stopped for stops it no more.
    /// False where it is neither.
    /// </summary>
    Task<bool> ResumeAsync(string connection, Guid userKey, CancellationToken cancellationToken);

    /// <summary>
    /// Stops a connection because of a drift, whatever its state. False where an admin has let it go on after the same drift before, or where it is
    /// stopped already: nothing was changed but that the drift is known.
    /// </summary>
    Task<bool> StopAsync(string connection, ModelDrift drift, CancellationToken cancellationToken);

    /// <summary>The drifts after which no admin has let the connection go on, the first that was noticed first.</summary>
    Task<IReadOnlyList<ModelDrift>> DriftsAsync(string connection, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a connection go on that a drift has stopped, because what it was stopped for is no longer so; those drifts are forgotten, and would stop it
    /// again. False where its state is another by now: nothing was changed.
    /// </summary>
    Task<bool> ForgetDriftsAsync(ConnectionState seen, CancellationToken cancellationToken);
}
