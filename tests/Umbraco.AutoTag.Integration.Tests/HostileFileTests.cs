using System.Globalization;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.TestKit.Hostile;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Files that were made to do harm, through the whole house: how each ends, and every byte that the service received.</summary>
[OneMajor]
internal sealed class HostileFileTests
{
    // How each kind of metadata begins, wherever it stands.
    private static readonly (string Name, byte[] Form)[] s_metadata =
    [
        ("EXIF", "Exif\0\0"u8.ToArray()),
        ("XMP", "http://ns.adobe.com/"u8.ToArray()),
        ("XMP", "<rdf:RDF"u8.ToArray()),
        ("Photoshop", "Photoshop 3.0"u8.ToArray()),
        ("IPTC", "8BIM"u8.ToArray()),
        // 55° 40' 33.96": where the photo of that name says it was taken.
        ("the position of gps-exif.jpg", Convert.FromHexString("000000370000000100000028000000010000035100000019")),
    ];

    private Site _site = null!;
    private Wire _wire = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _wire = await Wire.StartAsync(Run.Vision.Port);
        _site = await Site.StartReadyAsync(new() { ["AutoTag:Connections:local:Endpoint"] = $"{_wire.Address}" });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _site.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [SetUp]
    public void ForgetWhatWasSent() => _wire.Forget();

    [TestCaseSource(nameof(HostileFilesByName))]
    public async Task A_hostile_file_ends_with_a_clear_reason_and_tells_the_service_nothing_but_the_picture(HostileFile file)
    {
        JsonNode item = await UploadedAsync(Made.File(file), file.Name);

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("state"), Is.EqualTo(file.ReasonCode is null ? "Done" : "Skipped"), item.Text("reason"));
            Assert.That(item.Text("reasonCode"), Is.EqualTo(file.ReasonCode));
            Assert.That(item.Text("reason"), file.ReasonCode is null ? Is.Null : Is.Not.Null.And.Contains(file.ReasonSays!).And.Matches(@"^[A-Z].*[.”]$").And.Not.Contains("xception"));
            Assert.That(_wire.All, file.ReasonCode is null ? Has.Count.EqualTo(1) : Has.Count.LessThanOrEqualTo(1));
            Assert.That(Told(), Is.Empty, "what the service was told");
            Assert.That(Unfit(item), Is.Empty, "what an editor is shown");
        });
    }

    [TestCaseSource(nameof(EdgePhotos))]
    public async Task An_odd_photo_tells_the_service_nothing_but_the_picture(string file)
    {
        await UploadedAsync(Repository.EdgePhoto(file), file);

        Assert.That(Told(), Is.Empty);
    }

    [TestCaseSource(typeof(TrickyNames), nameof(TrickyNames.All))]
    public async Task A_photo_under_a_tricky_name_is_tagged_like_any_other_and_lies_in_a_folder_of_its_own(string name)
    {
        string[] before = FilesOutsideMedia();

        JsonNode item = await UploadedAsync(Repository.EdgePhoto("grayscale.jpg"), name);

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("state"), Is.EqualTo("Done"), item.Text("reason"));
            Assert.That(Unfit(item), Is.Empty);
            Assert.That(FilesOutsideMedia(), Is.EqualTo(before));
        });
    }

    [TestCaseSource(typeof(TrickyNames), nameof(TrickyNames.Refusable))]
    public async Task A_photo_under_an_impossible_name_is_refused_or_ends_with_a_reason(string name)
    {
        Editor editor = await _site.MediaEditorAsync();
        var temporaryFile = Guid.CreateVersion7();
        HttpResponseMessage sent = await editor.TrySendFileAsync(temporaryFile, Repository.EdgePhoto("grayscale.jpg"), name);
        if (!sent.IsSuccessStatusCode)
        {
            Assert.That((int)sent.StatusCode, Is.InRange(400, 499), await sent.Content.ReadAsStringAsync());
            return;
        }

        (System.Net.HttpStatusCode status, Guid media) = await editor.CreateAsync(temporaryFile, "a photo", folder: null);
        if ((int)status is >= 400 and < 500)
        {
            return;
        }

        JsonNode item = await editor.SeesEndAsync(media);
        Assert.That(item.Text("state") == "Done" || item.Text("reason") is { Length: > 20 }, item.ToJsonString());
    }

    // Umbraco itself refuses to save a value that leads out of the media folder.
    [TestCase("/etc/hostname")]
    [TestCase("C:\\Windows\\win.ini")]
    [TestCase("\\\\server\\share\\x.jpg")]
    [TestCase("file:///etc/hostname")]
    [TestCase("http://127.0.0.1:9/x.jpg")]
    [TestCase("/media/..%2f..%2fhostname")]
    [TestCase("{ broken")]
    public async Task An_item_whose_value_names_no_file_of_the_media_folder_has_no_file(string value)
    {
        IMedia media = _site.Media.CreateMedia("points away", Constants.System.Root, Constants.Conventions.MediaTypes.Image);
        media.SetValue(Constants.Conventions.Media.File, value);
        _site.Media.Save(media);

        JsonNode item = await (await _site.MediaEditorAsync()).SeesAsync(media.Key, "Skipped", "Failed");

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("reasonCode"), Is.EqualTo("FileMissing"), item.Text("reason"));
            Assert.That(_wire.All, Is.Empty);
        });
    }

    private async Task<JsonNode> UploadedAsync(string file, string name)
    {
        Editor editor = await _site.MediaEditorAsync();
        return await editor.SeesEndAsync(await editor.UploadAsync(file, name));
    }

    private IEnumerable<string> Told() => _wire.All.SelectMany(sent => sent.Pictures.SelectMany(Metadata).Concat(Secrets.In(sent.Body)).Concat(Secrets.In(sent.Head)));

    private static IEnumerable<string> Metadata(byte[] picture) =>
        s_metadata.Where(kind => picture.AsSpan().IndexOf(kind.Form) >= 0).Select(kind => kind.Name).Concat(Secrets.In(picture));

    // Markup, and characters that nobody sees or that turn others around.
    private static IEnumerable<string> Unfit(JsonNode item) => item["fields"]!.AsArray()
        .SelectMany(field => field!["value"]!.AsArray().Select(part => part!.GetValue<string>())
            .Concat(field["suggestions"]!.AsArray().Select(suggestion => suggestion!.Text("value")!)))
        .Where(text => text.Length > 1_000 || text.Contains('<') || text.Any(character => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format));

    private string[] FilesOutsideMedia() => [.. Directory.EnumerateFiles(Run.Folder).Concat(Directory.EnumerateFiles(Run.Media)).Order(StringComparer.Ordinal)];

    private static IEnumerable<TestCaseData> HostileFilesByName() =>
        HostileFiles.All(Repository.EdgePhotos).Select(file => new TestCaseData(file).SetArgDisplayNames(file.Name));

    private static IEnumerable<TestCaseData> EdgePhotos() =>
        Directory.GetFiles(Repository.EdgePhotos).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(file => new TestCaseData(file).SetArgDisplayNames(file!));
}
