using Dapper;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Faults;

/// <summary>A vision service that does everything wrong that one can, over real HTTP, and what becomes of the images.</summary>
public sealed class FaultMatrixTests
{
    private const int Items = 5_000;
    private const int OutageItems = 400;

    private static readonly string[] s_once =
    [
        "openai/rate-limited.json", "openai/slow-down.json", "openai/quota-exhausted.json", "openai/auth-failure.json", "openai/model-missing.json",
        "openai/server-error.json", "openai/overloaded.json", "openai/truncated.json", "openai/malformed-prose.json", "openai-compatible/azure-rate-limited.json",
    ];

    private readonly FakeClock _clock = new();
    private TempFolder _folder = null!;
    private FaultyService _service = null!;
    private Rooms _rooms = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _service = await FaultyService.StartAsync();
        var order = new WorkOrder(
            "Microsoft.Data.Sqlite", Database, $"Data Source={_folder.File("site.db")};Default Timeout=30", _service.Address, _clock.GetUtcNow(), Speed: 1, Images: 8);
        _rooms = new Rooms(order, _clock);
        await _rooms.Schema.MigrateAsync(default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _rooms.Dispose();
        await _service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private string Database => $"Data Source={_folder.File("autotag.db")}";

    [Test]
    public async Task A_fifth_of_five_thousand_images_meets_every_fault_there_is_and_each_ends_as_it_must()
    {
        IReadOnlyList<Script> scripts = Scripts();
        _service.Scripts = Enumerable.Range(0, Items / 5).ToDictionary(i => i * 5, i => scripts[i % scripts.Count]);
        await BringInAsync(Items);

        bool isThrough = await new LeapingWorker(_rooms, _clock, _service).WorkUntilAsync(_clock.GetUtcNow().AddDays(30));

        Assert.That(isThrough, Is.True, () => "nothing waits for ever");
        await JudgeAsync(Items);
        Assert.That(await ChangedModelsAsync(), Is.EqualTo(_service.Scripts.Values.Count(script => script.Meets[0] == Fault.OtherModel)), "the ledger says which model answered");
    }

    [Test]
    public async Task A_long_outage_holds_the_connection_costs_few_calls_and_drains_by_itself()
    {
        _service.Outage = Fault.OfStatus(503);
        await BringInAsync(OutageItems);
        var worker = new LeapingWorker(_rooms, _clock, _service);
        await worker.WorkUntilAsync(_clock.GetUtcNow().AddHours(6));

        ConnectionState held = await ConnectionAsync();
        int inVain = _service.Calls;
        _service.Outage = null;
        bool isDrained = await worker.WorkUntilAsync(_clock.GetUtcNow().AddHours(6));

        TestContext.Out.WriteLine($"{inVain} calls in vain in six hours for {OutageItems} images; {_service.Calls - inVain} afterwards.");
        Assert.Multiple(() =>
        {
            Assert.That(held.Health, Is.EqualTo(ConnectionHealth.Unavailable));
            Assert.That(inVain, Is.LessThan(100), "an outage is found out by probes, not by images");
            Assert.That(isDrained, Is.True);
            Assert.That(_service.Calls - inVain, Is.EqualTo(OutageItems));
        });
        Assert.That((await ConnectionAsync()).Health, Is.EqualTo(ConnectionHealth.Ok));
        Assert.That((await _rooms.Items.CountAsync(PathScope.Everything, default))[WorkState.Done], Is.EqualTo(OutageItems));
    }

    // Each fault once, then a good answer; what is final; and what is met again and again until it is given up.
    private static List<Script> Scripts()
    {
        Dictionary<string, ProviderSample> samples = ProviderSample.All(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples")).ToDictionary(sample => sample.File);
        Fault Sample(string file) => Fault.Of(samples[file]);
        return
        [
            .. s_once.Select(file => new Script([Sample(file)])),
            .. Fault.TooFast.Select(fault => new Script([fault])),
            .. new[] { 500, 502, 503, 504, 529 }.Select(status => new Script([Fault.OfStatus(status)])),
            new Script([Fault.Hangs]),
            new Script([Fault.Resets]),
            new Script([Fault.BreaksOff]),
            new Script([Fault.HalfAnAnswer]),
            new Script([Fault.Rubbish]),
            new Script([Fault.HtmlPage]),
            new Script([Fault.Hangs, Fault.TooFast[1], Fault.HalfAnAnswer]),
            new Script([Fault.Markup]) { EndsWithFault = true },
            new Script([Fault.OtherModel]) { EndsWithFault = true },
            new Script([Sample("openai/refusal.json")], WorkState.Skipped, "Refused"),
            new Script([Sample("openai/content-filter.json")], WorkState.Skipped, "Refused"),
            new Script([Sample("openai-compatible/azure-content-filter.json")], WorkState.Skipped, "Refused"),
            new Script([Sample("openai/bad-image.json")], WorkState.Skipped, "BadImage"),
            new Script([Fault.Rubbish, Fault.HalfAnAnswer], WorkState.Failed, "Malformed"),
            new Script([Fault.Hangs, Fault.Resets, Fault.BreaksOff], WorkState.Failed, "Unavailable"),
            // Whatever went wrong, what may have been paid for three times is not asked a fourth time by itself.
            new Script([Fault.Hangs, Fault.TooFast[1], Fault.HalfAnAnswer, Fault.Resets], WorkState.Failed, "Unavailable"),
        ];
    }

    private async Task BringInAsync(int items)
    {
        await _rooms.Library.FillAsync(items);
        await _rooms.Items.EnqueueAsync(
            [.. Enumerable.Range(0, items).Select(n => new WorkRequest(TableLibrary.KeyOf(n), TableLibrary.PathOf(n), "default", WorkOrigin.Upload))], default);
    }

    private async Task JudgeAsync(int items)
    {
        IReadOnlyList<SavedRow> rows = await _rooms.Library.AllAsync();
        List<string> wrong = [];
        foreach (int number in Enumerable.Range(0, items))
        {
            Script script = _service.Scripts.GetValueOrDefault(number) ?? new Script([]);
            WorkItem work = (await _rooms.Items.FindAsync(TableLibrary.KeyOf(number), default))!;
            IReadOnlyList<LedgerEntry> calls = await _rooms.Ledger.ForMediaAsync(TableLibrary.KeyOf(number), 100, default);
            IReadOnlyList<Suggestion> suggestions = await _rooms.Suggestions.ForMediaAsync(TableLibrary.KeyOf(number), default);
            string said = $"{number} ({script})";
            void Expect(bool holds, string what)
            {
                if (!holds)
                {
                    wrong.Add($"{said}: {what}");
                }
            }

            bool isDone = script.State == WorkState.Done;
            Expect(work.State == script.State && work.ReasonCode == script.ReasonCode, $"ended as {work.State} {work.ReasonCode}: {work.Reason}");
            Expect(_service.CallsFor(number) == script.Calls, $"was asked {_service.CallsFor(number)} times, not {script.Calls}");
            Expect(calls.Count == script.Calls, $"has {calls.Count} rows in the ledger");
            Expect(rows[number].AltText == (isDone ? CountingService.AltTextOf(number) : null), $"has the alt text '{rows[number].AltText}'");
            Expect(rows[number].Words.SequenceEqual(isDone ? CountingService.KeywordsOf(number) : []), $"has the keywords '{rows[number].Keywords}'");
            Expect(isDone || suggestions.Count == 0, $"has suggestions: {string.Join(", ", suggestions.Select(suggestion => suggestion.Value))}");
            Expect(suggestions.All(suggestion => !suggestion.Value.Any(c => c is '<' or '>' || char.IsControl(c))), "proposes markup");
        }

        TestContext.Out.WriteLine($"{_service.Calls} calls for {items} images, {_service.Scripts.Count} of them with one of {Scripts().Count} kinds of trouble.");
        Assert.That(wrong, Is.Empty, () => string.Join('\n', wrong));
        Assert.That(await CountAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero, "nothing stays put aside");
    }

    private Task<long> ChangedModelsAsync() => CountAsync("SELECT COUNT(*) FROM autoTagLedger WHERE modelReported = 'somebody-else-9'");

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new SqliteConnection(Database);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<ConnectionState> ConnectionAsync() => (await _rooms.ConnectionStates.AllAsync(default)).Single();
}
