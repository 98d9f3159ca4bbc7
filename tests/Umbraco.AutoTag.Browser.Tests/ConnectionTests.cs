using System.Text.Json.Nodes;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>An admin sees what AutoTag may ask, tests it, and chooses a model.</summary>
[Order(6)]
[OneMajor]
public sealed class ConnectionTests
{
    private const string Secret = "sesame-open-4711";

    private DemoSite _site = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _site = await DemoSite.StartAsync(
        "--AutoTag:Connections:local:ApiKey", Secret,
        "--AutoTag:Connections:cloud:Provider", "openai",
        "--AutoTag:Connections:cloud:ApiKey", Secret,
        "--AutoTag:Connections:cloud:Model", "gpt-5-mini-2025-08-07",
        "--AutoTag:Connections:typo:Provider", "opnai",
        "--AutoTag:Profile:Steps:0:Connection", "embedded-metadata",
        "--AutoTag:Profile:Steps:1:Connection", "local");

    [OneTimeTearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task An_admin_tests_a_connection_by_keyboard_and_sees_the_exchange_without_secrets()
    {
        IPage page = await OpenAsync();
        ILocator local = Account(page, "local");
        ILocator button = local.GetByRole(AriaRole.Button, new() { Name = "Test local" });
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("umb-confirm-modal")).ToContainTextAsync("It costs ");
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Test it" }).ClickAsync();

        await Expect(local).ToContainTextAsync("It works.");
        await Expect(local).ToContainTextAsync("What AutoTag understood");
        await Expect(local).ToContainTextAsync("Cost: ");
        ILocator exchange = local.Locator("autotag-connection-test details");
        await exchange.First.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await exchange.Last.Locator("summary").ClickAsync();
        await Expect(local).ToContainTextAsync("data:image/jpeg;base64,[image/jpeg, ");
        await Expect(local).Not.ToContainTextAsync(Secret);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-accounts"), Is.Empty);
        await exchange.First.Locator("summary").ClickAsync();
        await exchange.Last.Locator("summary").ClickAsync();
        await local.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("connection-test", forDocs: true);
    }

