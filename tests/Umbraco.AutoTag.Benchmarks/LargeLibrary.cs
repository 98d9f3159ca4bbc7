using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// AutoTag's tables as a large library leaves them, filled by statements and not by work: per image a work item, five suggestions, an analysis,
/// two writes and a call of this month. Ten folders of equal size, brought in one after the other. Fifty runs: the newest under way over all images, each
/// other done with a fiftieth of them.
/// </summary>
internal sealed class LargeLibrary(string provider, string connectionString, TempFolder folder) : IAsyncDisposable
{
    private const long Ticks = TimeSpan.TicksPerMillisecond;
    private const int Folders = 10;

    private const string NoSelection = "{}";
    private static readonly TimeSpan s_suggesting = TimeSpan.FromDays(60);

    /// <summary>What the newest run wrote into each image: an alt text and keywords.</summary>
    public const int WritesPerImage = 2;

    /// <summary>What was suggested for each image: an alt text and four keywords.</summary>
    public const int SuggestionsPerImage = 5;

    /// <summary>One image in so many waits for an editor, with all of its suggestions.</summary>
    public const int ImagesPerWaiting = 25;

    private static readonly TimeSpan s_paying = TimeSpan.FromDays(90);

    private const int RunCount = 50;
    private const int NewestRun = RunCount - 1;

    private static bool s_isReady;

    private readonly ServiceProvider _stores = Stores(provider, connectionString);

    public string Database => provider == PostgresServer.ProviderName ? "PostgreSQL" : "SQLite";

    /// <summary>The folder whose images were all changed before those of the others: the worst place for a list of the newest.</summary>
    public static PathScope OldestFolder { get; } = new(["-1,1000"]);

    /// <summary>The folder whose images changed last.</summary>
    public static PathScope NewestFolder { get; } = new([$"-1,{1000 + Folders - 1}"]);

    /// <summary>A hundredth of the first tenth.</summary>
    public const string Subfolder = "-1,1000,2000";

    /// <summary>The run over all images.</summary>
    public static Guid LargestRun { get; } = Guid.ParseExact(RunKeyText(NewestRun), "D");

    /// <summary>A run over a fiftieth of the images.</summary>
    public static Guid SmallRun { get; } = Guid.ParseExact(RunKeyText(0), "D");

    /// <summary>What all analyses lie under.</summary>
    public static string StepPart { get; } = new string('0', 63) + "1";

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

    public static Guid SuggestionOf(int image, int number) => Guid.ParseExact($"{image:x8}-0000-7000-8000-{number:x12}", "D");

    /// <summary>Every image waits.</summary>
    public async Task FillWaitingAsync(int images)
    {
        await Store<Schema>().MigrateAsync(default);
        await WithConnectionAsync(connection => connection.ExecuteAsync(WorkItems("0", "NULL"), Numbers(images), commandTimeout: 3600));
        await FoldAsync();
    }

