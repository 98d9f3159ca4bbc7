namespace Umbraco.AutoTag.Core.Media;

/// <summary>A marker segment before the picture data of a JPEG (ITU-T T.81, annex B).</summary>
/// <param name="Marker">Second byte of the marker.</param>
/// <param name="Payload">What follows the length field; read for frame headers only.</param>
internal sealed record JpegSegment(byte Marker, byte[] Payload)
{
    public const byte StartOfScan = 0xDA;
    public const byte EndOfImage = 0xD9;

    // A header this long is an attack, not a photo's: a real one has a dozen segments.
    private const int MaxSegments = 100_000;

    public bool IsFrameHeader => IsFrame(Marker);

    /// <summary>
    /// The segments up to and including the first start of scan. Ends early where the file does, which leaves the stream at its end, and at the
    /// first place that follows no format, which leaves it before.
    /// </summary>
    public static IEnumerable<JpegSegment> Read(Stream stream)
    {
        stream.Position = 2;
        for (int count = 0; count < MaxSegments; count++)
        {
            int marker = NextMarker(stream);
            if (marker == -1 || HasNoLength((byte)marker))
            {
                yield break;
            }

            int length = (stream.ReadByte() << 8) | stream.ReadByte();
            if (length < 2)
            {
                yield break;
            }

            if (length - 2 > stream.Length - stream.Position)
            {
                stream.Position = stream.Length;
                yield break;
            }

            long next = stream.Position + length - 2;
            yield return new JpegSegment((byte)marker, IsFrame((byte)marker) ? Bytes(stream, length - 2) : []);
            stream.Position = next;
            if (marker == StartOfScan)
            {
                yield break;
            }
        }
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Starts, ends and restarts: before the first scan none of them has a place.
    private static bool HasNoLength(byte marker) => marker is 0x00 or 0x01 or >= 0xD0 and <= EndOfImage;

    private static byte[] Bytes(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static int NextMarker(Stream stream)
    {
        if (stream.ReadByte() != 0xFF)
        {
            return -1;
        }

        int marker;
        do
        {
            marker = stream.ReadByte();
        }
        while (marker == 0xFF);

        return marker;
    }
}
