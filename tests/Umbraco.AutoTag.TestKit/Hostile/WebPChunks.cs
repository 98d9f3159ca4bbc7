using System.Buffers.Binary;
using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Chunks of a WebP file (RFC 9649), and a real picture to put them into.</summary>
public static class WebPChunks
{
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;

    /// <summary>A picture of one chunk in the extended form, with more chunks behind it.</summary>
    public static byte[] Behind(byte[] simple, int width, int height, params IEnumerable<byte[]> chunks)
    {
        byte[] canvas = [HasExif | HasXmp, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)];
        byte[] body = [.. "WEBP"u8, .. Chunk("VP8X", canvas), .. simple.AsSpan(12), .. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. UInt32((uint)body.Length), .. body];
    }

    /// <summary>A chunk with its true length.</summary>
    public static byte[] Chunk(string type, ReadOnlySpan<byte> data) => [.. WithLength(type, (uint)data.Length, data), .. new byte[data.Length & 1]];

    /// <summary>A chunk that says whatever length is wanted.</summary>
    public static byte[] WithLength(string type, uint length, ReadOnlySpan<byte> data) => [.. Encoding.ASCII.GetBytes(type), .. UInt32(length), .. data];

    private static byte[] UInt24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
