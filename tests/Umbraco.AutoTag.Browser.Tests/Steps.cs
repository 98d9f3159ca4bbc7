namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>What a person does again and again.</summary>
internal static class Steps
{
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

    /// <summary>Drops a photo into the Media section, as often as it takes until the client has seen it.</summary>
    public static async Task UploadAsync(IPage page, string photo)
    {
        for (int attempt = 1; !await DropAsync(page, photo, isFirst: attempt == 1); attempt++)
        {
            Assert.That(attempt, Is.LessThan(5), $"the client never took {photo}");
        }

        await Expect(Item(page, photo)).ToBeVisibleAsync();
    }

    // Where the collection is drawn anew while a file is dropped on it, the client loses the file without a word.
    private static async Task<bool> DropAsync(IPage page, string photo, bool isFirst)
    {
        await page.GotoAsync("/umbraco/section/media");
        ILocator collection = page.Locator("umb-media-collection");
        await Expect(collection).ToBeVisibleAsync();
        ILocator uploaded = collection.GetByText(Backoffice.NameOf(photo), new() { Exact = true }).First;
        if (!isFirst && await uploaded.IsVisibleAsync())
        {
            return true;
        }

        await page.Locator("input[type=file]").First.SetInputFilesAsync(Repository.Photo(photo));
        if (Repository.UmbracoMajor == "17")
        {
            // The client of 17 asks what the file shall become; that of 18 knows.
            ILocator image = page.Locator("umb-dropzone-media-type-picker-modal").GetByText("Image", new() { Exact = true });
            if (!await ComesAsync(image))
            {
                return false;
            }

            await image.ClickAsync();
        }

        return await ComesAsync(uploaded);
    }

    private static async Task<bool> ComesAsync(ILocator what)
    {
        try
        {
            await what.WaitForAsync(new() { Timeout = 30_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The photo in the tree.</summary>
    public static ILocator Item(IPage page, string photo) => page.Locator("umb-tree-item").GetByText(Backoffice.NameOf(photo)).First;

    /// <summary>A tab of the open photo.</summary>
    public static ILocator Tab(IPage page, string name) =>
        page.Locator("umb-media-workspace-editor").GetByRole(AriaRole.Tab, new() { Name = name });
}
