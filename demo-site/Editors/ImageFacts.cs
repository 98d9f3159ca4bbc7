using System.Buffers.Binary;
using System.Drawing;
using MetadataExtractor;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.IO;
using Umbraco.Cms.Core.Media;

namespace DemoSite.Editors;

/// <summary>
/// Reads an image's size from its header, as it is shown: a photo taken upright is higher than wide. Only what says the size is read: to read
/// all metadata of an upload, as <c>ImageMetadataReader</c> does, is to unpack its bombs.
/// </summary>
internal sealed class ImageFacts : IImageDimensionExtractor
{
    private const int WidthTag = 256;
    private const int HeightTag = 257;
    private const int OrientationTag = 274;
    private const int FirstRotatedOrientation = 5;
    private static readonly JpegSegmentType[] s_sizes = [JpegSegmentType.Sof0, JpegSegmentType.Sof1, JpegSegmentType.Sof2];

    public IEnumerable<string> SupportedImageFileTypes { get; } = ["jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff"];

    public Size? GetDimensions(Stream stream)
    {
        byte[] head = new byte[32];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return head.AsSpan(0, read) switch
        {
            [0xFF, 0xD8, ..] => OfJpeg(stream),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Of(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20))),
            [(byte)'G', (byte)'I', (byte)'F', ..] => Of(UInt16(head, 6), UInt16(head, 8)),
            [(byte)'B', (byte)'M', ..] => Of(BitConverter.ToInt32(head, 18), Math.Abs((long)BitConverter.ToInt32(head, 22))),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => OfWebP(head),
            [(byte)'I', (byte)'I', 42, ..] or [(byte)'M', (byte)'M', 0, ..] => OfTiff(TiffFacts.Read(stream)),
            _ => null,
        };
    }

    private static Size? OfJpeg(Stream stream)
    {
        Size? size = null;
        bool rotated = false;
        try
        {
            foreach (JpegSegment segment in JpegSegmentReader.ReadSegments(new SequentialStreamReader(stream), [.. s_sizes, JpegSegmentType.App1]))
            {
                if (segment.Type != JpegSegmentType.App1)
                {
                    size ??= segment.Bytes.Length < 5 ? null : Of(BinaryPrimitives.ReadUInt16BigEndian(segment.Bytes.AsSpan(3)), BinaryPrimitives.ReadUInt16BigEndian(segment.Bytes.AsSpan(1)));
                }
                else if (segment.Bytes.AsSpan().StartsWith("Exif\0\0"u8))
                {
                    rotated = IsRotated(TiffFacts.Read(new MemoryStream(segment.Bytes, 6, segment.Bytes.Length - 6)));
                }
            }
        }
        catch (Exception broken) when (broken is ImageProcessingException or IOException)
        {
            // What stands before the broken place counts.
        }

        return Shown(size, rotated);
    }

    private static Size? OfTiff(TiffFacts? facts) => facts is null ? null : Shown(Of(facts.Find(WidthTag), facts.Find(HeightTag)), IsRotated(facts));

    private static Size? Shown(Size? size, bool rotated) => rotated && size is { } lying ? new Size(lying.Height, lying.Width) : size;

    private static bool IsRotated(TiffFacts? facts) => facts?.Find(OrientationTag) >= FirstRotatedOrientation;

    // RFC 9649: extended, lossless and lossy say it each in their own way.
    private static Size? OfWebP(byte[] head) => head.AsSpan(12, 4) switch
    {
        [_, _, _, (byte)'X'] => Of(1 + UInt16(head, 24) + (head[26] << 16), 1 + UInt16(head, 27) + (head[29] << 16)),
        [_, _, _, (byte)'L'] => Of(1 + (BitConverter.ToInt32(head, 21) & 0x3FFF), 1 + ((BitConverter.ToInt32(head, 21) >> 14) & 0x3FFF)),
        [_, _, _, (byte)' '] => Of(UInt16(head, 26) & 0x3FFF, UInt16(head, 28) & 0x3FFF),
        _ => null,
    };

    private static int UInt16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static Size? Of(long width, long height) => width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new Size((int)width, (int)height) : null;
}
