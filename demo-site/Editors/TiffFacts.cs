using System.Buffers.Binary;

namespace DemoSite.Editors;

/// <summary>The numbers in the first directory of a TIFF file or an EXIF block (TIFF 6.0, section 2).</summary>
internal sealed class TiffFacts
{
    private const int EntryBytes = 12;
    private const int Short = 3;

    private readonly byte[] _entries;
    private readonly bool _little;

    private TiffFacts(byte[] entries, bool little) => (_entries, _little) = (entries, little);

    /// <summary>Reads the directory; null where it lies nowhere.</summary>
    public static TiffFacts? Read(Stream stream)
    {
        byte[] header = new byte[8];
        byte[] count = new byte[2];
        if (!TryRead(stream, 0, header))
        {
            return null;
        }

        bool little = header[0] == 'I';
        long at = UInt32(header, 4, little);
        if (!TryRead(stream, at, count))
        {
            return null;
        }

        byte[] entries = new byte[UInt16(count, 0, little) * EntryBytes];
        return TryRead(stream, at + 2, entries) ? new TiffFacts(entries, little) : null;
    }

    /// <summary>A number; 0 where it is not given.</summary>
    public long Find(int tag)
    {
        for (int at = 0; at < _entries.Length; at += EntryBytes)
        {
            if (UInt16(_entries, at, _little) == tag)
            {
                return UInt16(_entries, at + 2, _little) == Short ? UInt16(_entries, at + 8, _little) : UInt32(_entries, at + 8, _little);
            }
        }

        return 0;
    }

    private static bool TryRead(Stream stream, long at, byte[] into)
    {
        if (at + into.Length > stream.Length)
        {
            return false;
        }

        stream.Position = at;
        return stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;
    }

    private static int UInt16(byte[] bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at))
        : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private static uint UInt32(byte[] bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at))
        : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
