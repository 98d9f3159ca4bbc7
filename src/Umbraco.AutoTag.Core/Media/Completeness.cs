namespace Umbraco.AutoTag.Core.Media;

/// <summary>
/// Tells whether a file holds its whole picture. Image pipelines happily render half a picture and fill the rest with grey;
/// what a provider says about that would be wrong and paid for.
/// </summary>
internal static class Completeness
{
    // Cameras and phones put previews, depth maps and videos behind the picture; the end is looked for, not expected.
    private const int BlockSize = 64 * 1024;

    private static readonly byte[] s_pngEnd = "IEND"u8.ToArray();

    /// <summary>Looks at what the format says about its own end; formats that say nothing count as whole.</summary>
    public static Wholeness Of(Stream stream, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => OfJpeg(stream),
        ImageFormat.Png => Contains(stream, 8, s_pngEnd) ? Wholeness.Whole : Wholeness.CutOff,
        _ => Wholeness.Whole,
    };

    private static Wholeness OfJpeg(Stream stream)
    {
        // A segment is handed out with the stream behind what was read of it: the end is looked for from there on.
        if (JpegSegment.Read(stream).Any(segment => segment.Marker == JpegSegment.StartOfScan))
        {
            return Contains(stream, stream.Position, [0xFF, JpegSegment.EndOfImage]) ? Wholeness.Whole : Wholeness.CutOff;
        }

        return stream.Position < stream.Length ? Wholeness.Broken : Wholeness.CutOff;
    }

    private static bool Contains(Stream stream, long from, ReadOnlySpan<byte> wanted)
    {
        stream.Position = from;
        byte[] block = new byte[BlockSize];
        int kept = 0;
        while (true)
        {
            int read = stream.Read(block, kept, block.Length - kept);
            if (read == 0)
            {
                return false;
            }

            int filled = kept + read;
            if (block.AsSpan(0, filled).IndexOf(wanted) >= 0)
            {
                return true;
            }

            kept = Math.Min(wanted.Length - 1, filled);
            block.AsSpan(filled - kept, kept).CopyTo(block);
        }
    }
}

/// <summary>How much of its picture a file holds.</summary>
internal enum Wholeness
{
    /// <summary>All of it, as far as can be told without unpacking it.</summary>
    Whole,

    /// <summary>The beginning: the rest is missing.</summary>
    CutOff,

    /// <summary>Nobody can tell: before the picture begins, the file leaves its own format.</summary>
    Broken,
}
