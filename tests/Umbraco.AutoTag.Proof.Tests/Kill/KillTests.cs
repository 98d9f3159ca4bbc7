using System.Data.Common;
using Dapper;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Kill;

/// <summary>Workers die without a word, again and again, and at the end nothing is lost, doubled or unaccounted for.</summary>
public sealed class KillTests
{
    private const int FewItems = 2_000;
    private const int MostItems = 10_000;
    private const int MoreItems = 500;
    private const int Kills = 50;
    private const int Seed = 20_261_121;

    // Leases of two minutes run out in four seconds, and calls of a minute in two: no less, or a machine under load breaks what no kill has.
    private const double Speed = 30;

    private const string InDoubt =
        """
        SELECT COUNT(*) FROM autoTagFieldWrite one WHERE NOT EXISTS (
            SELECT 1 FROM autoTagFieldWrite other WHERE other.mediaKey = one.mediaKey AND other.field = one.field AND other.confirmed = 1)
        """;

    // What has not come by then will not.
    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(Seed);
    private TempFolder _folder = null!;
    private CountingService _service = null!;
    private int _items;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _service = await CountingService.StartAsync(TimeSpan.FromMilliseconds(40));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public Task Fifty_kills_of_one_process_on_sqlite_lose_and_double_nothing() => SurviveAsync(
        "Microsoft.Data.Sqlite", $"Data Source={_folder.File("autotag.db")}", $"Data Source={_folder.File("site.db")};Default Timeout=30", processes: 1, images: 2);

    [Test]
    public async Task Fifty_kills_among_three_processes_on_postgresql_lose_and_double_nothing()
    {
        DbProviderFactories.RegisterFactory("Npgsql", Npgsql.NpgsqlFactory.Instance);
        PostgresServer server = await PostgresServer.RunningAsync();
        string database = await server.NewDatabaseAsync();
        await SurviveAsync("Npgsql", database, database, processes: 3, images: 1);
    }

    private async Task SurviveAsync(string provider, string database, string site, int processes, int images)
    {
        var order = new WorkOrder(provider, database, site, _service.Address, DateTimeOffset.UtcNow, Speed, images);
        using var rooms = new Rooms(order);
        await rooms.Schema.MigrateAsync(default);
        await rooms.Library.FillAsync(MostItems);
        _items = 0;
        await BringInAsync(rooms, FewItems);

        await KillAndReplaceAsync(order, rooms, processes);
        await DrainAsync(order, rooms, processes);
        await ExpireAsync(rooms);

        await JudgeAsync(rooms, provider, database);
    }

    private async Task KillAndReplaceAsync(WorkOrder order, Rooms rooms, int processes)
    {
        using Crew crew = Crew.Start(order, processes);
        for (int kill = 0; kill < Kills; kill++)
        {
            await crew.KillOneAsync(_random, async () =>
            {
                // However fast or slow the machine is, there is work to hit.
                if (await DoneAsync(rooms) > _items - MoreItems)
                {
                    await BringInAsync(rooms, MoreItems);
                }

                await Task.Delay(_random.Next(50, 600));
                Assert.That(await DoneAsync(rooms), Is.LessThan(_items), $"kill {kill} must hit work");
            });
        }
    }

    private Task BringInAsync(Rooms rooms, int more)
    {
        int first = _items;
        _items += more;
        return rooms.Items.EnqueueAsync(
            [.. Enumerable.Range(first, more).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Upload))], default);
    }

    private async Task DrainAsync(WorkOrder order, Rooms rooms, int processes)
    {
        using Crew crew = Crew.Start(order with { Images = 8 }, processes);
        await crew.UntilAsync(async () => await DoneAsync(rooms) >= _items, s_never);
        await crew.EndAsync();
    }

    // The longest call and its margin are over after three minutes of the fast clock.
    private static async Task ExpireAsync(Rooms rooms)
    {
        await Task.Delay(TimeSpan.FromMinutes(4), rooms.Clock);
        await rooms.Reservations.ExpireAsync(default);
    }

    private async Task JudgeAsync(Rooms rooms, string provider, string database)
    {
        IReadOnlyDictionary<WorkState, long> states = await rooms.Items.CountAsync(PathScope.Everything, default);
        IReadOnlyList<SavedRow> rows = [.. (await rooms.Library.AllAsync()).Take(_items)];
        var seen = _service.Calls.CountBy(number => number).ToDictionary();
        int lost = 0;
        List<string> unpaired = [];
        foreach (int number in Enumerable.Range(0, _items))
        {
            IReadOnlyList<LedgerEntry> calls = await rooms.Ledger.ForMediaAsync(TableLibrary.KeyOf(number), 100, default);
            int known = calls.Count(call => call.Charged == Charged.Yes);
            int unknown = calls.Count(call => call.Charged == Charged.Unknown);
            lost += unknown;
            int atService = seen.GetValueOrDefault(number);
            // A process may die between the note that a call goes out and its going out: then a call that is perhaps paid was never seen.
            if (known > atService || known + unknown < atService || known + unknown != calls.Count)
            {
                unpaired.Add($"item {number}: {atService} calls at the service, {known} paid and {unknown} perhaps paid of {calls.Count} in the ledger");
            }
        }

        TestContext.Out.WriteLine($"{_service.Calls.Count} calls at the service for {_items} items; {lost} in the ledger as perhaps paid after {Kills} kills.");
        Assert.Multiple(() =>
        {
            Assert.That(states.GetValueOrDefault(WorkState.Done), Is.EqualTo(_items), string.Join(", ", states));
            Assert.That(rows.Where(row => row.AltText != CountingService.AltTextOf(row.Number)).Select(row => $"{row.Number}: {row.AltText}"), Is.Empty);
            Assert.That(rows.Where(row => !row.Words.SequenceEqual(CountingService.KeywordsOf(row.Number))).Select(row => $"{row.Number}: {row.Keywords}"), Is.Empty);
            Assert.That(rows.Where(row => row.Writes != 1).Select(row => $"{row.Number}: {row.Writes} writes"), Is.Empty);
            Assert.That(unpaired, Is.Empty);
            Assert.That(_service.Calls, Has.Count.LessThanOrEqualTo(_items + Kills * 3), "no more was asked twice than what was under way at the kills");
        });
        await using DbConnection connection = DbProviderFactories.GetFactory(provider).CreateConnection()!;
        connection.ConnectionString = database;
        await connection.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>(InDoubt), Is.Zero, "fields whose value is AutoTag's and of which no write is confirmed");
        await CountedRows.AgreeWithSumsAsync(connection, "after all that was killed while it wrote or folded");
    }

    private static async Task<long> DoneAsync(Rooms rooms) =>
        (await rooms.Items.CountAsync(PathScope.Everything, default)).GetValueOrDefault(WorkState.Done);
}
