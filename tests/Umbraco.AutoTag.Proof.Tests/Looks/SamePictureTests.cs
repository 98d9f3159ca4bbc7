using System.Data.Common;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Looks;

/// <summary>One picture that comes many times at once, to servers that share nothing but the database.</summary>
public sealed class SamePictureTests
{
    private const int Copies = 6;

    // A wait of seconds for whoever looks is over in tenths.
    private const double Speed = 10;

    private TempFolder _folder = null!;
    private CountingService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        // Long enough for every copy to be claimed while the first is looked at.
        _service = await CountingService.StartAsync(TimeSpan.FromSeconds(1));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public Task Six_uploads_of_one_picture_to_two_processes_on_sqlite_are_one_call() =>
        AskOnceAsync("Microsoft.Data.Sqlite", $"Data Source={_folder.File("autotag.db")}", $"Data Source={_folder.File("site.db")};Default Timeout=30");

    [Test]
    public async Task Six_uploads_of_one_picture_to_two_processes_on_postgresql_are_one_call()
    {
        DbProviderFactories.RegisterFactory("Npgsql", Npgsql.NpgsqlFactory.Instance);
        PostgresServer server = await PostgresServer.RunningAsync();
        string database = await server.NewDatabaseAsync();
        await AskOnceAsync("Npgsql", database, database);
    }

    private async Task AskOnceAsync(string provider, string database, string site)
    {
        var order = new WorkOrder(provider, database, site, _service.Address, DateTimeOffset.UtcNow, Speed, Images: Copies / 2);
        using var rooms = new Rooms(order);
        await rooms.Schema.MigrateAsync(default);
        await rooms.Library.FillAsync(Copies, pictures: 1);
        Worker[] workers = [Worker.Start(order), Worker.Start(order)];
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.WorkingAsync()));
            await rooms.Items.EnqueueAsync(
                [.. Enumerable.Range(0, Copies).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Upload))], default);
            await AllDoneAsync(rooms);
            Assert.That(await Task.WhenAll(workers.Select(worker => worker.EndAsync())), Is.All.Zero);
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }

        IReadOnlyList<LedgerEntry>[] paid = await Task.WhenAll(
            Enumerable.Range(0, Copies).Select(n => rooms.Ledger.ForMediaAsync(TableLibrary.KeyOf(n), 10, default)));
        Assert.Multiple(async () =>
        {
            Assert.That(_service.Calls, Has.Count.EqualTo(1));
            Assert.That(paid.Sum(calls => calls.Count), Is.EqualTo(1), "rows in the ledger");
            Assert.That((await rooms.Library.AllAsync()).Select(row => row.AltText), Is.All.EqualTo(CountingService.AltTextOf(0)));
        });
    }

    private static async Task AllDoneAsync(Rooms rooms)
    {
        long deadline = Environment.TickCount64 + 180_000;
        while ((await rooms.Items.CountAsync(PathScope.Everything, default))[WorkState.Done] < Copies && Environment.TickCount64 < deadline)
        {
            await Task.Delay(100);
        }
    }
}
