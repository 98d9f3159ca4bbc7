using System.Text;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.EmbeddedMetadata;

namespace Umbraco.AutoTag.Providers.Tests.EmbeddedMetadata;

public sealed class EmbeddedMetadataTests
{
    private static readonly EmbeddedMetadataProvider s_provider = new();
    private static readonly string s_edge = Path.Combine(TestContext.CurrentContext.TestDirectory, "photos", "edge");

    private static IEnumerable<string> EdgePhotos => Directory.EnumerateFiles(s_edge).Select(file => Path.GetFileName(file)!);

    [Test]
    public async Task Keywords_and_title_of_a_real_photo_are_read_in_every_script()
    {
        IReadOnlyList<Observation> observations = await Read(await File.ReadAllBytesAsync(Path.Combine(s_edge, "iptc-xmp-keywords.jpg")));

        Assert.Multiple(() =>
        {
            Assert.That(Values(observations, ObservationKind.Keyword), Is.EqualTo(new[] { "cat", "tabby", "katt", "chaton tigré", "猫" }));
            Assert.That(Values(observations, ObservationKind.Title), Is.EqualTo(new[] { "Chelsea" }));
            Assert.That(Values(observations, ObservationKind.Description), Is.EqualTo(new[] { "A tabby cat" }));
            Assert.That(observations, Is.All.Matches<Observation>(o => o.Confidence == Confidence.Of(1) && o.ConfidenceSource == ConfidenceSource.Exact));
        });
    }

    [Test]
    public async Task A_caption_is_never_taken_for_alt_text()
    {
        byte[] photo = PictureWith.Jpeg(
            PictureWith.Xmp(PictureWith.Packet(PictureWith.Alternatives("dc:description", ("x-default", "Talks in Paris")))),
            PictureWith.Iptc((120, "Talks in Paris"u8.ToArray())));

        Assert.That(Values(await Read(photo), ObservationKind.AltText), Is.Empty);
    }

    [TestCase("da", "En hund")]
    [TestCase("DA", "En hund")]
    [TestCase("pt", "Um cão")]
    [TestCase("en", "A dog")]
    public async Task Alt_text_comes_in_the_language_that_is_asked_for(string language, string expected)
    {
        byte[] photo = WithAltText(("x-default", "A dog"), ("en", "A dog"), ("da", "En hund"), ("pt-BR", "Um cão"));

        Assert.That(Values(await Read(photo, language), ObservationKind.AltText), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task A_default_that_is_known_to_be_another_language_is_no_answer() =>
        Assert.That(Values(await Read(WithAltText(("x-default", "A dog"), ("en", "A dog")), "da"), ObservationKind.AltText), Is.Empty);

    [Test]
    public async Task A_default_of_unknown_language_is_an_answer() =>
        Assert.That(Values(await Read(WithAltText(("x-default", "En hund")), "da"), ObservationKind.AltText), Is.EqualTo(new[] { "En hund" }));

    [Test]
    public async Task Another_language_alone_is_no_answer() =>
        Assert.That(Values(await Read(WithAltText(("fr", "Un chien")), "da"), ObservationKind.AltText), Is.Empty);

    [Test]
    public async Task A_headline_may_be_an_attribute_and_comes_before_the_title()
    {
        string packet = PictureWith.Packet(PictureWith.Alternatives("dc:title", ("x-default", "DSC_0012")))
            .Replace("rdf:about=''", "rdf:about='' photoshop:Headline='Dog wins race'", StringComparison.Ordinal)
            .Replace("xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'", string.Empty, StringComparison.Ordinal)
            .Replace("<rdf:Description", "<rdf:Description xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'", StringComparison.Ordinal);

        Assert.That(Values(await Read(PictureWith.Jpeg(PictureWith.Xmp(packet))), ObservationKind.Title), Is.EqualTo(new[] { "Dog wins race" }));
    }

    [Test]
    public async Task Latin_1_keywords_without_a_declared_character_set_are_read()
    {
        byte[] photo = PictureWith.Jpeg(PictureWith.Iptc((25, Encoding.Latin1.GetBytes("blåbær")), (25, Encoding.UTF8.GetBytes("rødgrød")), (105, "Sommer"u8.ToArray())));

        IReadOnlyList<Observation> observations = await Read(photo);

        Assert.Multiple(() =>
        {
            Assert.That(Values(observations, ObservationKind.Keyword), Is.EqualTo(new[] { "blåbær", "rødgrød" }));
            Assert.That(Values(observations, ObservationKind.Title), Is.EqualTo(new[] { "Sommer" }));
        });
    }

    [Test]
    public async Task Windows_keywords_in_exif_are_read()
    {
        byte[] tiff = PictureWith.Tiff((0x9C9B, Encoding.Unicode.GetBytes("Ferie\0")), (0x9C9E, Encoding.Unicode.GetBytes("strand; hav\0")));

        IReadOnlyList<Observation> observations = await Read(PictureWith.Jpeg(PictureWith.Exif(tiff)));

        Assert.Multiple(() =>
        {
            Assert.That(Values(observations, ObservationKind.Keyword), Is.EqualTo(new[] { "strand", "hav" }));
            Assert.That(Values(observations, ObservationKind.Title), Is.EqualTo(new[] { "Ferie" }));
        });
    }

    private static readonly string s_dogs = PictureWith.Packet(PictureWith.Bag("dc:subject", ["dog"]));

    private static IEnumerable<TestCaseData> Containers =>
    [
        new TestCaseData(PictureWith.Jpeg(PictureWith.Xmp(s_dogs))).SetArgDisplayNames("JPEG"),
        new TestCaseData(PictureWith.Png(s_dogs)).SetArgDisplayNames("PNG"),
        new TestCaseData(PictureWith.WebP(s_dogs)).SetArgDisplayNames("WebP"),
        new TestCaseData(PictureWith.Tiff((700, Encoding.UTF8.GetBytes(s_dogs)))).SetArgDisplayNames("TIFF"),
    ];

    [TestCaseSource(nameof(Containers))]
    public async Task A_packet_is_found_in_every_kind_of_file_and_in_a_stream_that_cannot_seek(byte[] photo)
    {
        VisionReply forward = await s_provider.AskAsync(Connection, Question("en", () => new ForwardOnly(photo)), CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(Values(await Read(photo), ObservationKind.Keyword), Is.EqualTo(new[] { "dog" }));
            Assert.That(Values(forward.Observations!, ObservationKind.Keyword), Is.EqualTo(new[] { "dog" }));
        });
    }

    [TestCaseSource(nameof(Containers))]
    public async Task A_file_cut_off_anywhere_is_an_answer_and_not_a_failure(byte[] photo)
    {
        for (int length = 0; length < photo.Length; length++)
        {
            Assert.That((await s_provider.AskAsync(Connection, Question("en", () => new MemoryStream(photo[..length])), CancellationToken.None)).Failure, Is.Null, $"{length} bytes");
        }
    }

    [TestCaseSource(nameof(EdgePhotos))]
    public async Task Every_hostile_photo_has_an_answer(string name) => Assert.That(await Read(await File.ReadAllBytesAsync(Path.Combine(s_edge, name))), Is.Not.Null);

    [Test]
    public async Task Ten_thousand_keywords_are_bounded()
    {
        string packet = PictureWith.Packet(PictureWith.Bag("dc:subject", Enumerable.Range(0, 10_000).Select(i => $"word {i}")));

        Assert.That(await Read(PictureWith.Png(packet)), Has.Count.EqualTo(1_000));
    }

    [CancelAfter(20_000)]
    [Test]
    public async Task Hundreds_of_thousands_of_IPTC_keywords_cost_nothing()
    {
        byte[] records = [.. Enumerable.Repeat<byte[]>([0x1C, 2, 25, 0, 1, (byte)'k'], 340_000).SelectMany(record => record)];

        Assert.That(Values(await Read(PictureWith.Tiff((33723, records))), ObservationKind.Keyword), Is.EqualTo(new[] { "k" }));
    }

    [CancelAfter(20_000)]
    [TestCase("<a:b xmlns:a='u:a'><rdf:Description>", "</rdf:Description></a:b>", 700)]
    [TestCase("<a>", "</a>", 100_000)]
    public async Task A_deeply_nested_packet_costs_nothing_and_says_nothing(string open, string close, int depth)
    {
        string nest = string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));

