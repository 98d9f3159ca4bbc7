using System.Buffers.Binary;
using System.IO.Compression;
using Umbraco.AutoTag.TestKit.Hostile;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>PNGs (ISO/IEC 15948) of any size in pixels and bytes.</summary>
internal static class PlainPng
{
    /// <summary>A square, uncompressed: three bytes a pixel and a little more.</summary>
    public static byte[] Square(int side) => Of(side, side);

    /// <summary>Any other, as large.</summary>
    public static byte[] Of(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. PngChunks.Chunk("IHDR", header), .. PngChunks.Chunk("IDAT", Pixels(width, height)), .. PngChunks.Chunk("IEND", [])];
    }

    private static byte[] Pixels(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            byte[] row = new byte[1 + width * 3];
            for (int i = 0; i < height; i++)
            {
                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }
}
