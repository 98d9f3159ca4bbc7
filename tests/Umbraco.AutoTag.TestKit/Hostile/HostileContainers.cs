namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>PNG, WebP, GIF, TIFF and BMP files with endless chunks, bombs, and headers that promise too much.</summary>
public static class HostileContainers
{
    private const int MegaBytes300 = 300_000_000;

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All(RealPictures real) => [.. Pngs(real.Png), .. WebPs(real.WebP), .. Gifs(real.Gif), .. Tiffs(real), .. Bitmaps()];

    private static IEnumerable<HostileFile> Pngs(byte[] png) =>
    [
        new("png-text-of-300-MB.png", () => PngChunks.Into(png, PngChunks.CommentOfBlanks(MegaBytes300))),
        new("png-xmp-of-300-MB.png", () => PngChunks.Into(png, PngChunks.XmpOfBlanks(MegaBytes300))),
        new("png-300000-chunks.png", () => PngChunks.Into(png, Enumerable.Repeat(PngChunks.Chunk("tEXt", []), 300_000))),
        new("png-12-texts-of-2-MB.png", () => PngChunks.Into(png, Enumerable.Repeat(PngChunks.Chunk("iTXt", [.. "Comment\0\0\0\0\0"u8, .. new byte[2_000_000]]), 12))),
        new("png-length-minus-12.png", () => PngChunks.Into(png, PngChunks.WithLength("teXt", unchecked((uint)-12), new byte[4])), "CannotConvert", "cannot"),
        new("png-length-of-4-GB.png", () => PngChunks.Into(png, PngChunks.WithLength("iTXt", uint.MaxValue, "XML:com.adobe.xmp\0\0\0\0\0"u8)), "CannotConvert", "cannot"),
        new("png-without-a-picture.png", () => [.. png.AsSpan(0, 33), .. PngChunks.Chunk("IEND", [])], "BadImage", "picture"),
        new("png-without-an-end.png", () => png[..^12], "CutOff", "cut off"),
    ];

    private static IEnumerable<HostileFile> WebPs(byte[] webP) =>
    [
        new("webp-canvas-of-16384.webp", () => WebPChunks.Behind(webP, 16_384, 16_384), "TooManyPixels", "million"),
        new("webp-100000-chunks.webp", () => Behind(webP, Enumerable.Repeat(WebPChunks.Chunk("JUNK", []), 100_000))),
        new("webp-length-minus-8.webp", () => Behind(webP, WebPChunks.WithLength("JUNK", unchecked((uint)-8), [])), "CannotConvert", "cannot"),
        new("webp-length-of-4-GB.webp", () => Behind(webP, WebPChunks.WithLength("XMP ", uint.MaxValue, "<x/>"u8)), "CannotConvert", "cannot"),
        new("webp-without-a-picture.webp", () => [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBP"u8, .. WebPChunks.Chunk("VP8X", [0, 0, 0, 0, 99, 0, 0, 99, 0, 0])], "BadImage", "picture"),
    ];

    private static IEnumerable<HostileFile> Gifs(byte[] gif) =>
    [
        new("gif-20000-comments.gif", () => GifBlocks.Into(gif, Enumerable.Repeat(GifBlocks.Comment("nothing to see"u8), 20_000))),
        new("gif-endless-comment.gif", () => GifBlocks.Into(gif[..1_000], GifBlocks.EndlessComment(2_000_000)), "CannotConvert", "cannot"),
        new("gif-of-65535-pixels.gif", () => [.. gif.AsSpan(0, 6), 0xFF, 0xFF, 0xFF, 0xFF, .. gif.AsSpan(10)], "TooManyPixels", "million"),
    ];

    private static IEnumerable<HostileFile> Tiffs(RealPictures real)
    {
        var nowhere = new TiffBytes();
        var loop = new TiffBytes();
        var giant = new TiffBytes();
        return
        [
            new("tiff-directory-behind-the-end.tiff", () => nowhere.WithFirst(uint.MaxValue), "CannotConvert", "cannot"),
            new("tiff-directory-is-its-own-next.tiff", () => loop.WithFirst(loop.Directory(8, new TiffEntry(256, 4, 1, 100), new TiffEntry(257, 4, 1, 100))), "CannotConvert", "cannot"),
            new("tiff-of-2-billion-pixels.tiff", () => giant.WithFirst(giant.Directory(0, new TiffEntry(256, 4, 1, 2_000_000_000), new TiffEntry(257, 4, 1, 2_000_000_000))), "TooManyPixels", "million"),
            new("tiff-15-MB-of-private-data.tiff", () => real.TiffWith((65_000, new byte[15_000_000]))),
        ];
    }

    private static IEnumerable<HostileFile> Bitmaps()
    {
        byte[] header = [.. "BM"u8, .. new byte[52]];
        BitConverter.TryWriteBytes(header.AsSpan(14), 40);
        BitConverter.TryWriteBytes(header.AsSpan(18), int.MaxValue);
        BitConverter.TryWriteBytes(header.AsSpan(22), int.MinValue + 1);
        return [new("bmp-of-2-billion-pixels-upside-down.bmp", () => header, "TooManyPixels", "million")];
    }

    private static byte[] Behind(byte[] webP, params IEnumerable<byte[]> chunks) => WebPChunks.Behind(webP, RealPictures.WebPWidth, RealPictures.WebPHeight, chunks);
}
