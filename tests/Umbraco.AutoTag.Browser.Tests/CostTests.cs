using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The meter after known traffic, as an admin reads it.</summary>
[Order(7)]
public sealed partial class CostTests
{
    private const string Costs = "/umbraco/section/media/dashboard/autotag-costs";

    [Test]
    public async Task After_known_traffic_the_meter_is_right_to_the_millionth_of_a_dollar()
    {
        await using DemoSite site = await DemoSite.StartAsync(
            "--AutoTag:Connections:local:UsdPerImage", "0.001234", "--AutoTag:Budgets:monthly:Period", "Month", "--AutoTag:Budgets:monthly:Usd", "1");
        IPage page = await Backoffice.SignInAsync("admin", height: 1500, site: site);
        await SetUpImageAsync(page);
        // Two pictures, and one of them once more.
        foreach (string photo in new[] { "cat-chelsea.jpg", "two-dogs-window.jpg", "cat-chelsea.jpg" })
        {
            await UploadAsync(page, photo);
        }

        await OpenDashboardAsync(page);
        await Expect(page.Locator("autotag-queue")).ToContainTextAsync(AllTagged());

        await page.GotoAsync(Costs);
        ILocator glance = page.Locator("autotag-cost-glance");
        await Expect(glance).ToContainTextAsync("Within budget");
        await Expect(glance).ToContainTextAsync("$0.002468");
        await Expect(glance).ToContainTextAsync("$0.001234");
        await Expect(glance).ToContainTextAsync("1 of 3 answers (33.3%) were known already");
        await Expect(page.Locator("autotag-budgets")).ToContainTextAsync("of $1.00 spent");
        await Expect(page.Locator("autotag-cost-connections tbody")).ToContainTextAsync("$1.234");
        ILocator days = page.Locator("autotag-cost-days");
        await Expect(days.Locator("canvas")).ToHaveAttributeAsync("style", new Regex("display"));
        Assert.That(await Axe.ViolationsAsync(page, "autotag-costs"), Is.Empty);

        await days.GetByRole(AriaRole.Button, new() { Name = "Show as a table (T)" }).FocusAsync();
        await page.Keyboard.PressAsync("t");
        await Expect(days.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(days.Locator("tbody")).ToContainTextAsync("$0.002468");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-costs"), Is.Empty);
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export calls (CSV)" }).PressAsync("Enter"));
        string[] rows = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await file.PathAsync())).TrimEnd().Split("\r\n");
        Assert.That(rows[1..], Has.Length.EqualTo(2).And.All.Contain("\"1234\",\"0.001234\",\"Configured\""));

        await page.RouteAsync("**/api/v1/costs?*", WithAPastAsync);
        await page.ReloadAsync();
        await Expect(days).ToContainTextAsync("on 59 days with calls");
        await Expect(days.Locator("canvas")).ToHaveAttributeAsync("style", new Regex("display"));
        await page.TakeAsync("costs", forDocs: true);

        IPage phone = await Backoffice.SignInAsync("admin", "umb-dark-theme", width: 420, height: 900, site: site);
        await phone.GotoAsync(Costs);
        await Expect(phone.Locator("autotag-cost-glance")).ToContainTextAsync("$0.002468");
        Assert.That(await FitsAsync(phone), "on a phone");
        Assert.That(await Axe.ViolationsAsync(phone, "autotag-costs"), Is.Empty);
        await phone.TakeAsync("costs-phone-dark");
        await phone.EvaluateAsync("document.documentElement.dir = 'rtl'");
        Assert.That(await FitsAsync(phone), "from right to left");

        await phone.RouteAsync("**/api/v1/costs?*", route => route.FulfillAsync(new RouteFulfillOptions { Status = 403 }));
        await phone.GotoAsync(Costs);
        await Expect(phone.GetByText("You may not see this.")).ToBeVisibleAsync();
        await phone.UnrouteAsync("**/api/v1/costs?*");
        await phone.RouteAsync("**/api/v1/costs?*", route => route.AbortAsync());
        await phone.GotoAsync(Costs);
        await Expect(phone.GetByText("The server does not answer.")).ToBeVisibleAsync();
        await phone.UnrouteAsync("**/api/v1/costs?*");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(phone.Locator("autotag-cost-glance")).ToContainTextAsync("$0.002468");
    }

    private static Task<bool> FitsAsync(IPage page) =>
        page.Locator("autotag-costs").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1");

    // A site that was started a minute ago has no past: days before this month, which is told of by itself, are made up.
    private static async Task WithAPastAsync(IRoute route)
    {
        IAPIResponse answer = await route.FetchAsync();
        JsonNode view = JsonNode.Parse(await answer.TextAsync())!;
        JsonArray days = view["days"]!.AsArray();
        JsonNode today = days[^1]!;
        DateOnly day = DateOnly.Parse(today["day"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        for (int ago = day.Day; ago < day.Day + 58; ago++)
        {
            JsonNode past = today.DeepClone();
            past["day"] = day.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            past["cost"]!["microUsd"] = 1_234 * (3 + ago % 7 + (ago == 30 ? 40 : 0));
            past["connections"]![0]!["microUsd"] = past["cost"]!["microUsd"]!.GetValue<int>();
            days.Insert(0, past);
        }

        await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = view.ToJsonString() });
    }

    [GeneratedRegex(@"Waiting\s*0\s*Being looked at\s*0\s*Tagged\s*3")]
    private static partial Regex AllTagged();
}
