using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What an admin sees of the budgets, and what an editor sees of an image that one of them holds back.</summary>
[OneMajor]
internal sealed class BudgetTests
{
    private Site? _site;

    [TearDown]
    public async Task Stop()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    [Test]
    public async Task A_budget_with_room_shows_what_is_gone_until_when_and_stops_nobody()
    {
        Guid photo = await TagAsync(new() { ["AutoTag:Budgets:monthly:Period"] = "Month", ["AutoTag:Budgets:monthly:Usd"] = "20" }, "Done");
        decimal cost = (await _site!.CallsForAsync(photo)).Sum(call => call.Cost!.Value.Usd);

        JsonNode budget = await OnlyBudgetAsync();

        Assert.Multiple(() =>
        {
            Assert.That((budget.Text("name"), budget.Text("period"), budget.Text("key"), budget["connection"]), Is.EqualTo(("monthly", "Month", "AutoTag:Budgets:monthly", (JsonNode?)null)));
            Assert.That(budget["opensAgain"]!.GetValue<DateTimeOffset>(), Is.GreaterThan(_site.Clock.GetUtcNow()));
            Assert.That(budget["stops"]!.AsArray(), Is.Empty);
            JsonNode meter = budget["meters"]!.AsArray().Single()!;
            Assert.That((meter.Text("unit"), meter.Text("key")), Is.EqualTo(("Money", "AutoTag:Budgets:monthly:Usd")));
            Assert.That(
                (meter["limit"]!.GetValue<decimal>(), meter["spent"]!.GetValue<decimal>(), meter["reserved"]!.GetValue<decimal>()), Is.EqualTo((20m, cost, 0m)));
            Assert.That(cost, Is.GreaterThan(0));
        });
    }

    [Test]
    public async Task A_budget_that_is_used_up_says_whom_it_stops_and_what_the_next_image_may_cost()
    {
        Guid photo = await TagAsync(new() { ["AutoTag:Budgets:daily:Period"] = "Day", ["AutoTag:Budgets:daily:Usd"] = "0.000001" }, "Waiting");

        JsonNode item = await ReasonOfAsync(photo);
        JsonNode stop = (await OnlyBudgetAsync())["stops"]!.AsArray().Single()!;

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("reasonCode"), Is.EqualTo("OverBudget"));
            Assert.That((stop.Text("connection"), stop.Text("why"), stop.Text("unit")), Is.EqualTo(("local", "UsedUp", "Money")));
            Assert.That(stop["needed"]!.GetValue<decimal>(), Is.GreaterThan(0.000001m));
        });
    }

    [Test]
    public async Task A_price_that_nobody_knows_is_told_as_that_with_the_keys_that_mend_it()
    {
        Guid photo = await TagAsync(
            new()
            {
                ["AutoTag:Budgets:daily:Period"] = "Day",
                ["AutoTag:Budgets:daily:Usd"] = "5",
                ["AutoTag:Connections:local:UsdPerMillionOutputTokens"] = null,
            },
            "Waiting");

        JsonNode item = await ReasonOfAsync(photo);
        JsonNode stop = (await OnlyBudgetAsync())["stops"]!.AsArray().Single()!;

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("reasonCode"), Is.EqualTo("PriceUnknown"));
            Assert.That(item.Text("reason"), Does.Contain("AutoTag:Connections:local:UsdPerImage"));
            Assert.That((stop.Text("why"), stop["needed"]), Is.EqualTo(("PriceUnknown", (JsonNode?)null)));
            Assert.That(stop["remedies"]!.ToJsonString(), Is.EqualTo(
                """[["AutoTag:Connections:local:UsdPerMillionInputTokens","AutoTag:Connections:local:UsdPerMillionOutputTokens"],["AutoTag:Connections:local:UsdPerImage"]]"""));
        });
    }

    [TestCase("AutoTag:Budgets:daily:Usd", "0.000001", "5")]
    [TestCase("AutoTag:Connections:local:UsdPerMillionOutputTokens", null, "1")]
    public async Task What_a_budget_holds_back_goes_on_when_the_key_it_names_is_set_while_the_site_runs(string key, string? before, string after)
    {
        var settings = new Dictionary<string, string?> { ["AutoTag:Budgets:daily:Period"] = "Day", ["AutoTag:Budgets:daily:Usd"] = "5", [key] = before };
        Guid photo = await TagAsync(settings, "Waiting");
        await ReasonOfAsync(photo);

        _site!.Configure(key, after);
        // AutoTag looks for raised budgets every five seconds.
        _site.Clock.MoveOn(TimeSpan.FromSeconds(5));

        await (await _site.MediaEditorAsync()).SeesAsync(photo, "Done");
    }

    private async Task<Guid> TagAsync(Dictionary<string, string?> settings, string end)
    {
        _site = await Site.StartReadyAsync(settings);
        await _site.PassAsync(UntilNoPeriodEnds(_site.Clock.GetUtcNow()));
        Editor editor = await _site.MediaEditorAsync();
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);
        await editor.SeesAsync(photo, end);
        return photo;
    }

    // What was spent yesterday does not count today: where a day is about to end, the test has the next one for itself.
    private static TimeSpan UntilNoPeriodEnds(DateTimeOffset now) =>
        now.TimeOfDay > TimeSpan.FromMinutes(23 * 60 + 50) ? TimeSpan.FromDays(1) - now.TimeOfDay : TimeSpan.Zero;

    private async Task<JsonNode> ReasonOfAsync(Guid photo)
    {
        Editor editor = await _site!.MediaEditorAsync();
        return await Eventually.IsAsync(() => editor.GetAsync($"media/{photo}"), item => item.Text("reasonCode") is not null, "a reason");
    }

    private async Task<JsonNode> OnlyBudgetAsync() => (await (await _site!.AdminAsync()).GetAsync("budgets"))["items"]!.AsArray().Single()!;
}
