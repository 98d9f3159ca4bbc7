using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>A file that was read once, from which every step gets what it needs.</summary>
public sealed class PreparedMedia : IAsyncDisposable
{
    /// <summary>The most pixels a header may claim: a little above today's largest phone pictures (108 megapixels).</summary>
    public const long MaxPixels = 120_000_000;

    /// <summary>The shortest side, after scaling, in which anything can be recognised.</summary>
    public const int MinSide = 16;

    private readonly MediaItem _item;
    private readonly OriginalFile _original;
    private readonly IMediaLibrary _library;

    internal PreparedMedia(MediaItem item, OriginalFile original, IMediaLibrary library) => (_item, _original, _library) = (item, original, library);

    /// <summary>Hash of the original's bytes.</summary>
    public ContentHash Hash => _original.Hash;

    /// <summary>Opens the original, metadata and all. Only for sources that do not send.</summary>
    public Stream OpenOriginal() => _original.OpenRead();

    /// <summary>
    /// The picture as this provider may get it: a rendition of the wanted size from the site's image pipeline, upright, without metadata,
    /// within the provider's limits. Where the site has no pipeline, the original itself, stripped, if it is within the limits.
    /// </summary>
    public async Task<Picture> PictureForAsync(ProviderDeclaration provider, int longSide, CancellationToken cancellationToken)
    {
        if (Unfit(longSide) is { } refusal)
        {
            return new Picture(Refusal: refusal);
        }

        ImageFormat format = WantedFormat(provider);
        int side = Math.Min(Math.Min(longSide, provider.MaxSidePixels ?? longSide), _original.Header.Size?.LongSide ?? longSide);
        Rendition rendition = await _library.RenderAsync(_item, side, format, provider.MaxBytes, cancellationToken);
        if (rendition.IsPassing)
        {
            return new Picture(Failure: Away());
        }

        ReadOnlyMemory<byte>? bytes = rendition.Bytes ?? await OriginalWithinLimitsAsync(provider, cancellationToken);
        if (bytes is null)
        {
            return new Picture(Refusal: CannotConvert(rendition.Refusal));
        }

        return Fit(bytes.Value, provider) is { } image
            ? new Picture(image)
            : new Picture(Refusal: CannotConvert("what came out of the site's image pipeline is not a picture this provider takes"));
    }

    /// <summary>True where the file still holds the bytes that were read.</summary>
    public async Task<bool> IsStillTheFileAsync(CancellationToken cancellationToken)
    {
        await using Stream? file = await _library.OpenAsync(_item, cancellationToken);
        return file is not null && await ContentHash.OfAsync(file, cancellationToken) == Hash;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _original.DisposeAsync();

    private Refusal? Unfit(int longSide)
    {
        ImageHeader header = _original.Header;
        if (header.Format == ImageFormat.Svg)
        {
            return new Refusal(RefusalCode.Svg, "SVG drawings are not sent to anybody. Describe it by hand.");
        }

        if (header.Size is { } size)
        {
            if (size.Pixels > MaxPixels)
            {
                return new Refusal(RefusalCode.TooManyPixels, $"The picture claims {size} pixels, more than {MaxPixels / 1_000_000} million. Upload a smaller version.");
            }

            double scale = Math.Min(1, (double)longSide / size.LongSide);
            if (size.ShortSide * scale < MinSide)
            {
                return new Refusal(RefusalCode.TooSmall, $"The picture is {size} pixels: too small or too narrow to recognise anything.");
            }
        }

        using Stream stream = OpenOriginal();
        return Completeness.Of(stream, header.Format) switch
        {
            Wholeness.CutOff => new Refusal(RefusalCode.CutOff, "The file is cut off in the middle of the picture. Upload it again."),
            Wholeness.Broken => new Refusal(RefusalCode.Damaged, "The file is damaged: it does not follow its own format. Save it anew from a picture program and upload that."),
            _ => null,
        };
    }

    // Print colours survive a JPEG rendition and are misread by most providers; a PNG cannot hold them, so the pipeline must convert.
    private ImageFormat WantedFormat(ProviderDeclaration provider) =>
        _original.Header.IsCmyk && provider.Formats.Contains(ImageFormat.Png) ? ImageFormat.Png : ImageFormat.Jpeg;

    private async Task<ReadOnlyMemory<byte>?> OriginalWithinLimitsAsync(ProviderDeclaration provider, CancellationToken cancellationToken) =>
        provider.Formats.Contains(_original.Header.Format) && _original.Length <= provider.MaxBytes
            ? await _original.ReadAllAsync(cancellationToken)
            : null;

    private static PreparedImage? Fit(ReadOnlyMemory<byte> bytes, ProviderDeclaration provider)
    {
        ImageHeader header = ImageHeader.Read(new MemoryStream(bytes.ToArray(), writable: false));
        if (!provider.Formats.Contains(header.Format)
            || header.Size is not { } size
            || size.ShortSide < provider.MinSidePixels
            || size.LongSide > provider.MaxSidePixels
            || size.Pixels > provider.MaxPixels
            || MetadataStripper.Strip(bytes, header.Format) is not { } stripped
            || stripped.Length > provider.MaxBytes)
        {
            return null;
        }

        return new PreparedImage(stripped, header.Format, size);
    }

    private static Failure Away() => new(FailureKind.Unavailable, "The site's image pipeline does not answer at the moment.")
    {
        Code = "image-pipeline",
    };

    private Refusal CannotConvert(string? why) => new(
        RefusalCode.CannotConvert,
        $"This {_original.Header.Format} file cannot be turned into a picture for the provider{(why is null ? "" : $": {why}")}. Upload it as JPEG or PNG.");
}

/// <summary>The picture a provider may get, the reason why none can be made of this image, or the failure of the moment.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Refusal">The reason lies in the image.</param>
/// <param name="Failure">The reason lies in the moment.</param>
public sealed record Picture(PreparedImage? Image = null, Refusal? Refusal = null, Failure? Failure = null);
