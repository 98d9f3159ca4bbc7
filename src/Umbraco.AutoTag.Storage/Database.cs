using System.Data.Common;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage;

/// <summary>
/// Opens connections and transactions, each for one short piece of work, and tries again where another connection's lock was in the way.
/// What goes wrong beyond that (file locked for long, disk full, server away) surfaces as <see cref="DbException"/>, with nothing half written.
/// </summary>
public sealed class Database(Func<DatabaseSettings> settings, TimeProvider clock)
{
    // Asked for with the first use and not before, because a site that is not installed yet has no database; and again after a failure.
    private readonly Lazy<DatabaseSettings> _settings = new(settings, LazyThreadSafetyMode.PublicationOnly);

    private readonly WriteTurn _turn = new();

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(200);

    internal Dialect Dialect => _settings.Value.Dialect;

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>One statement, or several that may see different moments, without a transaction of their own.</summary>
    internal Task<T> RunAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) => PatientlyAsync(
        async () =>
        {
            await using DbConnection connection = await OpenAsync(cancellationToken);
            return await work(new Session(connection, transaction: null, cancellationToken) { Turn = Turn });
        },
        cancellationToken);

    /// <summary>All of the work or nothing of it. The work may run again from its start, so it must not keep anything outside of the database.</summary>
    internal Task<T> InTransactionAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) => PatientlyAsync(
        () => Turn is { } turn ? turn.TakeAsync(() => TransactAsync(work, cancellationToken), cancellationToken) : TransactAsync(work, cancellationToken),
        cancellationToken);

    private WriteTurn? Turn => Dialect.HasOneWriter ? _turn : null;

    private async Task<T> TransactAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await OpenAsync(cancellationToken);
        // On SQLite this is BEGIN IMMEDIATE: the write lock comes first, so that a transaction that has read never fails to write.
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        var session = new Session(connection, transaction, cancellationToken);
        T result = await work(session);
        if (!session.Abandoned)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _settings.Value.Factory.CreateConnection()
            ?? throw new InvalidOperationException($"{_settings.Value.Factory.GetType().Name} makes no connections.");
        try
        {
            connection.ConnectionString = _settings.Value.ConnectionString;
            await connection.OpenAsync(cancellationToken);
            if (Dialect.OnOpen is { } statement)
            {
                await new Session(connection, transaction: null, cancellationToken).ExecuteAsync(statement);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        for (TimeSpan pause = s_shortestPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                return await work();
            }
            catch (DbException exception) when (Dialect.IsLocked(exception) && clock.GetElapsedTime(start) < _settings.Value.LockPatience)
            {
                // Jitter, so that those that collided do not collide again.
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock, cancellationToken);
            }
        }
    }
}