        Assert.That(await Read(PictureWith.Png(PictureWith.Packet(PictureWith.Bag("dc:subject", ["dog"]) + nest))), Is.Empty);
    }

    [Test]
    public async Task A_packet_with_entities_is_not_expanded()
    {
        string packet = "<!DOCTYPE x [<!ENTITY a 'dog'><!ENTITY b SYSTEM 'file:///etc/hostname'>]>" + PictureWith.Packet(PictureWith.Bag("dc:subject", ["&a;", "&b;"]));

        Assert.That(await Read(PictureWith.Jpeg(PictureWith.Xmp(packet))), Is.Empty);
    }

    [Test]
    public async Task A_packet_of_more_than_2_MB_is_not_read() =>
        Assert.That(await Read(PictureWith.Png(PictureWith.Packet(PictureWith.Bag("dc:subject", ["dog", new string('x', 2 * 1024 * 1024)])))), Is.Empty);

    [Test]
    public async Task A_file_that_cannot_be_opened_is_tried_again()
    {
        VisionReply reply = await s_provider.AskAsync(Connection, Question("en", () => throw new FileNotFoundException("/secret/path.jpg")), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Message, Does.Not.Contain("secret"));
        });
    }

    private static Connection Connection { get; } = new("embedded-metadata", new ConnectionOptions { Provider = "embedded-metadata" }, s_provider, new HttpClient());

    [Test]
    public async Task In_another_language_besides_only_what_says_that_it_is_in_it_is_an_answer()
    {
        byte[] tagged = WithAltText(("en", "A dog"), ("da-DK", "En hund"));
        byte[] untagged = WithAltText(("x-default", "A dog"));
        InLanguage danish = new("da", VisionTasks.AltText | VisionTasks.Keywords);

        Assert.Multiple(async () =>
        {
            Assert.That((await Read(tagged, "en", danish)).Select(said => (said.Value, said.Language)), Is.EqualTo(new[] { ("A dog", (string?)null), ("En hund", "da") }));
            Assert.That((await Read(untagged, "en", danish)).Select(said => (said.Value, said.Language)), Is.EqualTo(new[] { ("A dog", (string?)null) }));
        });
    }

    private static byte[] WithAltText(params (string Language, string Text)[] items) => PictureWith.Jpeg(PictureWith.Xmp(PictureWith.Packet(PictureWith.AltText(items))));

    private static async Task<IReadOnlyList<Observation>> Read(byte[] photo, string language = "en", params InLanguage[] alsoIn) =>
        (await s_provider.AskAsync(Connection, Question(language, () => new MemoryStream(photo)) with { AlsoIn = alsoIn }, CancellationToken.None)).Observations!;

    private static VisionRequest Question(string language, Func<Stream> open) =>
        new() { Image = null, OpenOriginal = open, Tasks = s_provider.Declaration.Tasks, Language = language };

    private static IEnumerable<string> Values(IEnumerable<Observation> observations, ObservationKind kind) => observations.Where(o => o.Kind == kind).Select(o => o.Value);

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
