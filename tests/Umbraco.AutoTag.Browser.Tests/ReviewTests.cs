using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Umbraco.AutoTag.Browser.Tests.Steps;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The review queue as editors work it off, on a site with photos where nothing is written before a yes.</summary>
[Order(4)]
public sealed partial class ReviewTests
{
    private const string Api = "/umbraco/autotag/api/v1/";

    // The photos of the site once more, so that there is enough to clear.
    private static readonly string[] s_more =
    [
        "two-dogs-window.jpg", "cat-chelsea.jpg", "raccoon.jpg", "sheep-pasture.jpg", "astronaut.jpg", "coffee-cup.jpg", "room-chairs.jpg", "wine-bottle-glass.jpg",
    ];

    private DemoSite _site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await DemoSite.StartWithPhotosAsync("--AutoTag:Profile:Publish", "AfterReview", "--AutoTag:Profile:ReviewFrom", "0.2");
        IPage admin = await Backoffice.SignInAsync("admin", site: _site);
        await SetUpImageAsync(admin);
        foreach (string photo in s_more)
        {
            await UploadAsync(admin, photo);
        }

        await OpenDashboardAsync(admin);
        // What is waited for is over when the dashboard says so, which looks again by itself.
        ILocator queue = admin.Locator("autotag-queue");
        await Expect(queue).ToContainTextAsync(AllTagged(), new() { Timeout = 180_000 });
        await admin.Context.CloseAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [Test, Order(1)]
    public async Task By_value_and_by_image_the_screen_has_no_violations([Values("umb-light-theme", "umb-dark-theme")] string theme)
    {
        IPage page = await Backoffice.SignInAsync("admin", theme, site: _site);
        await OpenAsync(page);
        await Expect(page.Locator("autotag-review-values li").First).ToBeVisibleAsync();
        await PicturesAsync(page);
        await page.TakeAsync($"review-values-{theme}", forDocs: theme == "umb-light-theme");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);

