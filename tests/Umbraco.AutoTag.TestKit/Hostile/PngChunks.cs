using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Chunks of a PNG (ISO/IEC 15948, section 5), and a real picture to put them into.</summary>
public static class PngChunks
{
    private const int AfterHeader = 8 + 12 + 13;

    /// <summary>The picture with chunks right behind its header.</summary>
    public static byte[] Into(byte[] png, params IEnumerable<byte[]> chunks) => [.. png.AsSpan(0, AfterHeader), .. chunks.SelectMany(chunk => chunk), .. png.AsSpan(AfterHeader)];

    /// <summary>A chunk with its true length and checksum.</summary>
    public static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. UInt32((uint)data.Length), .. named, .. UInt32(Checksum(named))];
    }

    /// <summary>A chunk that says whatever length is wanted.</summary>
    public static byte[] WithLength(string type, uint length, ReadOnlySpan<byte> data) => [.. UInt32(length), .. Encoding.ASCII.GetBytes(type), .. data];

    /// <summary>A packet where XMP belongs.</summary>
    public static byte[] Xmp(string packet) => Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(packet)]);

    /// <summary>A compressed text where XMP belongs, which unpacks to as many blanks as wanted.</summary>
    public static byte[] XmpOfBlanks(int length) => Chunk("iTXt", [.. "XML:com.adobe.xmp\0\u0001\0\0\0"u8, .. Blanks(length)]);

    /// <summary>A compressed comment that unpacks to as many blanks as wanted.</summary>
    public static byte[] CommentOfBlanks(int length) => Chunk("zTXt", [.. "Comment\0\0"u8, .. Blanks(length)]);

    private static byte[] Blanks(int length)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] block = new byte[1_000_000];
            Array.Fill(block, (byte)' ');
            for (int left = length; left > 0; left -= block.Length)
            {
                zlib.Write(block, 0, Math.Min(left, block.Length));
            }
        }

        return packed.ToArray();
    }

    // ISO/IEC 15948, annex D.
    private static uint Checksum(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
