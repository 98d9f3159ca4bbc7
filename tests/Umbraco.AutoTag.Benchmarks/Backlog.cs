using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>A site whose images all wait to be tagged, each with bytes of its own; the corridor around it; and a vision service to ask.</summary>
internal sealed class Backlog(WorkOrder order, VisionService service, TempFolder folder) : IAsyncDisposable
{
    private const string Sqlite = "Microsoft.Data.Sqlite";

    public WorkOrder Order => order;

    public Rooms Rooms { get; } = new(order);

    /// <summary>AutoTag's tables in a SQLite file, the site's in another, both in write-ahead mode as Umbraco's is.</summary>
    public static async Task<Backlog> OnSqliteAsync(int images, int atOnce, TimeSpan latency, int places)
    {
        var folder = new TempFolder();
        VisionService service = await VisionService.StartAsync(latency, places);
        var order = new WorkOrder(
            Sqlite, $"Data Source={folder.File("autotag.db")}", $"Data Source={folder.File("site.db")};Default Timeout=30", service.Address, DateTimeOffset.UtcNow, 1, atOnce);
        var backlog = new Backlog(order, service, folder);
        await using (DbConnection site = SqliteFactory.Instance.CreateConnection()!)
        {
            site.ConnectionString = order.Site;
            await site.ExecuteAsync("PRAGMA journal_mode = WAL");
        }

        await backlog.FillAsync(images);
        return backlog;
    }

    /// <summary>Everything in one PostgreSQL database.</summary>
    public static async Task<Backlog> OnPostgresAsync(int images, int atOnce, TimeSpan latency, int places)
    {
        DbProviderFactories.RegisterFactory(PostgresServer.ProviderName, Npgsql.NpgsqlFactory.Instance);
        string database = await (await PostgresServer.RunningAsync()).NewDatabaseAsync();
        VisionService service = await VisionService.StartAsync(latency, places);
        var backlog = new Backlog(
            new WorkOrder(PostgresServer.ProviderName, database, database, service.Address, DateTimeOffset.UtcNow, 1, atOnce), service, new TempFolder());
        await backlog.FillAsync(images);
        return backlog;
    }

    public async Task<long> DoneAsync() => (await Rooms.Items.CountAsync(PathScope.Everything, default)).GetValueOrDefault(WorkState.Done);

    public async ValueTask DisposeAsync()
    {
        Rooms.Dispose();
        await service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private async Task FillAsync(int images)
    {
        await Rooms.Schema.MigrateAsync(default);
        await Rooms.Library.FillAsync(images);
        foreach (int[] some in Enumerable.Range(0, images).Chunk(5_000))
        {
            await Rooms.Items.EnqueueAsync(
                [.. some.Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Run))], default);
        }
    }
}