        await ByImageAsync(page);
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByText("Accept the selection, or everything shown")).ToBeVisibleAsync();
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);
        await page.TakeAsync($"review-keys-{theme}");
        await page.Keyboard.PressAsync("?");
        await PicturesAsync(page);
        await page.TakeAsync($"review-images-{theme}", forDocs: theme == "umb-light-theme");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);
    }

    [Test, Order(2)]
    public async Task On_a_window_as_wide_as_a_phone_nothing_is_cut_off()
    {
        IPage page = await Backoffice.SignInAsync("admin", width: 420, height: 900, site: _site);
        await OpenAsync(page);
        await ByImageAsync(page);
        await page.TakeAsync("review-phone");

        bool fits = await page.Locator("autotag-review").EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth + 1");
        Assert.That(fits, "the screen does not scroll sideways");
    }

    [Test, Order(3)]
    public async Task A_value_is_accepted_for_all_its_images_and_taken_back()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await AcceptGroupAndTakeItBackAsync(page, atLeast: 3);
    }

    // By themselves at the end: what they bring would be in everybody's counts.
    [Test, Order(8), OneMajor]
    public async Task A_keyword_of_thirty_images_is_accepted_at_once_and_taken_back()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await page.GotoAsync("/umbraco/section/media");
        await Expect(page.Locator("umb-media-collection")).ToBeVisibleAsync();
        byte[] picture = await File.ReadAllBytesAsync(Repository.Photo("two-dogs-window.jpg"));
        string[] copies = [.. Enumerable.Range(1, 30).Select(number => $"copy-{number:00}.jpg")];
        await page.Locator("input[type=file]").First.SetInputFilesAsync(copies.Select(copy => new FilePayload { Name = copy, MimeType = "image/jpeg", Buffer = picture }));
        foreach (string copy in copies)
        {
            // Whoever leaves the page before takes the uploads along.
            await Expect(Item(page, copy)).ToBeVisibleAsync(new() { Timeout = 120_000 });
        }

        await OpenDashboardAsync(page);
        await Expect(page.Locator("autotag-queue")).ToContainTextAsync(AllTagged(), new() { Timeout = 180_000 });

        await AcceptGroupAndTakeItBackAsync(page, atLeast: 30);
    }

    private static async Task AcceptGroupAndTakeItBackAsync(IPage page, int atLeast)
    {
        await OpenAsync(page);
        JsonNode value = (await AskAsync(page, "review/values?field=Keywords"))["items"]![0]!;
        string words = value["value"]!.GetValue<string>();
        long count = value["count"]!.GetValue<long>();
        Assert.That(count, Is.GreaterThanOrEqualTo(atLeast), "the photos share a keyword");
        long before = await TotalAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = $"Accept “{words}” for {count} images" }).ClickAsync();
        await Expect(page.GetByText($"Accept {count} suggestions?")).ToBeVisibleAsync();
        await page.TakeAsync($"review-group-of-{atLeast}-asks");
        await page.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(Said(page)).ToContainTextAsync($"{count} suggestions accepted.");
        Assert.That(await TotalAsync(page), Is.EqualTo(before - count));
        await page.TakeAsync($"review-group-of-{atLeast}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Said(page)).ToContainTextAsync($"{count} decisions taken back.");
        Assert.That(await TotalAsync(page), Is.EqualTo(before));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Accept “{words}” for {count} images" })).ToBeVisibleAsync();
    }

    [Test, Order(4)]
    public async Task Of_two_browsers_that_decide_the_same_the_second_is_told_who_was_faster()
    {
        IPage mia = await Backoffice.SignInAsync("media", site: _site);
        IPage ada = await Backoffice.SignInAsync("admin", site: _site);
        await OpenAsync(mia);
        await OpenAsync(ada);
        await ByImageAsync(mia);
        await ByImageAsync(ada);
        string words = await CurrentAsync(mia);
        await Expect(Current(ada)).ToHaveTextAsync(words);

        await mia.Keyboard.PressAsync("a");
        await Expect(Said(mia)).ToContainTextAsync($"Accepted “{words}”.");
        await ada.Keyboard.PressAsync("r");

        await Expect(Said(ada)).ToContainTextAsync($"“{words}” was not decided by you. Accepted by Mia Media.");
        await ada.TakeAsync("review-second-editor");

        await mia.Keyboard.PressAsync("u");
        await Expect(Said(mia)).ToContainTextAsync("1 decision taken back.");
        // What was taken back is looked at again.
        await Expect(Current(mia)).ToHaveTextAsync(words);
    }

    [Test, Order(5)]
    public async Task A_decision_that_never_reached_the_server_is_open_again()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await OpenAsync(page);
        await ByImageAsync(page);
        string words = await CurrentAsync(page);
        long before = await TotalAsync(page);

        await page.RouteAsync("**/suggestions/decide", route => route.AbortAsync());
        await page.Keyboard.PressAsync("r");
        await Expect(Said(page)).ToContainTextAsync("the server could not be reached. It is open again.");
        await Expect(page.GetByText("The server does not answer.")).ToBeVisibleAsync();
        await Expect(Current(page)).ToHaveTextAsync(words);
        await page.TakeAsync("review-offline");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);

        await page.UnrouteAsync("**/suggestions/decide");
        await page.Keyboard.PressAsync("s");
        Assert.That(await TotalAsync(page), Is.EqualTo(before));
    }

    [Test, Order(5)]
    public async Task A_decorative_picture_is_one_key_and_can_be_taken_back()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await OpenAsync(page);
        await page.Locator("autotag-review-facets").GetByRole(AriaRole.Button, new() { NameRegex = AltTexts() }).ClickAsync();
        await ByImageAsync(page);
        string words = await CurrentAsync(page);
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = PictureIsDecorative() })).ToBeEnabledAsync();

        await page.Keyboard.PressAsync("d");
        await Expect(Said(page)).ToContainTextAsync("Decorative: the alt text stays empty.");
        Assert.That(await Axe.ViolationsAsync(page, "autotag-review"), Is.Empty);

        await page.Keyboard.PressAsync("u");
        await Expect(Said(page)).ToContainTextAsync("1 decision taken back.");
        Assert.That(await CurrentAsync(page), Is.EqualTo(words));
    }

    [Test, Order(7)]
    public async Task A_reviewer_clears_fifty_suggestions_by_keyboard()
    {
        IPage page = await Backoffice.SignInAsync("media", site: _site);
        await OpenAsync(page);
        await ByImageAsync(page);
        long before = await TotalAsync(page);
        Assert.That(before, Is.GreaterThan(50));

        await page.Keyboard.PressAsync("e");
        ILocator box = page.Locator("autotag-review-close-up textarea");
        await box.FillAsync("Written by hand");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Said(page)).ToContainTextAsync("Changed to “Written by hand”.");
        for (int decided = 1; decided < 50; decided++)
        {
            // Whoever is faster than the next page waits for it.
            await Expect(page.Locator("autotag-review-close-up #edit:not([disabled])")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync(decided % 3 == 0 ? "r" : "a");
        }

        await Expect(page.Locator("autotag-review-facets [aria-pressed=true]").First).ToContainTextAsync(new Regex($@"person\s*{before - 50}\s*$"));
        Assert.That(await TotalAsync(page), Is.EqualTo(before - 50));
        await page.TakeAsync("review-fifty");

        await page.Keyboard.PressAsync("u");
        await Expect(Said(page)).ToContainTextAsync("1 decision taken back.");
        Assert.That(await TotalAsync(page), Is.EqualTo(before - 49));
    }

    [Test, Order(6)]
    public async Task A_limited_editor_sees_only_theirs_and_clears_it_at_once()
    {
        IPage finn = await Backoffice.SignInAsync("folder", site: _site);
        IPage mia = await Backoffice.SignInAsync("media", site: _site);
        await OpenAsync(finn);
        long own = await TotalAsync(finn);
        long all = await TotalAsync(mia);
        Assert.That(own, Is.GreaterThan(0).And.LessThan(all));
        await Expect(finn.Locator("autotag-review-facets")).ToContainTextAsync("Animals");
        await Expect(finn.Locator("autotag-review-facets")).Not.ToContainTextAsync("Nature");

        await finn.Locator("autotag-review-facets").GetByRole(AriaRole.Button, new() { NameRegex = Animals() }).ClickAsync();
        await ByImageAsync(finn);
        await finn.Keyboard.PressAsync("Shift+R");
        await Expect(finn.GetByText($"Reject {own} suggestions?")).ToBeVisibleAsync();
        await finn.Locator("umb-confirm-modal").GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(Said(finn)).ToContainTextAsync($"{own} suggestions rejected.");
        await finn.GetByRole(AriaRole.Button, new() { Name = "Show everything" }).First.ClickAsync();
        await Expect(finn.GetByText("Nothing waits for you.")).ToBeVisibleAsync();
        await finn.TakeAsync("review-empty");
        Assert.That(await Axe.ViolationsAsync(finn, "autotag-review"), Is.Empty);

        Assert.That(await TotalAsync(mia), Is.EqualTo(all - own));
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag-review");
        await Expect(page.Locator("autotag-review-facets")).ToContainTextAsync("Waiting for a person");
    }

    private static async Task ByImageAsync(IPage page)
    {
        // By keyboard: what a hovered button of the client looks like is not ours to judge.
        await page.GetByRole(AriaRole.Button, new() { Name = "By image" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("autotag-review-close-up .value")).ToBeVisibleAsync();
        await Expect(page.Locator("autotag-review-picture img")).ToBeVisibleAsync();
    }

    private static async Task PicturesAsync(IPage page) =>
        await Expect(page.Locator("autotag-review umb-imaging-thumbnail img").First).ToBeVisibleAsync();

    /// <summary>What is proposed on the screen.</summary>
    private static ILocator Current(IPage page) => page.Locator("autotag-review-close-up .value");

    private static async Task<string> CurrentAsync(IPage page) => await Current(page).InnerTextAsync();

    private static ILocator Said(IPage page) => page.Locator("autotag-review footer");

    private static async Task<long> TotalAsync(IPage page) => (await AskAsync(page, "review/facets"))["total"]!.GetValue<long>();

    private static async Task<JsonNode> AskAsync(IPage page, string path)
    {
        IAPIResponse answer = await page.Context.APIRequest.GetAsync(Api + path, new() { Headers = [new("Authorization", "Bearer [redacted]")] });
        Assert.That(answer.Ok, $"{path} {answer.Status}");
        return JsonNode.Parse(await answer.TextAsync())!;
    }

    [GeneratedRegex(@"^Alt text")]
    private static partial Regex AltTexts();

    [GeneratedRegex("^The picture is decorative")]
    private static partial Regex PictureIsDecorative();

    [GeneratedRegex(@"Waiting\s*0\s*Being looked at\s*0")]
    private static partial Regex AllTagged();

    [GeneratedRegex("^Animals")]
    private static partial Regex Animals();
}
