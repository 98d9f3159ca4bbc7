namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The running site and a browser, shared by all tests of one run.</summary>
[SetUpFixture]
internal sealed class Backoffice
{
    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static IPlaywright s_playwright = null!;
    private static IBrowser s_browser = null!;

    public static DemoSite Site { get; private set; } = null!;

    /// <summary>The windows that are open, each with its own cookies.</summary>
    public static IReadOnlyList<IBrowserContext> Windows => s_browser.Contexts;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Site = await DemoSite.StartAsync("--AutoTag:Budgets:monthly:Period", "Month", "--AutoTag:Budgets:monthly:Usd", "20");
        // Bounds are for what never comes, on whatever machine.
        SetDefaultExpectTimeout(120_000);
        s_playwright = await Playwright.CreateAsync();
        s_browser = await s_playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AUTOTAG_CHROMIUM") ?? "/usr/bin/chromium",
            Args = s_arguments,
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await s_browser.DisposeAsync();
        s_playwright.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>A window of its own in which this user has just signed in by the form; at the shared site where no other is named.</summary>
    public static async Task<IPage> SignInAsync(string user, string? theme = null, int width = 1400, int height = 1000, DemoSite? site = null)
    {
        IBrowserContext context = await s_browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (site ?? Site).Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(120_000);
        if (theme is not null)
        {
            await context.AddInitScriptAsync($"localStorage.setItem('umb-theme-alias', '{theme}')");
        }

        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/umbraco");
        await page.Locator("input[type=email]").FillAsync($"{user}@example.com");
        await page.Locator("input[type=password]").FillAsync("AutoTag-demo-2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("umb-backoffice-header").WaitForAsync();
        return page;
    }

    /// <summary>How the client names what it uploads: that of 17 keeps the file's name, that of 18 makes words of it.</summary>
    public static string NameOf(string file) => Repository.UmbracoMajor == "17"
        ? file
        : string.Join(' ', Path.GetFileNameWithoutExtension(file).Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
