using System.Buffers.Binary;
using System.Text;

namespace Umbraco.AutoTag.Core.Media;

/// <summary>
/// Takes everything out of an encoded picture that is not the picture: GPS, camera, names, comments, thumbnails, and whatever is
/// hidden behind its end. What is kept is a list of what is needed to draw; anything not on the list goes.
/// </summary>
public static class MetadataStripper
{
    private static readonly string[] s_pngKept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "pHYs"];
    private static readonly string[] s_webPKept = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ICCP"];
    private static readonly byte[] s_icc = "ICC_PROFILE\0"u8.ToArray();

    // JFIF 1.02: identifier, version, density, and the size of a thumbnail. Adobe technical note 5116: identifier, version, flags, transform.
    private const int JfifLength = 14;
    private const int AdobeLength = 12;
    private const int ChunkHeader = 8;

    /// <summary>The picture without metadata; null where the format cannot be stripped here, or the bytes do not follow their format.</summary>
    public static byte[]? Strip(ReadOnlyMemory<byte> picture, ImageFormat format)
    {
        try
        {
            return format switch
            {
                ImageFormat.Jpeg => Jpeg(picture.Span),
                ImageFormat.Png => Png(picture.Span),
                ImageFormat.WebP => WebP(picture.Span),
                _ => null,
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            // A length field that points outside the file: not a file to be sent.
            return null;
        }
    }

    // ITU-T T.81 annex B. Kept: what the decoder needs, JFIF (APP0), colour profile (APP2 "ICC_PROFILE"), Adobe colour transform (APP14).
    private static byte[]? Jpeg(ReadOnlySpan<byte> source)
    {
        using var target = new MemoryStream(source.Length);
        target.Write(source[..2]);
        int at = 2;
        bool scanned = false;
        while (at + 4 <= source.Length && source[at] == 0xFF)
        {
            byte marker = source[at + 1];
            if (scanned && !MayFollowScan(marker))
            {
                // A picture that is damaged must not be made to look whole by leaving out what shows that it is.
                return null;
            }

            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == JpegSegment.EndOfImage)
            {
                break;
            }

            int next = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(source[(at + 2)..]);
            WriteSegment(target, marker, KeptOfJpeg(marker, source[(at + 4)..next]));
            scanned |= marker == JpegSegment.StartOfScan;
            at = marker == JpegSegment.StartOfScan ? CopyScan(source, next, target) : next;
        }

        target.Write([0xFF, JpegSegment.EndOfImage]);
        return target.Length > 4 ? target.ToArray() : null;
    }

    // Tables, another scan, comments and applications' own, the end, and bytes that fill up (B.2.4).
    private static bool MayFollowScan(byte marker) => marker is 0xC4 or 0xCC or >= JpegSegment.EndOfImage;

    // Of JFIF and Adobe as much as they define: a thumbnail, or whatever else a program puts behind it, is not needed.
    private static ReadOnlySpan<byte> KeptOfJpeg(byte marker, ReadOnlySpan<byte> payload) => marker switch
    {
        0xE0 when payload.StartsWith("JFIF\0"u8) && payload.Length >= JfifLength => (byte[])[.. payload[..(JfifLength - 2)], 0, 0],
        0xE2 when payload.StartsWith(s_icc) => payload,
        0xEE when payload.StartsWith("Adobe"u8) && payload.Length >= AdobeLength => payload[..AdobeLength],
        (>= 0xC0 and <= 0xCF and not 0xC8) or (>= 0xDA and <= 0xDF) => payload,
        _ => [],
    };

    private static void WriteSegment(MemoryStream target, byte marker, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > 0)
        {
            target.Write([0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2)]);
            target.Write(payload);
        }
    }

    private static int CopyScan(ReadOnlySpan<byte> source, int from, MemoryStream target)
    {
        int at = from;
        while (at + 1 < source.Length)
        {
            // Inside a scan FF is followed by 00 (a data byte) or D0..D7 (a restart); anything else ends it.
            if (source[at] == 0xFF && source[at + 1] is not (0x00 or >= 0xD0 and <= 0xD7 or 0xFF))
            {
                break;
            }

            at++;
        }

        int end = at + 1 < source.Length ? at : source.Length;
        target.Write(source[from..end]);
        return end;
    }

    // ISO/IEC 15948 section 5: length, type, data, checksum.
    private static byte[]? Png(ReadOnlySpan<byte> source)
    {
        using var target = new MemoryStream(source.Length);
        target.Write(source[..8]);
        int at = 8;
        while (at + 12 <= source.Length)
        {
            // A length with the highest bit set is negative here, and no length (ISO/IEC 15948, 5.3).
            int length = BinaryPrimitives.ReadInt32BigEndian(source[at..]);
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            string type = Encoding.ASCII.GetString(source.Slice(at + 4, 4));
            ReadOnlySpan<byte> chunk = source.Slice(at, checked(length + 12));
            if (s_pngKept.Contains(type))
            {
                target.Write(chunk);
            }

            if (type == "IEND")
            {
                return target.ToArray();
            }

            at += chunk.Length;
        }

        return null;
    }

    // RFC 9649: a RIFF file whose VP8X chunk announces which optional chunks follow.
    private static byte[] WebP(ReadOnlySpan<byte> source)
    {
        using var target = new MemoryStream(source.Length);
        target.Write(source[..12]);
        int end = Math.Min(source.Length, checked(8 + BinaryPrimitives.ReadInt32LittleEndian(source[4..])));
        WriteChunks(source[12..end], target, insideFrame: false);
        byte[] stripped = target.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(stripped.AsSpan(4), stripped.Length - 8);
        return stripped;
    }

    private static void WriteChunks(ReadOnlySpan<byte> source, MemoryStream target, bool insideFrame)
    {
        const byte announcesExifAndXmp = 0x08 | 0x04;

        for (int at = 0; at + ChunkHeader <= source.Length;)
        {
            string type = Encoding.ASCII.GetString(source.Slice(at, 4));
            int length = BinaryPrimitives.ReadInt32LittleEndian(source[(at + 4)..]);
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            byte[] chunk = source.Slice(at, Math.Min(checked(ChunkHeader + length + (length & 1)), source.Length - at)).ToArray();
            at += chunk.Length;
            if (type == "VP8X")
            {
                chunk[ChunkHeader] &= unchecked((byte)~announcesExifAndXmp);
            }

            // A frame in a frame is none, and could go on as deep as the file is long.
            if (type == "ANMF" && !insideFrame)
            {
                WriteFrame(chunk, target);
            }
            else if (s_webPKept.Contains(type))
            {
                target.Write(chunk);
            }
        }
    }

    // Where and how long a frame is shown, and then chunks again (RFC 9649, 2.7.1.1).
    private static void WriteFrame(ReadOnlySpan<byte> chunk, MemoryStream target)
    {
        const int placeAndTime = 16;

        long start = target.Length;
        target.Write(chunk[..(ChunkHeader + placeAndTime)]);
        WriteChunks(chunk[(ChunkHeader + placeAndTime)..], target, insideFrame: true);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)(target.Length - start) - ChunkHeader);
        target.Position = start + 4;
        target.Write(length);
        target.Position = target.Length;
    }
}
