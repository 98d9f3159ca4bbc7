namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>An entry of a TIFF directory: its tag, its type, how many values it says it has, and the four bytes that are the value or point to it.</summary>
public sealed record TiffEntry(ushort Tag, ushort Type, uint Count, uint Value);

/// <summary>Writes TIFF structure (TIFF 6.0, section 2) bit by bit, true or not: little-endian, at offsets of the caller's choice.</summary>
public sealed class TiffBytes
{
    private const int HeaderLength = 8;
    private readonly MemoryStream _file = new();
    private readonly BinaryWriter _writer;

    /// <summary>A header whose first directory is written later.</summary>
    public TiffBytes()
    {
        _writer = new BinaryWriter(_file);
        _writer.Write("II*\0"u8);
        _writer.Write(0u);
    }

    /// <summary>Where the next thing is going to lie.</summary>
    public uint End => (uint)_file.Length;

    /// <summary>Writes bytes; gives where they lie.</summary>
    public uint Put(ReadOnlySpan<byte> bytes)
    {
        _file.Position = _file.Length;
        uint at = (uint)_file.Position;
        _writer.Write(bytes);
        return at;
    }

    /// <summary>Writes a text; gives the entry for it.</summary>
    public TiffEntry Text(ushort tag, string text)
    {
        byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes(text), 0];
        return new TiffEntry(tag, 2, (uint)bytes.Length, Put(bytes));
    }

    /// <summary>Writes bytes; gives the entry for them.</summary>
    public TiffEntry Bytes(ushort tag, ReadOnlySpan<byte> bytes) => new(tag, 7, (uint)bytes.Length, Put(bytes));

    /// <summary>Writes fractions; gives the entry for them.</summary>
    public TiffEntry Fractions(ushort tag, params IEnumerable<(uint Numerator, uint Denominator)> values)
    {
        (uint Numerator, uint Denominator)[] all = [.. values];
        byte[] bytes = [.. all.SelectMany(value => BitConverter.GetBytes(value.Numerator).Concat(BitConverter.GetBytes(value.Denominator)))];
        return new TiffEntry(tag, 5, (uint)all.Length, Put(bytes));
    }

    /// <summary>Writes a directory; gives where it lies.</summary>
    /// <param name="next">Where it says the next directory lies: 0 for nowhere.</param>
    /// <param name="entries">In any order.</param>
    public uint Directory(uint next, params IEnumerable<TiffEntry> entries)
    {
        TiffEntry[] all = [.. entries];
        _file.Position = _file.Length;
        uint at = (uint)_file.Position;
        _writer.Write((ushort)all.Length);
        foreach (TiffEntry entry in all)
        {
            _writer.Write(entry.Tag);
            _writer.Write(entry.Type);
            _writer.Write(entry.Count);
            _writer.Write(entry.Value);
        }

        _writer.Write(next);
        return at;
    }

    /// <summary>The file, whose first directory lies there.</summary>
    public byte[] WithFirst(uint directory)
    {
        _file.Position = HeaderLength - 4;
        _writer.Write(directory);
        return _file.ToArray();
    }

    /// <summary>The entries of the first directory of a file that was written well, little-endian.</summary>
    public static IReadOnlyList<TiffEntry> EntriesOf(byte[] tiff)
    {
        using var reader = new BinaryReader(new MemoryStream(tiff));
        reader.BaseStream.Position = 4;
        reader.BaseStream.Position = reader.ReadUInt32();
        ushort count = reader.ReadUInt16();
        return [.. Enumerable.Range(0, count).Select(_ => new TiffEntry(reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt32(), reader.ReadUInt32()))];
    }
}
