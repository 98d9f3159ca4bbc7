using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>A keyword on thirty images, accepted as one group in the pieces in which the screen sends it, and taken back as one.</summary>
internal sealed class GroupOfThirtyTests
{
    private const int Images = 30;

    // As the screen does.
    private const int PieceSize = 25;

    private Site _site = null!;
    private Editor _mia = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync(new Dictionary<string, string?> { ["AutoTag:Profile:Publish"] = "AfterReview" });
        _mia = await _site.MediaEditorAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task Thirty_images_get_the_keyword_at_once_and_lose_it_at_once()
    {
        Guid[] photos = await UploadAsync();
        JsonNode value = (await _mia.GetAsync("review/values?field=Keywords"))["items"]!.AsArray().First(item => item!["count"]!.GetValue<long>() == Images)!;
        string group = $"review/suggestions?field=Keywords&language={value.Text("language")}&value={Uri.EscapeDataString(value.Text("key")!)}";
        JsonNode[] members = [.. (await _mia.GetAsync(group))["items"]!.AsArray().Select(member => member!)];

        var outcomes = new List<JsonNode>();
        foreach (JsonNode[] piece in members.Chunk(PieceSize))
        {
            outcomes.AddRange((await _mia.DecideAsync("Accept", piece))["outcomes"]!.AsArray().Select(outcome => outcome!));
        }

        Assert.Multiple(async () =>
        {
            Assert.That(outcomes.Select(outcome => outcome.Text("result")), Is.EqualTo(Enumerable.Repeat("Done", Images)));
            Assert.That(photos.Select(photo => _site.Stored(photo, "keywords")), Is.All.Contains(value.Text("value")!));
            Assert.That((await _mia.GetAsync(group))["items"]!.AsArray(), Is.Empty);
        });

        foreach (JsonNode[] piece in outcomes.Chunk(PieceSize))
        {
            JsonNode back = await _mia.PostAsync("suggestions/take-back", new
            {
                decisions = piece.Select(outcome => new { id = outcome["id"]!.GetValue<Guid>(), expectedVersion = outcome["now"]!["version"]!.GetValue<int>() }),
            });
            Assert.That(back["outcomes"]!.AsArray().Select(outcome => outcome!.Text("result")), Is.All.EqualTo("Done"));
        }

        Assert.Multiple(async () =>
        {
            Assert.That(photos.Select(photo => _site.Stored(photo, "keywords")), Has.All.Matches<string?>(string.IsNullOrEmpty));
            Assert.That((await _mia.GetAsync(group))["items"]!.AsArray(), Has.Count.EqualTo(Images), "all wait again");
        });
    }

    // The same picture each time: one call tells of all.
    private async Task<Guid[]> UploadAsync()
    {
        var photos = new Guid[Images];
        for (int image = 0; image < Images; image++)
        {
            photos[image] = await _mia.UploadAsync(Repository.TwoDogs);
        }

        foreach (Guid photo in photos)
        {
            await _mia.SeesAsync(photo, "Done");
        }

        return photos;
    }
}
