using System.Text;
using static Umbraco.AutoTag.TestKit.Hostile.JpegSegments;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>
/// Photos that know where they were taken, with what, and whose they are, in every place a file has for that. Some of them the site's image
/// pipeline cannot read: what is sent of those is the original.
/// </summary>
public static class TellingFiles
{
    private const byte HierarchicalFrame = 0xC5;

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All(RealPictures real)
    {
        byte[] exif = ExifBlocks.WithSecrets();
        string xmp = XmpPackets.WithSecrets();
        byte[] telling = JpegThatTells(real.Jpeg);
        return
        [
            new("telling.jpg", () => telling),
            new("telling-and-not-readable-by-the-site.jpg", () => Unreadable(telling), "BadImage", "picture"),
            new("telling.png", () => PngThatTells(real.Png)),
            new("telling-and-not-readable-by-the-site.png", () => OfNoColour(PngThatTells(real.Png)), "BadImage", "picture"),
            new("telling.webp", () => WebPThatTells(real.WebP)),
            new("telling-and-not-readable-by-the-site.webp", () => WithoutWebPPicture(WebPThatTells(real.WebP)), "BadImage", "picture"),
            new("telling.gif", () => GifBlocks.Into(real.Gif, GifBlocks.Comment(AllSecrets), GifBlocks.Comment(Encoding.UTF8.GetBytes(xmp)))),
            new("telling.tiff", () => real.TiffWith((700, Encoding.UTF8.GetBytes(xmp)), (33723, IptcRecords.Of(IptcRecords.ByLine, Secrets.Owner)), (50_000, exif), (0x013B, AllSecrets))),
        ];
    }

    private static byte[] AllSecrets => Encoding.UTF8.GetBytes(
        string.Join(' ', Secrets.BodySerial, Secrets.LensSerial, Secrets.Owner, Secrets.Latitude, Secrets.Longitude));

    // Where JPEG keeps such things, where it may not, and behind its end.
    private static byte[] JpegThatTells(byte[] jpeg) =>
    [
        .. Into(
            jpeg,
            Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0, .. AllSecrets]),
            Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. AllSecrets]),
            Exif(ExifBlocks.WithSecrets()),
            Xmp(XmpPackets.WithSecrets()),
            Iptc(IptcRecords.Of(IptcRecords.ByLine, Secrets.Owner)),
            Segment(0xE2, [.. "MPF\0"u8, .. AllSecrets]),
            Segment(0xE5, AllSecrets),
            Segment(0xEE, [.. "Other\0"u8, .. AllSecrets]),
            Segment(0xF0, AllSecrets),
            Segment(Comment, AllSecrets)),
        .. AllSecrets,
        .. Into(jpeg, Exif(ExifBlocks.WithSecrets())),
    ];

    private static byte[] PngThatTells(byte[] png) =>
    [
        .. PngChunks.Into(
            png,
            PngChunks.Chunk("eXIf", ExifBlocks.WithSecrets()),
            PngChunks.Xmp(XmpPackets.WithSecrets()),
            PngChunks.Chunk("tEXt", [.. "Author\0"u8, .. AllSecrets]),
            PngChunks.Chunk("prVt", AllSecrets)),
        .. AllSecrets,
    ];

    private static byte[] WebPThatTells(byte[] webP) => WebPChunks.Behind(
        webP,
        RealPictures.WebPWidth,
        RealPictures.WebPHeight,
        WebPChunks.Chunk("EXIF", ExifBlocks.WithSecrets()),
        WebPChunks.Chunk("XMP ", Encoding.UTF8.GetBytes(XmpPackets.WithSecrets())),
        WebPChunks.Chunk("NOTE", AllSecrets));

    // Hierarchical JPEG (T.81, annex J): a sound file by its structure that no decoder in use unpacks.
    private static byte[] Unreadable(byte[] jpeg)
    {
        byte[] changed = [.. jpeg];
        changed[FrameAt(jpeg) + 1] = HierarchicalFrame;
        return changed;
    }

    // A kind of colour that does not exist.
    private static byte[] OfNoColour(byte[] png)
    {
        byte[] changed = [.. png];
        changed[25] = 7;
        return changed;
    }

    private static byte[] WithoutWebPPicture(byte[] webP)
    {
        byte[] changed = [.. webP];
        int at = changed.AsSpan().IndexOf("VP8 "u8);
        changed.AsSpan(at + 8, 64).Clear();
        return changed;
    }
}