    [Test]
    [Order(1)]
    public async Task What_was_said_through_a_client_of_the_sites_own_is_shown_as_the_words_it_is()
    {
        const string Answered = """{"keywords":["<img src=x onerror=alert(1)>"]}""";
        IPage page = await OpenAsync();
        ILocator local = Account(page, "local");
        await page.RouteAsync("**/connections/local/test", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            JsonNode test = JsonNode.Parse(await answer.TextAsync())!;
            test["exchanges"] = new JsonArray();
            test["spoken"] = new JsonObject { ["asked"] = "Describe\n\n[picture]", ["answered"] = Answered, ["isCut"] = true };
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = test.ToJsonString() });
        });
        await local.GetByRole(AriaRole.Button, new() { Name = "Test local" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Test it" }).ClickAsync();

        ILocator words = local.Locator("autotag-connection-test details");
        await Expect(words).ToHaveCountAsync(2);
        await words.First.GetByText("What was asked").ClickAsync();
        await words.Last.GetByText("What came back").ClickAsync();
        await Expect(words.First.Locator("pre")).ToHaveTextAsync("Describe\n\n[picture]");
        await Expect(words.Last.Locator("pre")).ToHaveTextAsync(Answered);
        await Expect(words.Last).ToContainTextAsync("More came than is shown here.");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-accounts"), Is.Empty);
    }

    [Test]
    [Order(2)]
    public async Task A_test_that_fails_says_why_and_what_to_do()
    {
        IPage page = await OpenAsync();
        ILocator local = Account(page, "local");
        await _site.OrderAsync("out-of-credit");
        await local.GetByRole(AriaRole.Button, new() { Name = "Test local" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Test it" }).ClickAsync();

        await Expect(local).ToContainTextAsync("It does not work.");
        await Expect(local).ToContainTextAsync("Top up the account at the provider, then test again.");
        await Expect(local).ToContainTextAsync("The account is empty.");
        await Expect(local).ToContainTextAsync("(test): the account at the provider is empty.");
        await page.TakeAsync("connection-test-failed");

        await _site.OrderAsync(null);
        await local.GetByRole(AriaRole.Button, new() { Name = "Test local" }).ClickAsync();
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Test it" }).ClickAsync();
        await Expect(local).ToContainTextAsync("It works.");
    }

    [Test]
    [Order(3)]
    public async Task The_tab_has_no_violations_and_says_what_is_wrong([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        IPage page = await OpenAsync(theme);
        await Expect(page.Locator("autotag-accounts")).ToContainTextAsync("AutoTag:Connections:typo:Provider is 'opnai'");
        await Expect(Account(page, "cloud")).ToContainTextAsync("To OpenAI, at api.openai.com. Region: unknown.");
        await Expect(Account(page, "cloud")).ToContainTextAsync("Not asked by the profile");
        await Expect(Account(page, "embedded-metadata")).ToContainTextAsync("Nowhere. The file is read on this server.");
        await Expect(page.Locator("autotag-catalogue")).ToContainTextAsync("Used by cloud");
        await page.TakeAsync($"connections-{theme}", forDocs: theme == "umb-light-theme");

        Assert.That(await Axe.ViolationsAsync(page, "autotag-accounts"), Is.Empty);
    }

    [Test]
    [Order(4)]
    public async Task An_admin_finds_a_model_by_name_price_and_what_it_can()
    {
        IPage page = await OpenAsync();
        ILocator catalogue = page.Locator("autotag-catalogue");
        await Expect(catalogue).ToContainTextAsync("AutoTag:Catalogue:AllowRefresh");

        await catalogue.Locator("uui-input[name=text] input").FillAsync("anthropic HAIKU");
        await catalogue.Locator("uui-input[name=price] input").FillAsync("0,2");
        await Expect(catalogue.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(catalogue.Locator("tbody")).ToContainTextAsync("claude-haiku-5-5");

        await catalogue.Locator("uui-input[name=text] input").FillAsync(string.Empty);
        await catalogue.Locator("uui-input[name=price] input").FillAsync(string.Empty);
        await catalogue.GetByRole(AriaRole.Checkbox, new() { Name = "Used by this site" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(catalogue.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(catalogue.Locator("tbody")).ToContainTextAsync("Used by cloud");
        await page.Keyboard.PressAsync("Space");
        await catalogue.ScrollIntoViewIfNeededAsync();
        await page.TakeAsync("catalogue", forDocs: true);
        Assert.That(await Axe.ViolationsAsync(page, "autotag-catalogue"), Is.Empty);
    }

    [Test]
    [Order(4)]
    public async Task An_admin_sees_what_decisions_tell_of_a_source_and_takes_the_proposed_threshold_over([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        IPage page = await OpenAsync(theme);
        ILocator calibration = page.Locator("autotag-calibration");
        await Expect(calibration).ToContainTextAsync("From 200 decisions about a connection’s values for a field on, a threshold is proposed here.");

        await page.RouteAsync("**/api/v1/calibration", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = Decisions }));
        await page.ReloadAsync();
        await Expect(calibration).ToContainTextAsync("local · Keywords · scores");
        await Expect(calibration).ToContainTextAsync("Proposed: write from 0.85. From there on 96.3% of 540 values were accepted. Today values are written from 0.70.");
        await Expect(calibration).ToContainTextAsync("Too few to conclude anything from: 47 of the 200 decisions it takes.");
        await calibration.EvaluateAsync("element => element.scrollIntoView({ block: 'start' })");
        await page.TakeAsync($"calibration-{theme}", forDocs: theme == "umb-light-theme");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await calibration.GetByRole(AriaRole.Button).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Copied.").First).ToBeVisibleAsync();
        Assert.That(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), Is.EqualTo("""{ "Connection": "local", "Field": "Keywords", "WriteFrom": 0.85 }"""));
        Assert.That(await Axe.ViolationsAsync(page, "autotag-calibration"), Is.Empty);
    }

    private const string Decisions =
        """
        {
          "enough": 200, "goal": 0.95,
          "items": [
            {
              "connection": "local", "isConfigured": true, "field": "Keywords", "source": "Score", "decided": 1010, "accepted": 875, "inForce": false, "writeFrom": 0.7,
              "outcome": "Proposed",
              "bands": [
                { "from": 0.4, "to": 0.45, "decided": 60, "accepted": 31, "share": 0.51 }, { "from": 0.45, "to": 0.5, "decided": 55, "accepted": 28, "share": 0.51 },
                { "from": 0.55, "to": 0.6, "decided": 90, "accepted": 68, "share": 0.75 }, { "from": 0.65, "to": 0.7, "decided": 95, "accepted": 72, "share": 0.76 },
                { "from": 0.75, "to": 0.8, "decided": 170, "accepted": 156, "share": 0.92 }, { "from": 0.85, "to": 0.9, "decided": 240, "accepted": 228, "share": 0.95 },
                { "from": 0.95, "to": 1, "decided": 300, "accepted": 292, "share": 0.97 }
              ],
              "proposal": {
                "writeFrom": 0.85, "decided": 540, "accepted": 520, "key": "AutoTag:Profile:Thresholds:0",
                "value": "{ \"Connection\": \"local\", \"Field\": \"Keywords\", \"WriteFrom\": 0.85 }"
              }
            },
            {
              "connection": "cloud", "isConfigured": true, "field": "AltText", "source": "None", "decided": 47, "accepted": 33, "inForce": false, "writeFrom": 0.7,
              "outcome": "TooFew", "bands": [ { "from": null, "to": null, "decided": 47, "accepted": 33, "share": 0.7 } ], "proposal": null
            }
          ]
        }
        """;

    [Test]
    [Order(5)]
    public async Task At_200_percent_zoom_nothing_is_cut_off()
    {
        IPage page = await Backoffice.SignInAsync("admin", width: 960, height: 600, site: _site);
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-connections");
        await Expect(Account(page, "local")).ToContainTextAsync("Answers");

        Assert.That(await page.Locator("autotag-accounts").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1"), "the tab does not scroll sideways");
    }

    [Test]
    [Order(6)]
    public async Task An_editor_sees_no_connections_tab()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await OpenDashboardAsync(page);

        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Connections" })).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync(string? theme = null)
    {
        IPage page = await Backoffice.SignInAsync("admin", theme, height: 1500, site: _site);
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-connections");
        await Expect(Account(page, "local")).ToContainTextAsync("Answers");
        return page;
    }

    private static ILocator Account(IPage page, string alias) => page.Locator("autotag-account").Filter(new() { Has = page.Locator($"h4:text-is(\"{alias}\")") });
}
