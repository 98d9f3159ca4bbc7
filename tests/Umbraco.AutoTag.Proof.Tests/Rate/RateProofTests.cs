using System.Data.Common;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Rate;

/// <summary>Four processes that share 30 calls a minute: the service never sees 31 in any minute, and hardly one less than it allows.</summary>
/// <remarks>
/// A minute takes a minute here: 1 % of it is what lies between a permit and the service, and by a faster clock that is less than a busy machine
/// keeps a process waiting. It is to run with nothing beside it, as <c>test.sh</c> runs it.
/// </remarks>
[Category("RealTime")]
public sealed class RateProofTests
{
    private const int Processes = 4;
    private const int ImagesEach = 16;
    private const int Limit = 30;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private TempFolder _folder = null!;
    private CountingService _service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _service = await CountingService.StartAsync(TimeSpan.FromMilliseconds(200));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    // What is between a permit and the service's own clock is more than 1 % of a window only where the machine itself stands still: then once more.
    [Test, Retry(2)]
    public async Task Thirty_a_minute_are_thirty_for_four_processes_on_postgresql()
    {
        DbProviderFactories.RegisterFactory("Npgsql", Npgsql.NpgsqlFactory.Instance);
        string database = await (await PostgresServer.RunningAsync()).NewDatabaseAsync();
        await UseTheRateAsync("Npgsql", database, database, items: 2 * Limit + 10);
    }

    [Test, Retry(2)]
    public Task Thirty_a_minute_are_thirty_for_four_processes_on_sqlite() => UseTheRateAsync(
        "Microsoft.Data.Sqlite", $"Data Source={_folder.File("autotag.db")}", $"Data Source={_folder.File("site.db")};Default Timeout=30", items: Limit + 20);

    private async Task UseTheRateAsync(string provider, string database, string site, int items)
    {
        WorkOrder order = new WorkOrder(provider, database, site, _service.Address, TimeProvider.System.GetUtcNow(), Speed: 1, ImagesEach) { CallsPerMinute = Limit };
        using var rooms = new Rooms(order);
        await rooms.Schema.MigrateAsync(default);
        await rooms.Library.FillAsync(items);
        using Crew crew = Crew.Start(order, Processes);
        await crew.WorkingAsync();
        await rooms.Items.EnqueueAsync(
            [.. Enumerable.Range(0, items).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Upload))], default);
        await crew.UntilAsync(() => Task.FromResult(_service.Charged >= items), s_window * (items / Limit + 2));
        await crew.EndAsync();

        DateTimeOffset[] arrivals = [.. _service.Arrivals.Select(arrival => arrival.At).Order()];
        // From the 31st call on it is the limit that holds calls back: each may come a window after the thirtieth before it, and what it comes later is lost.
        TimeSpan[] of31 = [.. Enumerable.Range(Limit, arrivals.Length - Limit).Select(last => arrivals[last] - arrivals[last - Limit])];
        double used = 1 / of31.Average(gap => gap / s_window);
        TestContext.Out.WriteLine(
            $"{arrivals.Length} calls in {(arrivals[^1] - arrivals[0]) / s_window:0.000} windows: {used:0.0%} of the rate. " +
            $"31 calls took at least {of31.Min() / s_window:0.000} and at most {of31.Max() / s_window:0.000} windows.");
        Assert.Multiple(() =>
        {
            Assert.That(arrivals, Has.Length.EqualTo(items));
            Assert.That(of31.Min(), Is.GreaterThan(s_window), "no window sees 31");
            Assert.That(used, Is.GreaterThanOrEqualTo(0.98), "the rate is used while there is work");
        });
    }
}
