namespace Umbraco.AutoTag.Core.Connections;

/// <summary>The states of the connections, one row each, shared by all servers.</summary>
public interface IConnectionStateStore
{
    /// <summary>The states of the connections that have ever changed; a connection that is missing is <see cref="ConnectionHealth.Ok"/>.</summary>
    Task<IReadOnlyList<ConnectionState>> AllAsync(CancellationToken cancellationToken);

    /// <summary>The state of one connection, ignoring case; null where it never changed.</summary>
    Task<ConnectionState?> FindAsync(string connection, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a state that is still as it was seen. Of two servers that saw the same, one succeeds. What an admin has paused stays paused.
    /// </summary>
    /// <param name="seen">What the change was decided on; null where there was none.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="cancellationToken">Stops the wait for the database.</param>
    /// <returns>False where another was faster, so nothing was stored.</returns>
    Task<bool> ChangeAsync(ConnectionState? seen, ConnectionState next, CancellationToken cancellationToken);

    /// <summary>Pauses a connection, whatever its state. False where it is paused already: the first who paused it stays named.</summary>
    Task<bool> PauseAsync(string connection, Guid userKey, CancellationToken cancellationToken);

    /// <summary>Lets a paused connection go on, as if it had never failed. False where it is not paused.</summary>
    Task<bool> ResumeAsync(string connection, Guid userKey, CancellationToken cancellationToken);
}
