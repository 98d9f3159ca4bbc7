using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// AutoTag's tables as a large library leaves them, filled by statements and not by work: per image a work item, five suggestions, an analysis,
/// two writes and a call of this month. Ten folders of equal size, brought in one after the other.
/// </summary>
internal sealed class LargeLibrary(string provider, string connectionString, TempFolder folder) : IAsyncDisposable
{
    private const long Ticks = TimeSpan.TicksPerMillisecond;
    private const int Folders = 10;

    private static bool s_isReady;

    private readonly ServiceProvider _stores = Stores(provider, connectionString);

    public string Database => provider == PostgresServer.ProviderName ? "PostgreSQL" : "SQLite";

    /// <summary>The folder whose images were all changed before those of the others: the worst place for a list of the newest.</summary>
    public static PathScope OldestFolder { get; } = new(["-1,1000"]);

    /// <summary>The folder whose images changed last.</summary>
    public static PathScope NewestFolder { get; } = new([$"-1,{1000 + Folders - 1}"]);

    public static LargeLibrary OnSqlite()
    {
        GetReady();
        var folder = new TempFolder();
        return new LargeLibrary("Microsoft.Data.Sqlite", $"Data Source={folder.File("autotag.db")}", folder);
    }

    public static async Task<LargeLibrary> OnPostgresAsync()
    {
        GetReady();
        return new LargeLibrary(PostgresServer.ProviderName, await (await PostgresServer.RunningAsync()).NewDatabaseAsync(), new TempFolder());
    }

    public T Store<T>() where T : notnull => _stores.GetRequiredService<T>();

    public static Guid KeyOf(int image) => Guid.ParseExact(KeyText(image), "D");

    /// <summary>Every image waits.</summary>
    public async Task FillWaitingAsync(int images)
    {
        await Store<Schema>().MigrateAsync(default);
        await WithConnectionAsync(connection => connection.ExecuteAsync(WorkItems("0", "NULL"), Numbers(images), commandTimeout: 3600));
    }

    /// <summary>A third waits, half is done, the rest is skipped, failed or ignored; everything that came of it is there.</summary>
    public async Task FillWorkedAsync(int images)
    {
        await Store<Schema>().MigrateAsync(default);
        await WithConnectionAsync(async connection =>
        {
            string[] statements =
            [
                WorkItems(
                    "CASE WHEN i % 20 < 7 THEN 0 WHEN i % 20 < 17 THEN 2 ELSE i % 20 - 14 END",
                    "CASE i % 20 WHEN 18 THEN CASE i % 3 WHEN 0 THEN 'Unavailable' WHEN 1 THEN 'Malformed' ELSE 'NotWritten' END WHEN 17 THEN 'TooLarge' END"),
                Suggestions,
                Analyses,
                Writes,
                Calls,
            ];
            foreach (string statement in statements)
            {
                await connection.ExecuteAsync(statement, Numbers(images), commandTimeout: 3600);
            }
        });
        await Store<ILedgerStore>().RecomputeAsync(default);
        if (provider == PostgresServer.ProviderName)
        {
            // What the server's own housekeeping does with a table that nobody filled in a minute.
            await WithConnectionAsync(connection => connection.ExecuteAsync("VACUUM ANALYZE", commandTimeout: 3600));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private static void GetReady()
    {
        if (!s_isReady)
        {
            SQLitePCL.Batteries_V2.Init();
            DbProviderFactories.RegisterFactory("Microsoft.Data.Sqlite", SqliteFactory.Instance);
            DbProviderFactories.RegisterFactory(PostgresServer.ProviderName, Npgsql.NpgsqlFactory.Instance);
            s_isReady = true;
        }
    }

    private static ServiceProvider Stores(string provider, string connectionString) =>
        new ServiceCollection().AddAutoTagStorage(_ => DatabaseSettings.For(provider, connectionString)).BuildServiceProvider();

    private async Task WithConnectionAsync(Func<DbConnection, Task> work)
    {
        await using DbConnection connection = DbProviderFactories.GetFactory(provider).CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync();
        if (provider != PostgresServer.ProviderName)
        {
            await connection.ExecuteAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000");
        }

        await work(connection);
    }

    private static string KeyText(int image) => $"{image:x8}-0000-7000-8000-000000000001";

    // The newest was changed a minute ago, each other a millisecond before the next.
    private static object Numbers(int images) => new
    {
        last = images - 1,
        perFolder = Math.Max(1, images / Folders),
        perSubfolder = Math.Max(1, images / Folders / 100),
        first = (DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1)).UtcTicks - images * Ticks,
    };

    private string FromImages => provider == PostgresServer.ProviderName
        ? "FROM generate_series(0, @last) AS image(i)"
        : "FROM (WITH RECURSIVE image(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM image WHERE i < @last) SELECT i FROM image) AS image";

    private string Hex(string number, int digits) => provider == PostgresServer.ProviderName
        ? $"lpad(to_hex({number}), {digits}, '0')"
        : $"printf('%0{digits}x', {number})";

    private string Id(string number = "1") => $"{Hex("i", 8)} || '-0000-7000-8000-' || {Hex(number, 12)}";

    private const string Path = "'-1,' || (1000 + i / @perFolder) || ',' || (2000 + i / @perSubfolder) || ',' || (1000000 + i)";

    private static string Moment => $"@first + CAST(i AS bigint) * {Ticks}";

    private string WorkItems(string state, string reasonCode) =>
        $"""
        INSERT INTO autoTagWorkItem (mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, reason, reasonCode,
            contentHash, revisionId, enqueuedAt, changedAt, seenAt)
        SELECT {Id()}, {Path}, 'default', {state}, 2, {Moment}, 0, 0, 1, 0, NULL, {reasonCode}, {Hex("i", 64)}, {Hex("1", 64)}, {Moment}, {Moment}, {Moment}
        {FromImages}
        """;

    private string Suggestions =>
        $"""
        INSERT INTO autoTagSuggestion (id, mediaKey, field, language, value, confidence, confidenceSource, state, analysisId, revisionId, createdAt, changedAt, version)
        SELECT {Id("n")}, {Id()}, CASE n WHEN 1 THEN 0 ELSE 2 END, 'en', 'word number ' || i || ' of ' || n, 0.5, 0, n % 3, {Id()}, {Hex("1", 64)}, {Moment}, {Moment}, 1
        {FromImages} CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS each
        """;

    private string Analyses =>
        $"""
        INSERT INTO autoTagAnalysis (id, contentHash, stepPart, language, connection, provider, observations, callId, createdAt)
        SELECT {Id()}, {Hex("i", 64)}, {Hex("1", 64)}, 'en', 'vision', 'openai-compatible', '[]', {Id()}, {Moment}
        {FromImages}
        """;

    private string Writes =>
        $"""
        INSERT INTO autoTagFieldWrite (id, mediaKey, field, language, beforeValue, afterValue, revisionId, writtenAt, confirmed)
        SELECT {Id("n")}, {Id()}, CASE n WHEN 1 THEN 0 ELSE 2 END, 'en', 'null', 'null', {Hex("1", 64)}, {Moment}, 1
        {FromImages} CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) AS each
        """;

    private string Calls =>
        $"""
        INSERT INTO autoTagLedger (callId, connection, provider, modelAsked, microUsd, priceBasis, charged, latencyTicks, mediaKey, path, revisionId, sentAt, outcome)
        SELECT {Id()}, 'vision', 'openai-compatible', 'numbers-1', 100, 1, 1, 2000000, {Id()}, {Path}, {Hex("1", 64)}, {Moment}, 0
        {FromImages}
        """;
}
