using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>"Tag now is free" is said only where it is.</summary>
internal sealed class TagNowIsFreeTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [SetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        _editor = await _site.MediaEditorAsync();
    }

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task It_is_free_where_the_answer_is_known()
    {
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode done = await _editor.SeesAsync(photo, "Done");
        await _editor.TagAsync(photo);
        await _editor.SeesAsync(photo, "Done");

        Assert.Multiple(async () =>
        {
            Assert.That(IsFree(done), Is.True);
            Assert.That(await Run.Vision.CallsAsync(), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task It_is_not_free_where_the_provider_was_asked_and_gave_no_answer()
    {
        await Run.Vision.OrderAsync("refusal");

        JsonNode ended = await _editor.SeesEndAsync(await _editor.UploadAsync(Repository.TwoDogs));

        Assert.That(IsFree(ended), Is.False);
    }

    [Test]
    public async Task It_is_not_free_where_another_file_lies_there_now()
    {
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(photo, "Done");
        string file = JsonNode.Parse(_site.Stored(photo, "umbracoFile")!)!.Text("src")!;
        File.Copy(Repository.DemoPhoto("cat-chelsea.jpg"), Path.Combine(Run.Media, file["/media/".Length..]), overwrite: true);

        Assert.That(IsFree(await _editor.GetAsync($"media/{photo}")), Is.False);
    }

    [Test]
    public async Task It_is_not_free_where_the_file_is_gone()
    {
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(photo, "Done");
        string file = JsonNode.Parse(_site.Stored(photo, "umbracoFile")!)!.Text("src")!;
        File.Delete(Path.Combine(Run.Media, file["/media/".Length..]));

        Assert.That(IsFree(await _editor.GetAsync($"media/{photo}")), Is.False);
    }

    private static bool IsFree(JsonNode item) => item["analysed"]!.GetValue<bool>();
}
