using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using A = Umbraco.AutoTag.TestKit.A;
using Umbraco.Cms.Core.Models;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The meter after known traffic: every number agrees with the ledger to the millionth of a dollar.</summary>
[OneMajor]
internal sealed class CostTests
{
    // What an image costs here, in millionths of a dollar.
    private const long Price = 1_234;

    private Site _site = null!;
    private Editor _admin = null!;
    private IMedia _shop = null!;

    [OneTimeSetUp]
    public async Task MakeKnownTraffic()
    {
        _site = await Site.StartReadyAsync(new()
        {
            ["AutoTag:Connections:local:UsdPerImage"] = "0.001234",
            ["AutoTag:Budgets:monthly:Period"] = "Month",
            ["AutoTag:Budgets:monthly:Usd"] = "20",
        });
        await _site.PassAsync(UntilNoDayEnds(_site.Clock.GetUtcNow()));
        _admin = await _site.AdminAsync();
        _shop = _site.Folder("Shop");
        Editor mia = await _site.MediaEditorAsync();
        foreach ((string photo, Guid? folder) in new[] { (Repository.TwoDogs, (Guid?)_shop.Key), (Repository.DemoPhoto("cat-chelsea.jpg"), null), (Repository.TwoDogs, null) })
        {
            await mia.SeesAsync(await mia.UploadAsync(photo, folder), "Done");
        }

        await _admin.PostAsync("connections/local/test");

        // What nobody saw the end of, what nobody can tell the price of, and what came back with a batch; of a connection that is configured no longer.
        LedgerEntry call = A.Call(connection: "gone") with { Usage = Usage.None, CreditsTaken = null, RevisionId = "no such revision", Path = "-1,999999,1000000", SentAt = _site.Clock.GetUtcNow() };
        foreach (LedgerEntry other in new[]
        {
            call with { CallId = Guid.CreateVersion7(), Cost = new MicroUsd(9_999), PriceBasis = PriceBasis.Reserved, Outcome = CallOutcome.Lost, Charged = Charged.Unknown, Failure = FailureKind.Unavailable },
            call with { CallId = Guid.CreateVersion7(), Cost = null, PriceBasis = PriceBasis.Unknown, Charged = Charged.Unknown },
            call with { CallId = Guid.CreateVersion7(), Cost = new MicroUsd(7), BatchId = Guid.CreateVersion7(), RunId = Guid.CreateVersion7(), Usage = new Usage { Credits = 0.25m }, CreditsTaken = 0.25m },
        })
        {
            await _site.Get<ILedgerStore>().AppendAsync(other, default);
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [TestCase("Today")]
    [TestCase("Month")]
    [TestCase("Days90")]
    public async Task Every_list_adds_up_to_what_was_paid(string period)
    {
        JsonNode costs = await _admin.GetAsync($"costs?period={period}");
        const long Paid = 3 * Price + 9_999 + 7;

        Assert.Multiple(async () =>
        {
            Assert.That((Number(costs["sum"]!, "microUsd"), Number(costs["sum"]!, "calls"), Number(costs["sum"]!, "failures"), Number(costs["sum"]!, "callsOfUnknownCost")), Is.EqualTo((Paid, 6L, 1L, 1L)));
            foreach (string whole in new[] { "today", "month" })
            {
                Assert.That(costs[whole]!.ToJsonString(), Is.EqualTo(costs["sum"]!.ToJsonString()));
            }

            foreach (string list in new[] { "connections", "profiles", "runs", "folders", "editors", "days" })
            {
                Assert.That(costs[list]!.AsArray().Sum(part => Number(part!["cost"]!, "microUsd")), Is.EqualTo(Paid), list);
                Assert.That(costs[list]!.AsArray().Sum(part => Number(part!["cost"]!, "calls")), Is.EqualTo(6), list);
            }

            JsonNode budget = (await _admin.GetAsync("budgets"))["items"]!.AsArray().Single()!;
            Assert.That(budget["meters"]![0]!["spent"]!.GetValue<decimal>() * 1_000_000m, Is.EqualTo(Paid), "what the budget counts");
        });
    }

    [Test]
    public async Task Each_call_is_its_connections_profiles_folders_and_editors()
    {
        JsonNode costs = await _admin.GetAsync("costs");
        long Of(string list, string kind, string? name) => Number(
            costs[list]!.AsArray().Single(part => part!.Text("kind") == kind && part!["name"]?.GetValue<string>() == name)!["cost"]!, "microUsd");
        JsonNode Connection(string alias) => costs["connections"]!.AsArray().Single(one => one!.Text("alias") == alias)!;

        Assert.Multiple(() =>
        {
            Assert.That((Of("folders", "Named", "Shop"), Of("folders", "Root", null), Of("folders", "None", null), Of("folders", "Gone", null)), Is.EqualTo((Price, Price, Price, 10_006L)));
            Assert.That((Of("editors", "Named", DemoUsers.MediaEditor.Name), Of("editors", "Named", DemoUsers.Admin.Name), Of("editors", "None", null)), Is.EqualTo((2 * Price, Price, 10_006L)));
            Assert.That((Of("profiles", "Named", "default"), Of("profiles", "None", null)), Is.EqualTo((2 * Price, Price + 10_006)));
            Assert.That((Of("runs", "None", null), Of("runs", "Gone", null)), Is.EqualTo((3 * Price + 9_999, 7L)));
            JsonNode local = Connection("local");
            Assert.That((Number(local["cost"]!, "microUsd"), Number(local, "images"), Number(local, "microUsdPerThousand")), Is.EqualTo((3 * Price, 3L, 1_000 * Price)));
            Assert.That((local["isConfigured"]!.GetValue<bool>(), local["times"]!["answers"]!.GetValue<int>(), local["credits"]), Is.EqualTo((true, 2, (JsonNode?)null)), "a test is no answer about an image");
            Assert.That(local["times"]!["halfMs"]!.GetValue<double>(), Is.Positive.And.LessThanOrEqualTo(local["times"]!["nearlyAllMs"]!.GetValue<double>()));
            JsonNode gone = Connection("gone");
            Assert.That((gone["isConfigured"]!.GetValue<bool>(), gone["microUsdPerThousand"]), Is.EqualTo((false, (JsonNode?)null)), "the cost of one of its calls is not known");
            Assert.That((gone["credits"]!["counted"]!.GetValue<decimal>(), gone["credits"]!["reported"]!.GetValue<decimal>(), gone["credits"]!["difference"]!.GetValue<decimal>()), Is.EqualTo((0.25m, 0.25m, 0m)));
        });
    }

    [Test]
    public async Task The_same_picture_again_is_a_saving_of_what_it_had_cost()
    {
        JsonNode costs = await _admin.GetAsync("costs");

        Assert.That(
            (Number(costs["saved"]!, "answers"), Number(costs["saved"]!, "needed"), Number(costs["saved"]!, "microUsd")),
            Is.EqualTo((1L, 1 + Number(costs, "images"), Price)));
        Assert.That(costs["days"]!.AsArray().Sum(day => Number(day!, "savedMicroUsd")), Is.EqualTo(Price));
    }

    [Test]
    public async Task The_forecast_is_what_was_spent_and_the_everyday_until_the_months_end()
    {
        JsonNode forecast = (await _admin.GetAsync("costs"))["forecast"]!;

        Assert.That((Number(forecast, "days"), Number(forecast, "microUsdADay")), Is.EqualTo((1L, 3 * Price + 9_999)), "the one call of a run is no everyday");
        Assert.That(Number(forecast, "microUsd"), Is.AtLeast(3 * Price + 9_999 + 7));
    }

    [Test]
    public async Task The_files_hold_every_day_and_every_call_and_add_up_too()
    {
        string[][] calls = await FileAsync("calls");
        string[][] days = await FileAsync("days");
        IReadOnlyList<LedgerEntry> paidFor = [.. (await _site.Get<Core.Costs.ICostStore>().CallsAsync(DateTimeOffset.MinValue, after: null, 100, default))];

        long Sum(string[][] rows, string column) => rows.Skip(1).Sum(row => long.TryParse(row[Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture, out long amount) ? amount : 0);
        Assert.Multiple(() =>
        {
            Assert.That(calls.Skip(1).Select(row => row[Array.IndexOf(calls[0], "Call")]), Is.EqualTo(paidFor.Select(call => $"{call.CallId}")));
            Assert.That((Sum(calls, "Micro-USD"), Sum(days, "Micro-USD"), Sum(days, "Saved micro-USD")), Is.EqualTo((3 * Price + 10_006, 3 * Price + 10_006, Price)));
            Assert.That(calls.Single(row => row.Contains("Unknown") && row.Contains("Answered"))[Array.IndexOf(calls[0], "USD")], Is.Empty, "what is not known is not zero");
            Assert.That(days.Select(row => row[1]), Is.EqualTo(new[] { "Connection", "gone", "local" }));
        });
    }

    [TestCase("costs?period=Year")]
    [TestCase("costs/export/calls?period=9x")]
    public async Task What_cannot_be_understood_is_refused(string path) =>
        Assert.That((await _admin.AskAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    private async Task<string[][]> FileAsync(string file)
    {
        using HttpResponseMessage answer = await _admin.AskAsync(HttpMethod.Get, $"costs/export/{file}");
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        return
        [
            .. (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split("\r\n")
                .Select(line => line.Split("\",\"").Select(cell => cell.Trim('"')).ToArray()),
        ];
    }

    // What was spent yesterday does not count today: where a day is about to end, the test has the next one for itself.
    private static TimeSpan UntilNoDayEnds(DateTimeOffset now) =>
        now.TimeOfDay > TimeSpan.FromMinutes(23 * 60 + 50) ? TimeSpan.FromDays(1) - now.TimeOfDay : TimeSpan.Zero;

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();
}
