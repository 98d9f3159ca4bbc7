using static Umbraco.AutoTag.TestKit.Hostile.JpegSegments;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>JPEGs whose segments are too many, lie about their length, lead nowhere or back to where they came from.</summary>
public static class HostileJpegs
{
    private const string NoSound = "damaged";

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All(RealPictures real) => [.. ManySegments(real.Jpeg), .. LyingLengths(real.Jpeg), .. Frames(real.Jpeg), .. ExifDirectories(real.Jpeg)];

    private static IEnumerable<HostileFile> ManySegments(byte[] jpeg) =>
    [
        new("jpeg-10000-comments.jpg", () => Into(jpeg, Many(10_000, Segment(Comment, "nothing to see"u8)))),
        new("jpeg-500000-empty-comments.jpg", () => Into(jpeg, Many(500_000, Segment(Comment, []))), "Damaged", NoSound),
        new("jpeg-16-MB-of-app1.jpg", () => Into(jpeg, Many(256, Segment(0xE1, new byte[MaxPayload])))),
        new("jpeg-every-app-segment-1000-times.jpg", () => Into(jpeg, Enumerable.Range(0, 15_000).Select(i => Segment((byte)(0xE1 + (i % 13)), "x"u8)))),
        new("jpeg-5-MB-of-fill-bytes.jpg", () => Into(jpeg, Many(5_000_000, [0xFF]))),
        new("jpeg-10000-starts.jpg", () => Into(jpeg, Many(10_000, [0xFF, 0xD8])), "Damaged", NoSound),
        new("jpeg-in-comments-in-jpeg.jpg", () => Into(jpeg, Many(500, Segment(Comment, [0xFF, 0xD8, .. Segment(Comment, "deeper"u8), 0xFF, 0xD9])))),
    ];

    private static IEnumerable<HostileFile> LyingLengths(byte[] jpeg) =>
    [
        new("jpeg-length-0.jpg", () => Into(jpeg, WithLength(0xE1, 0, [])), "Damaged", NoSound),
        new("jpeg-length-1-points-back.jpg", () => Into(jpeg, WithLength(0xE1, 1, [])), "Damaged", NoSound),
        new("jpeg-2000-lengths-of-0.jpg", () => Into(jpeg, Many(2_000, WithLength(0xE1, 0, []))), "Damaged", NoSound),
        new("jpeg-length-into-the-picture.jpg", () => Into(jpeg, WithLength(0xE1, 0x2000, "Exif\0\0"u8)), "Damaged", NoSound),
        new("jpeg-length-over-the-end.jpg", () => [0xFF, 0xD8, .. WithLength(0xE1, 0xFFFF, "Exif\0\0"u8), .. jpeg.AsSpan(2, 500)], "CutOff", "cut off"),
        new("jpeg-table-length-0.jpg", () => Into(jpeg, WithLength(0xDB, 0, [])), "Damaged", NoSound),
    ];

    private static IEnumerable<HostileFile> Frames(byte[] jpeg)
    {
        int frame = FrameAt(jpeg);
        yield return new("jpeg-says-65500-pixels.jpg", () => With(jpeg, frame + 5, [0xFF, 0xDC, 0xFF, 0xDC]), "TooManyPixels", "million");
        yield return new("jpeg-of-0-by-0-pixels.jpg", () => With(jpeg, frame + 5, [0, 0, 0, 0]), "CannotConvert", "cannot");
        yield return new("jpeg-small-frame-before-a-giant-one.jpg", () => Into(With(jpeg, frame + 5, [0xFF, 0xDC, 0xFF, 0xDC]), FrameOf(jpeg, frame)), "BadImage", "picture");
        yield return new("jpeg-scan-without-a-frame.jpg", () => [.. jpeg.AsSpan(0, frame), .. jpeg.AsSpan(frame + 2 + ((jpeg[frame + 2] << 8) | jpeg[frame + 3]))], "CannotConvert", "cannot");
        yield return new("jpeg-ends-before-it-begins.jpg", () => [0xFF, 0xD8, 0xFF, 0xD9, .. jpeg.AsSpan(2)], "Damaged", NoSound);
    }

    private static IEnumerable<HostileFile> ExifDirectories(byte[] jpeg) =>
    [
        new("exif-directory-is-its-own-next.jpg", () => Into(jpeg, Exif(ExifBlocks.ThatIsItsOwnNext()))),
        new("exif-directories-in-a-circle.jpg", () => Into(jpeg, Exif(ExifBlocks.InACircle()))),
        new("exif-3000-directories-deep.jpg", () => Into(jpeg, Exif(ExifBlocks.Deep(3_000)))),
        new("exif-lies-about-lengths.jpg", () => Into(jpeg, Exif(ExifBlocks.ThatLiesAboutLengths()))),
        new("exif-5000-entries.jpg", () => Into(jpeg, Exif(ExifBlocks.WithManyEntries(5_000)))),
        new("exif-thumbnail-in-thumbnail.jpg", () => Into(jpeg, Exif(ExifBlocks.WithThumbnailsInThumbnails(200)))),
        new("exif-200-blocks.jpg", () => Into(jpeg, Many(200, Exif(ExifBlocks.WithSecrets())))),
    ];

    private static byte[] FrameOf(byte[] jpeg, int at)
    {
        byte[] frame = jpeg[at..(at + 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))];
        return With(frame, 5, [0, 64, 0, 64]);
    }

    private static byte[] With(byte[] bytes, int at, ReadOnlySpan<byte> other)
    {
        byte[] changed = [.. bytes];
        other.CopyTo(changed.AsSpan(at));
        return changed;
    }

    private static IEnumerable<byte[]> Many(int count, byte[] segment) => Enumerable.Repeat(segment, count);
}
