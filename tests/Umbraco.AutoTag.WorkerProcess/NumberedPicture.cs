using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>A small grey PNG that carries a number in its pixels, where no stripping of metadata takes it away: the service can tell whose picture it got.</summary>
public static class NumberedPicture
{
    /// <summary>The number of a picture that is nobody's: sent so that the first call of a process is not slower than the others.</summary>
    public const int WarmUp = 99_999_999;

    private const int Side = 64;
    private const string Mark = "ITEM";

    /// <summary>The picture of an item.</summary>
    public static byte[] Of(int number)
    {
        byte[] rows = new byte[Side * (Side + 1)];
        Encoding.ASCII.GetBytes(Mark + number.ToString("D8", CultureInfo.InvariantCulture)).CopyTo(rows, 1);
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.NoCompression, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>The number in a picture.</summary>
    public static int NumberIn(ReadOnlySpan<byte> picture)
    {
        int at = picture.IndexOf("ITEM"u8);
        return int.Parse(picture.Slice(at + Mark.Length, 8), CultureInfo.InvariantCulture);
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] length = new byte[4];
        byte[] check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(named));
        return [.. length, .. named, .. check];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }
        }

        return ~crc;
    }
}
