using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.HealthChecks;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.HealthChecks;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Who hears that a budget is half, nearly or wholly used, and how often.</summary>
[OneMajor]
internal sealed class BudgetAlertTests
{
    // How often AutoTag looks at its budgets.
    private static readonly TimeSpan s_looksEvery = TimeSpan.FromSeconds(30);

    private readonly Sent _sent = new();
    private Site _site = null!;

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task Each_part_of_a_budget_is_told_once_a_period_by_webhook_banner_and_health_check_also_after_a_restart()
    {
        _site = await Site.StartReadyAsync(Settings, Webhooks);
        await _site.PassAsync(UntilNoDayEnds(_site.Clock.GetUtcNow()));
        await TagAsync(Repository.TwoDogs);
        Assert.That(await AlertsAsync(50), Is.EqualTo(new[] { 50 }));
        Assert.That(await HealthAsync(), Does.Contain("No budget is nearly used up."));

        await TagAsync(Repository.DemoPhoto("cat-chelsea.jpg"));
        Assert.That(await AlertsAsync(100), Is.EqualTo(new[] { 50, 80, 100 }));
        Assert.That(await HealthAsync(), Has.Some.StartsWith("Budget 'daily': 0.002 of 0.002 USD are spent, and the next image does not fit."));

        // Budgets are looked at by name: once there is a word about the later one, there is none to come about the first.
        DateTimeOffset before = _site.Clock.GetUtcNow();
        _site = await _site.RestartAsync(new(Settings) { ["AutoTag:Budgets:later:Period"] = "Day", ["AutoTag:Budgets:later:Usd"] = "0.004" }, Webhooks);
        TimeSpan behind = before - _site.Clock.GetUtcNow();
        _site.Clock.MoveOn((behind > TimeSpan.Zero ? behind : TimeSpan.Zero) + s_looksEvery);
        await Eventually.IsAsync(() => Task.FromResult(_sent.All), all => all.Any(word => word.Budget == "later"), "a word about the second budget");

        Assert.That(
            _sent.All.Where(word => word.Budget == "daily").Select(word => (word.Threshold, word.Unit, word.Limit, word.Key)),
            Is.EqualTo(new[] { 50, 80, 100 }.Select(threshold => (threshold, BudgetUnit.Money, 0.002m, "AutoTag:Budgets:daily:Usd"))));
        Assert.That(_sent.All.Select(word => word.Spent), Is.EqualTo(new[] { 0.001m, 0.002m, 0.002m, 0.002m }));
        Assert.That(_sent.Aliases, Is.All.EqualTo("AutoTag.BudgetReached"));

        await _site.PassAsync(TimeSpan.FromDays(1));
        Assert.That((await BudgetAsync("daily"))["alerts"]!.AsArray(), Is.Empty, "another day begins anew");
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["AutoTag:Connections:local:UsdPerImage"] = "0.001",
        ["AutoTag:Budgets:daily:Period"] = "Day",
        ["AutoTag:Budgets:daily:Usd"] = "0.002",
    };

    private void Webhooks(IUmbracoBuilder umbraco)
    {
        umbraco.Services.AddUnique<IWebhookFiringService>(_ => _sent);
        umbraco.Services.AddUnique(_ => DispatchProxy.Create<IWebhookService, OneWebhook>());
        umbraco.Services.AddUnique<IServerRoleAccessor, SingleServer>();
    }

    private async Task TagAsync(string photo)
    {
        Editor editor = await _site.MediaEditorAsync();
        await editor.SeesAsync(await editor.UploadAsync(photo), "Done");
        _site.Clock.MoveOn(s_looksEvery);
    }

    private async Task<IEnumerable<int>> AlertsAsync(int last) => (await Eventually.IsAsync(
        () => BudgetAsync("daily"),
        budget => Thresholds(budget).Contains(last),
        $"{last} % to be told")) is { } seen ? Thresholds(seen) : [];

    private static int[] Thresholds(JsonNode budget) => [.. budget["alerts"]!.AsArray().Select(alert => alert!["threshold"]!.GetValue<int>())];

    private async Task<JsonNode> BudgetAsync(string name) =>
        (await (await _site.AdminAsync()).GetAsync("budgets"))["items"]!.AsArray().Single(budget => budget!.Text("name") == name)!;

    private async Task<IEnumerable<string>> HealthAsync() =>
        (await ActivatorUtilities.CreateInstance<AutoTagHealthCheck>(_site.Get<IServiceProvider>()).GetStatusAsync()).Select(status => status.Message);

    // What was spent yesterday does not count today: where a day is about to end, the test has the next one for itself.
    private static TimeSpan UntilNoDayEnds(DateTimeOffset now) =>
        now.TimeOfDay > TimeSpan.FromMinutes(23 * 60 + 50) ? TimeSpan.FromDays(1) - now.TimeOfDay : TimeSpan.Zero;

    /// <summary>What would go out.</summary>
    private sealed class Sent : IWebhookFiringService
    {
        private readonly List<(string Alias, BudgetReachedNotification Word)> _sent = [];

        public IReadOnlyList<BudgetReachedNotification> All
        {
            get
            {
                lock (_sent)
                {
                    return [.. _sent.Select(one => one.Word)];
                }
            }
        }

        public IReadOnlyList<string> Aliases
        {
            get
            {
                lock (_sent)
                {
                    return [.. _sent.Select(one => one.Alias)];
                }
            }
        }

        public Task FireAsync(IWebhook webhook, string eventAlias, object? payload, CancellationToken cancellationToken)
        {
            lock (_sent)
            {
                _sent.Add((eventAlias, (BudgetReachedNotification)payload!));
            }

            return Task.CompletedTask;
        }
    }

    private sealed class SingleServer : IServerRoleAccessor
    {
        public ServerRole CurrentServerRole => ServerRole.Single;
    }
}

/// <summary>A site with one webhook, for whatever is asked; the demo site has none.</summary>
public class OneWebhook : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IWebhookService.GetByAliasAsync)
        ? Task.FromResult<IEnumerable<IWebhook>>([new Webhook("https://example.com/hook", true, [], [(string)args![0]!])])
        : throw new NotSupportedException(targetMethod.Name);
}
