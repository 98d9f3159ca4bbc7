using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Hostile and odd files through the whole house, and what of them left it.</summary>
[OneMajor]
internal sealed class EdgePhotoTests
{
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["1x1.png"] = "TooSmall",
        ["bomb-30000x30000-1bit.png"] = "TooManyPixels",
        ["bomb-header-65535x65535.png"] = "TooManyPixels",
        // Nobody can unpack it, and that only shows when somebody tries.
        ["corrupt-scan.jpg"] = "CannotConvert",
        ["panorama-8000x20.jpg"] = "TooSmall",
        ["photo.avif"] = "CannotConvert",
        ["photo.heic"] = "CannotConvert",
        ["script.svg"] = "Svg",
        ["text-as-jpg.jpg"] = "NotAnImage",
        ["truncated-half.jpg"] = "CutOff",
        ["truncated-header.jpg"] = "CutOff",
        ["xxe.svg"] = "Svg",
        ["zero-byte.jpg"] = "FileEmpty",
    };

    private Site _site = null!;

    [OneTimeSetUp]
    public async Task Start() => _site = await Site.StartReadyAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [SetUp]
    public Task ForgetCalls() => Run.Vision.ResetAsync();

    [TestCaseSource(nameof(Files))]
    public async Task Every_odd_file_is_uploaded_and_tagged_or_skipped_with_a_reason(string file)
    {
        string? refusal = s_refused.GetValueOrDefault(file);
        Editor editor = await _site.MediaEditorAsync();

        Guid media = await editor.UploadAsync(Repository.EdgePhoto(file));
        JsonNode item = await editor.SeesEndAsync(media);

        JsonArray calls = await Run.Vision.CallsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(item.Text("state"), Is.EqualTo(refusal is null ? "Done" : "Skipped"), item.Text("reason"));
            Assert.That(item.Text("reasonCode"), Is.EqualTo(refusal));
            Assert.That(item.Text("reason"), refusal is null ? Is.Null : Is.Not.Empty.And.Not.Contain("Exception"));
            Assert.That(calls, refusal is null or "BadImage" ? Has.Count.LessThanOrEqualTo(1) : Is.Empty);
        });
    }

    [TestCaseSource(nameof(TaggedFiles))]
    public async Task No_picture_that_leaves_the_site_carries_metadata(string file)
    {
        JsonNode sent = await PictureOfAsync(file);

        Assert.That(
            new[] { "exif", "xmp", "iptc", "gps" }.Where(kind => sent[kind]!.GetValue<bool>()), Is.Empty, sent.ToJsonString());
    }

    [TestCase("exif-orientation-3.jpg", 300, 400)]
    [TestCase("exif-orientation-6.jpg", 400, 300)]
    [TestCase("exif-orientation-8.jpg", 400, 300)]
    public async Task A_picture_that_was_taken_on_its_side_arrives_upright(string file, int width, int height)
    {
        await PictureOfAsync(file);
        int call = (await Run.Vision.CallsAsync()).Single()!["number"]!.GetValue<int>();

        ImageHeader received = ImageHeader.Read(new MemoryStream(await Run.Vision.PictureAsync(call)));

        Assert.That(received.Size, Is.EqualTo(new PixelSize(width, height)));
    }

    [Test]
    public async Task Keywords_that_the_photographer_wrote_are_taken_over_from_the_file()
    {
        Editor editor = await _site.MediaEditorAsync();
        Guid media = await editor.UploadAsync(Repository.EdgePhoto("iptc-xmp-keywords.jpg"));

        JsonNode item = await editor.SeesAsync(media, "Done");

        JsonNode[] ofThePhotographer = [.. item.Suggestions("Keywords").Where(suggestion => suggestion["origin"]!.Text("connection") == "embedded-metadata")];
        Assert.Multiple(() =>
        {
            Assert.That(ofThePhotographer, Is.Not.Empty);
            Assert.That(item.Value("Keywords"), Is.SupersetOf(ofThePhotographer.Select(suggestion => suggestion.Text("value"))));
        });
    }

    private static IEnumerable<TestCaseData> Files() =>
        Directory.GetFiles(Repository.EdgePhotos).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(file => new TestCaseData(file).SetArgDisplayNames(file!));

    private static IEnumerable<TestCaseData> TaggedFiles() => Files().Where(file => !s_refused.ContainsKey((string)file.Arguments[0]!));

    // Asked again, so that every test sees a call of its own.
    private async Task<JsonNode> PictureOfAsync(string file)
    {
        Editor editor = await _site.MediaEditorAsync();
        Guid media = await editor.UploadAsync(Repository.EdgePhoto(file));
        await editor.SeesAsync(media, "Done");
        await Run.Vision.ResetAsync();
        await editor.TagAsync(media, force: true);
        await Eventually.IsAsync(Run.Vision.CallsAsync, calls => calls.Count == 1 && calls[0]!["status"] is not null, "one call that was answered");
        await editor.SeesAsync(media, "Done");
        return (await Run.Vision.CallsAsync()).Single()!["pictures"]!.AsArray().Single()!;
    }
}
