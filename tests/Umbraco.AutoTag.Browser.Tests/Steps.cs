namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>What a person does again and again.</summary>
internal static class Steps
{
    private const float Patience = 30_000;

    /// <summary>Opens AutoTag's dashboard.</summary>
    public static async Task OpenDashboardAsync(IPage page)
    {
        await page.GotoAsync("/umbraco/section/media/dashboard/autotag");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The queue" })).ToBeVisibleAsync();
    }

    /// <summary>Gives the media type Image its properties, where nobody has yet.</summary>
    public static async Task SetUpImageAsync(IPage page, bool forDocs = false)
    {
        await OpenDashboardAsync(page);
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Set up Image" });
        if (await button.CountAsync() > 0)
        {
            await page.TakeAsync("set-up", forDocs);
            await button.ClickAsync();
            await Expect(button).ToHaveCountAsync(0);
        }
    }

    /// <summary>Drops a photo into the Media section, as often as it takes until the client has made a media item of it.</summary>
    public static async Task UploadAsync(IPage page, string photo)
    {
        for (int attempt = 1; !await IsTakenAsync(page, photo); attempt++)
        {
            Assert.That(attempt, Is.LessThan(5), $"the client never took {photo}");
        }

        await Expect(Item(page, photo)).ToBeVisibleAsync();
    }

    // Where the collection is drawn anew while a file is dropped on it, the client loses the file without a word.
    private static async Task<bool> IsTakenAsync(IPage page, string photo)
    {
        await page.GotoAsync("/umbraco/section/media");
        await Expect(page.Locator("umb-media-collection")).ToBeVisibleAsync();
        try
        {
            IResponse made = await page.RunAndWaitForResponseAsync(() => DropAsync(page, photo), MakesMedia, new() { Timeout = Patience });
            Assert.That(made.Status, Is.EqualTo(201), $"{photo} was refused");
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task DropAsync(IPage page, string photo)
    {
        await page.Locator("input[type=file]").First.SetInputFilesAsync(Repository.Photo(photo));
        if (Repository.UmbracoMajor == "17")
        {
            // The client of 17 asks what the file shall become; that of 18 knows.
            await page.Locator("umb-dropzone-media-type-picker-modal").GetByText("Image", new() { Exact = true }).ClickAsync(new() { Timeout = Patience });
        }
    }

    private static bool MakesMedia(IResponse answer) =>
        answer.Request.Method == "POST" && new Uri(answer.Url).AbsolutePath.EndsWith("/management/api/v1/media", StringComparison.Ordinal);

    /// <summary>The photo in the tree.</summary>
    public static ILocator Item(IPage page, string photo) => page.Locator("umb-tree-item").GetByText(Backoffice.NameOf(photo)).First;

    /// <summary>A tab of the open photo.</summary>
    public static ILocator Tab(IPage page, string name) =>
        page.Locator("umb-media-workspace-editor").GetByRole(AriaRole.Tab, new() { Name = name });
}