    /// <summary>A third waits, half is done, the rest is skipped, failed or ignored; everything that came of it is there, and for an image in twenty-five it waits for an editor.</summary>
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
                Runs,
                RunImages,
                Images,
                ImageCounts,
            ];
            foreach (string statement in statements)
            {
                await connection.ExecuteAsync(statement, Numbers(images), commandTimeout: 3600);
            }
        });
        await Store<ILedgerStore>().RecomputeAsync(default);
        await FoldAsync();
        if (provider == PostgresServer.ProviderName)
        {
            // What the server's own housekeeping does with a table that nobody filled in a minute.
            await WithConnectionAsync(connection => connection.ExecuteAsync("VACUUM ANALYZE", commandTimeout: 3600));
        }
    }

    /// <summary>What a run wrote, and nothing else.</summary>
    public async Task FillWrittenAsync(int images)
    {
        await Store<Schema>().MigrateAsync(default);
        await WithConnectionAsync(async connection =>
        {
            foreach (string statement in new[] { Runs, Writes })
            {
                await connection.ExecuteAsync(statement, Numbers(Math.Max(images, RunCount)), commandTimeout: 3600);
            }
        });
    }

    /// <summary>Calls over ninety days, and nothing else but the runs that most of them were for.</summary>
    public async Task FillPaidAsync(int calls)
    {
        await Store<Schema>().MigrateAsync(default);
        await WithConnectionAsync(async connection =>
        {
            foreach (string statement in new[] { Runs, PaidCalls })
            {
                await connection.ExecuteAsync(statement, Numbers(Math.Max(calls, RunCount)), commandTimeout: 3600);
            }
        });
        await Store<ILedgerStore>().RecomputeAsync(default);
        if (provider == PostgresServer.ProviderName)
        {
            await WithConnectionAsync(connection => connection.ExecuteAsync("VACUUM ANALYZE", commandTimeout: 3600));
        }
    }

    /// <summary>Has every other analysis be the answer to this question.</summary>
    public Task AnswerHalfAsync(string stepPart) => WithConnectionAsync(async connection =>
    {
        await connection.ExecuteAsync(
            "UPDATE autoTagAnalysis SET stepPart = @stepPart WHERE substr(contentHash, 64, 1) IN ('0', '2', '4', '6', '8', 'a', 'c', 'e')", new { stepPart }, commandTimeout: 3600);
        if (provider == PostgresServer.ProviderName)
        {
            // The server's housekeeping would come to it within a minute.
            await connection.ExecuteAsync("VACUUM ANALYZE autoTagAnalysis", commandTimeout: 3600);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private async Task FoldAsync()
    {
        while (await Store<ICountStore>().FoldAsync(default))
        {
        }

        if (provider != PostgresServer.ProviderName)
        {
            // What SQLite does by itself every thousand pages where nobody fills a database in one go.
            await WithConnectionAsync(connection => connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)", commandTimeout: 3600));
        }
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

    private string RunId(string run) => $"'00000001-0000-7000-8000-' || {Hex(run, 12)}";

    private static string RunKeyText(int run) => $"00000001-0000-7000-8000-{run:x12}";

    private static string KeyText(int image) => $"{image:x8}-0000-7000-8000-000000000001";

    // The newest was changed a minute ago, each other a millisecond before the next.
    private static object Numbers(int images) => new
    {
        last = images - 1,
        perFolder = Math.Max(1, images / Folders),
        perSubfolder = Math.Max(1, images / Folders / 100),
        first = (DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1)).UtcTicks - images * Ticks,
        firstSuggested = (DateTimeOffset.UtcNow - s_suggesting).UtcTicks,
        betweenSuggested = s_suggesting.Ticks / images,
        firstPaid = (DateTimeOffset.UtcNow - s_paying).UtcTicks,
        betweenPaid = s_paying.Ticks / images,
    };

    private string FromImages => provider == PostgresServer.ProviderName
        ? "FROM generate_series(0, @last) AS image(i)"
        : "FROM (WITH RECURSIVE image(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM image WHERE i < @last) SELECT i FROM image) AS image";

    private string Hex(string number, int digits) => provider == PostgresServer.ProviderName
        ? $"lpad(to_hex({number}), {digits}, '0')"
        : $"printf('%0{digits}x', {number})";

    private string Id(string number = "1") => $"{Hex("i", 8)} || '-0000-7000-8000-' || {Hex(number, 12)}";

    private const string Path = "'-1,' || (1000 + i / @perFolder) || ',' || (2000 + i / @perSubfolder) || ',' || (1000000 + i)";

    // Over sixty days, so that there is something of every age.
    private static string SuggestedAt => "@firstSuggested + CAST(i AS bigint) * @betweenSuggested";

    // An image in four hundred was looked at by another: one in sixteen of those that wait.
    private const string Connection = "CASE WHEN i % 400 = 0 THEN 'second' ELSE 'vision' END";

    private static string Moment => $"@first + CAST(i AS bigint) * {Ticks}";

    private string WorkItems(string state, string reasonCode) =>
        $"""
        INSERT INTO autoTagWorkItem (mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, reason, reasonCode,
            contentHash, revisionId, enqueuedAt, changedAt, seenAt)
        SELECT {Id()}, {Path}, 'default', {state}, 2, {Moment}, 0, 0, 1, 0, NULL, {reasonCode}, {Hex("i", 64)}, {Hex("1", 64)}, {Moment}, {Moment}, {Moment}
        {FromImages}
        """;

    // One image in twenty-five waits for an editor, so many more are written and not looked at; four keywords of three thousand words each.
    private string Suggestions =>
        $"""
        INSERT INTO autoTagSuggestion (id, mediaKey, field, language, value, valueKey, path, connection, confidence, confidenceSource, state,
            analysisId, revisionId, createdAt, changedAt, version)
        SELECT {Id("n")}, {Id()}, CASE n WHEN 1 THEN 0 ELSE 3 END, 'en', {Word}, {Word}, {Path}, {Connection}, (i + n) % 10 / 10.0, 0,
            CASE i % {ImagesPerWaiting} WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 2 + i % 4 END, {Id()}, {Hex("1", 64)}, {SuggestedAt}, {Moment}, 1
        {FromImages} CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS each
        """;

    private string Runs =>
        $"""
        INSERT INTO autoTagRun (id, selection, state, foretoldImages, foretoldCalls, createdBy, createdAt, startedAt, movingSince, isListed, version)
        SELECT {RunId("i")}, '{NoSelection}', CASE i WHEN {NewestRun} THEN 1 ELSE 3 END, @last, @last, {RunId("i")}, {Moment}, {Moment}, {Moment}, 1, 1
        {FromImages} WHERE i < {RunCount}
        """;

    // Of the newest a half is still to come, two hundred of it in the queue.
    private string RunImages =>
        $"""
        INSERT INTO autoTagRunImage (runId, mediaKey, path, state, reasonCode, isCached, isForReview, isWritten, endedAt)
        SELECT {RunId(NewestRun.ToString(CultureInfo.InvariantCulture))}, {Id()}, {Path},
            CASE WHEN i < 200 THEN 1 WHEN i % 2 = 0 THEN 0 WHEN i % 25 = 1 THEN 3 WHEN i % 25 = 3 THEN 4 ELSE 2 END,
            CASE WHEN i % 50 = 1 THEN 'TooLarge' WHEN i % 50 = 3 THEN 'Malformed' END, i % 3 / 2, i % 5 / 4, i % 2, CASE i % 2 WHEN 1 THEN {Moment} END
        {FromImages}
        UNION ALL
        SELECT {RunId($"i % {NewestRun}")}, {Id()}, {Path}, 2, '', i % 2, i % 3 / 2, 1, {Moment}
        {FromImages}
        """;

    private const string Word = "CASE n WHEN 1 THEN 'a picture with the number ' || i ELSE 'word ' || ((i * 7 + n * 31) % 3000) END";

    private string Analyses =>
        $"""
        INSERT INTO autoTagAnalysis (id, contentHash, stepPart, language, connection, provider, observations, callId, createdAt, sureness)
        SELECT {Id()}, {Hex("i", 64)}, {Hex("1", 64)}, 'en', 'vision', 'openai-compatible', '[]', {Id()}, {Moment}, i % 100 / 100.0
        {FromImages}
        """;

    private string Writes =>
        $"""
        INSERT INTO autoTagFieldWrite (id, mediaKey, field, language, beforeValue, afterValue, revisionId, writtenAt, confirmed, runId)
        SELECT {Id("n")}, {Id()}, CASE n WHEN 1 THEN 0 ELSE 3 END, 'en', CASE n WHEN 1 THEN 'null' ELSE '[]' END,
            CASE n WHEN 1 THEN '"What picture ' || i || ' shows"' ELSE '["word ' || (i % 3000) || '","another word"]' END, {Hex("1", 64)}, {Moment}, 1, '{RunKeyText(NewestRun)}'
        {FromImages} CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) AS each
        """;

    private string Images =>
        $"""
        INSERT INTO autoTagImage (mediaKey, path, name, typeAlias, language, altText, state, savedAt)
        SELECT {Id()}, {Path}, 'Picture ' || i, 'Image', 'en', CASE WHEN i % 6 IN (1, 2, 3) THEN 'What picture ' || i || ' shows' ELSE '' END, i % 6, {Moment}
        {FromImages}
        """;

    private const string ImageCounts =
        """
        INSERT INTO autoTagImageCount (folder, missing, human, accepted, unreviewed, decorative, notCovered)
        SELECT folder, SUM(CASE state WHEN 0 THEN 1 ELSE 0 END), SUM(CASE state WHEN 1 THEN 1 ELSE 0 END), SUM(CASE state WHEN 2 THEN 1 ELSE 0 END),
            SUM(CASE state WHEN 3 THEN 1 ELSE 0 END), SUM(CASE state WHEN 4 THEN 1 ELSE 0 END), SUM(CASE state WHEN 5 THEN 1 ELSE 0 END)
        FROM (SELECT substr(path, 1, 12) AS folder, state FROM autoTagImage) AS images
        GROUP BY folder
        """;

    private string Calls =>
        $"""
        INSERT INTO autoTagLedger (callId, connection, provider, modelAsked, microUsd, priceBasis, charged, latencyTicks, mediaKey, path, revisionId, sentAt, outcome)
        SELECT {Id()}, 'vision', 'openai-compatible', 'numbers-1', 100, 1, 1, 2000000, {Id()}, {Path}, {Hex("1", 64)}, {Moment}, 0
        {FromImages}
        """;

    // One in ten by another connection, one in twenty in vain, four in five for runs, by twenty editors.
    private string PaidCalls =>
        $"""
        INSERT INTO autoTagLedger (callId, connection, provider, modelAsked, microUsd, priceBasis, charged, latencyTicks, mediaKey, path, revisionId, sentAt, outcome,
            failure, runId, editor, microCreditsTaken)
        SELECT {Id()}, CASE i % 10 WHEN 0 THEN 'second' ELSE 'vision' END, 'openai-compatible', 'numbers-1', 100 + i % 50, 1, 1, 2000000 + i % 1000, {Id()}, {Path},
            {Hex("1", 64)}, @firstPaid + CAST(i AS bigint) * @betweenPaid, CASE i % 20 WHEN 7 THEN 1 ELSE 0 END, CASE i % 20 WHEN 7 THEN {(int)FailureKind.Unavailable} END,
            CASE WHEN i % 5 < 4 THEN {RunId($"i % {RunCount}")} END, {RunId("i % 20")}, NULL
        {FromImages}
        """;
}
