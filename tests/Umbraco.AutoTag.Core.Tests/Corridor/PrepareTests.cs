using System.Text;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Tests.Media;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class PrepareTests
{
    private static readonly ProviderDeclaration s_provider = new()
    {
        Alias = "test",
        Name = "Test",
        Tasks = VisionTasks.Keywords,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        MaxBytes = 3_000_000,
        Confidence = ConfidenceSource.None,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
    };

    [TestCaseSource(typeof(EdgePhotos), nameof(EdgePhotos.All))]
    public async Task Every_odd_file_becomes_a_picture_or_a_reason(string file, ImageFormat format, int width, int height, string? refusal)
    {
        (PreparedImage? image, Refusal? refused) = await PictureOf(new FolderLibrary(file));

        Assert.Multiple(() =>
        {
            Assert.That(refused?.Code.ToString(), Is.EqualTo(refusal));
            Assert.That(refused?.Message ?? "none", Has.Length.LessThan(200).And.Not.Contain("Exception"));
            Assert.That(image is null, Is.EqualTo(refused is not null));
        });
    }

    [Test]
    public async Task A_bomb_is_refused_before_anybody_is_asked_to_unpack_it()
    {
        var library = new FolderLibrary("bomb-30000x30000-1bit.png");

        await PictureOf(library);

        Assert.That(library.Renditions, Is.Empty);
    }

    [Test]
    public async Task What_the_pipeline_returns_loses_its_metadata_before_it_leaves()
    {
        (PreparedImage? image, _) = await PictureOf(new FolderLibrary("gps-exif.jpg"));

        Assert.That(Encoding.Latin1.GetString(image!.Bytes.Span), Does.Not.Contain("Exif"));
    }

    [Test]
    public async Task A_small_picture_is_not_blown_up()
    {
        var library = new FolderLibrary("palette16.png");

        await PictureOf(library);

        Assert.That(library.Renditions.Single().LongSide, Is.EqualTo(300));
    }

    [Test]
    public async Task Print_colours_are_asked_for_as_png_which_cannot_hold_them()
    {
        var library = new FolderLibrary("cmyk.jpg");

        await PictureOf(library);

        Assert.That(library.Renditions.Single().Format, Is.EqualTo(ImageFormat.Png));
    }

    [Test]
    public async Task Without_a_pipeline_an_original_within_the_limits_goes_out_stripped()
    {
        (PreparedImage? image, _) = await PictureOf(new FolderLibrary("gps-exif.jpg") { HasPipeline = false });

        Assert.Multiple(() =>
        {
            Assert.That(image!.Size, Is.EqualTo(new PixelSize(1065, 1600)));
            Assert.That(Encoding.Latin1.GetString(image.Bytes.Span), Does.Not.Contain("Exif"));
        });
    }

    [Test]
    public async Task Without_a_pipeline_an_original_above_the_limit_stays_here()
    {
        ProviderDeclaration small = s_provider with { MaxBytes = 10_000 };

        (_, Refusal? refused) = await PictureOf(new FolderLibrary("gps-exif.jpg") { HasPipeline = false }, small);

        Assert.That(refused!.Code, Is.EqualTo(RefusalCode.CannotConvert));
    }

    [Test]
    public async Task A_missing_file_says_so()
    {
        (_, Refusal? refused) = await PictureOf(new FolderLibrary("not-there.jpg"));

        Assert.That(refused!.Code, Is.EqualTo(RefusalCode.FileMissing));
    }

    [Test]
    public async Task The_same_bytes_under_another_name_are_the_same_content()
    {
        async Task<ContentHash> HashOf(string file)
        {
            var library = new FolderLibrary(file);
            await using PreparedMedia media = (await new Prepare(library).OpenAsync(library.Item, default)).Media!;
            return media.Hash;
        }

        Assert.That(await HashOf("palette16.png"), Is.EqualTo(await HashOf("png-named-jpg.jpg")));
    }

    [Test]
    public async Task No_copy_of_a_file_stays_behind()
    {
        string[] before = Copies();
        await PictureOf(new FolderLibrary("gps-exif.jpg"));
        await PictureOf(new FolderLibrary("zero-byte.jpg"));

        Assert.That(Copies(), Is.EquivalentTo(before));
    }

    private static string[] Copies() => Directory.GetFiles(Path.GetTempPath(), "autotag-*");

    private static async Task<(PreparedImage? Image, Refusal? Refusal)> PictureOf(FolderLibrary library, ProviderDeclaration? provider = null)
    {
        (PreparedMedia? media, Refusal? refusal) = await new Prepare(library).OpenAsync(library.Item, default);
        if (media is null)
        {
            return (null, refusal);
        }

        await using (media)
        {
            Picture picture = await media.PictureForAsync(provider ?? s_provider, longSide: 1024, default);
            return (picture.Image, picture.Refusal);
        }
    }

    /// <summary>A library over the folder of odd files, whose pipeline answers as a real site's was seen to (it cannot read AVIF and HEIC, and keeps metadata).</summary>
    private sealed class FolderLibrary(string file) : IMediaLibrary
    {
        public bool HasPipeline { get; init; } = true;

        public List<(int LongSide, ImageFormat Format)> Renditions { get; } = [];

        public MediaItem Item { get; } = new()
        {
            Key = Guid.Empty,
            Path = "-1,1",
            Name = file,
            TypeAlias = "Image",
            FileValue = file,
            FileName = null,
            UploadedAt = DateTimeOffset.UnixEpoch,
            Trashed = false,
            Fields = new Dictionary<FieldKey, FieldValue>(),
        };

        public Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken) =>
            Task.FromResult<Stream?>(File.Exists(EdgePhotos.PathOf(file)) ? File.OpenRead(EdgePhotos.PathOf(file)) : null);

        public Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken)
        {
            Renditions.Add((longSide, format));
            bool readable = HasPipeline && !file.EndsWith(".avif", StringComparison.Ordinal) && !file.EndsWith(".heic", StringComparison.Ordinal);
            return Task.FromResult(readable
                ? new Rendition(File.ReadAllBytes(EdgePhotos.PathOf(format == ImageFormat.Png ? "palette16.png" : "gps-exif.jpg")), null)
                : new Rendition(null, "the site's image pipeline cannot read it"));
        }

        public Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> WriteAsync(
            Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change, Guid? userKey, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
