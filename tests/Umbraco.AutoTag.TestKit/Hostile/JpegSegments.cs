using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Marker segments of a JPEG (ITU-T T.81, annex B), well made and not, and a real picture to put them into.</summary>
public static class JpegSegments
{
    /// <summary>The most a segment can hold.</summary>
    public const int MaxPayload = 65_533;

    /// <summary>The segment of a comment.</summary>
    public const byte Comment = 0xFE;

    private const byte App1 = 0xE1;
    private const byte App13 = 0xED;

    /// <summary>The picture with segments before everything else.</summary>
    public static byte[] Into(byte[] jpeg, params IEnumerable<byte[]> segments) => [0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. jpeg.AsSpan(2)];

    /// <summary>A segment with its true length.</summary>
    public static byte[] Segment(byte marker, ReadOnlySpan<byte> payload) => WithLength(marker, payload.Length + 2, payload);

    /// <summary>A segment that says whatever length is wanted.</summary>
    public static byte[] WithLength(byte marker, int length, ReadOnlySpan<byte> payload) => [0xFF, marker, (byte)(length >> 8), (byte)length, .. payload];

    /// <summary>An EXIF block in its segment.</summary>
    public static byte[] Exif(ReadOnlySpan<byte> tiff) => Segment(App1, [.. "Exif\0\0"u8, .. tiff]);

    /// <summary>A packet in its segment.</summary>
    public static byte[] Xmp(string packet) => Segment(App1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(packet)]);

    /// <summary>A packet too long for a segment (XMP part 3, 1.1.3.1): parts that name the whole by its hash, its length and their place in it.</summary>
    public static IEnumerable<byte[]> ExtendedXmp(string packet)
    {
        const int part = 65_000;
        byte[] xml = Encoding.UTF8.GetBytes(packet);
        byte[] hash = Encoding.ASCII.GetBytes(XmpPackets.HashOf(packet));
        for (int at = 0; at < xml.Length; at += part)
        {
            byte[] place = [(byte)(xml.Length >> 24), (byte)(xml.Length >> 16), (byte)(xml.Length >> 8), (byte)xml.Length, (byte)(at >> 24), (byte)(at >> 16), (byte)(at >> 8), (byte)at];
            yield return Segment(App1, [.. "http://ns.adobe.com/xmp/extension/\0"u8, .. hash, .. place, .. xml.AsSpan(at, Math.Min(part, xml.Length - at))]);
        }
    }

    /// <summary>IPTC records in Photoshop's resource block.</summary>
    public static byte[] Iptc(ReadOnlySpan<byte> records) => Segment(
        App13,
        [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 0x04, 0x04, 0, 0, 0, (byte)(records.Length >> 16), (byte)(records.Length >> 8), (byte)records.Length, .. records]);

    /// <summary>Where the frame header of a picture begins: at its marker.</summary>
    public static int FrameAt(byte[] jpeg)
    {
        int at = 2;
        while (jpeg[at + 1] is < 0xC0 or > 0xC2)
        {
            at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]);
        }

        return at;
    }
}
