using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Migrations;

namespace Umbraco.AutoTag.Storage;

/// <summary>Brings the tables to the version this code knows: forward only, all or nothing, by whichever server comes first.</summary>
public sealed class Schema(Database database)
{
    private const string HighestVersion = "SELECT COALESCE(MAX(number), 0) FROM autoTagMigration";

    // A new index on millions of rows takes its time.
    private static readonly TimeSpan s_longestStep = TimeSpan.FromHours(1);

    /// <summary>The version this code knows.</summary>
    public static int Version => Migration.All[^1].Number;

    /// <summary>Runs what is missing; writes nothing where nothing is.</summary>
    /// <exception cref="NewerSchemaException">A newer AutoTag has been here.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached or written.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (await database.RunAsync(PrepareAsync, cancellationToken) != Version)
        {
            await database.InTransactionAsync(BringForwardAsync, cancellationToken);
        }
    }

    /// <summary>The statements that make the tables of a version, for people to read. AutoTag runs them by itself.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="version">From 1 to <see cref="Version"/>.</param>
    public static IReadOnlyList<string> Script(Dialect dialect, int version) =>
    [
        MigrationTable(dialect),
        .. Migration.All.Where(migration => migration.Number <= version).SelectMany(migration => migration.Statements(dialect)),
    ];

    private static string MigrationTable(Dialect dialect) =>
        $"""
        CREATE TABLE autoTagMigration (
            number {dialect.Integer} NOT NULL PRIMARY KEY,
            name {dialect.Word(100)} NOT NULL,
            appliedAt {dialect.Integer} NOT NULL
        )
        """;

    private async Task<int> PrepareAsync(Session session)
    {
        if (database.Dialect.OnCreate is { } statement)
        {
            await session.ExecuteAsync(statement);
        }

        return await VersionOfAsync(session) ?? 0;
    }

    private async Task<int> BringForwardAsync(Session session)
    {
        Dialect dialect = database.Dialect;
        session.StatementTimeout = s_longestStep;
        if (dialect.MigrationLock is { } wait)
        {
            await session.ExecuteAsync(wait);
        }

        // Read again with the lock in hand: another server may have been faster.
        int? known = await VersionOfAsync(session);
        if (known is null)
        {
            await session.ExecuteAsync(MigrationTable(dialect));
        }

        int found = known ?? 0;
        if (found > Version)
        {
            throw new NewerSchemaException(found, Version);
        }

        foreach (Migration migration in Migration.All.Where(migration => migration.Number > found))
        {
            foreach (string statement in migration.Statements(dialect))
            {
                await session.ExecuteAsync(statement);
            }

            await session.ExecuteAsync(
                "INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (@Number, @Name, @appliedAt)",
                new { migration.Number, migration.Name, appliedAt = Stored.Of(database.Now) });
        }

        await session.ExecuteAsync(FirstStart.Keep(dialect), new { now = Stored.Of(database.Now) });
        return Version;
    }

    private async Task<int?> VersionOfAsync(Session session) =>
        await session.FirstAsync<int>(database.Dialect.CountTables, new { table = "autoTagMigration" }) == 0
            ? null
            : await session.FirstAsync<int>(HighestVersion);
}
