namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Pictures that can be tagged, one of each kind, for the hostile parts to be put into.</summary>
/// <param name="folder">Where the odd photos lie.</param>
public sealed class RealPictures(string folder)
{
    /// <summary>The width of <see cref="WebP"/> in pixels.</summary>
    public const int WebPWidth = 600;

    /// <summary>The height of <see cref="WebP"/> in pixels.</summary>
    public const int WebPHeight = 400;

    /// <summary>A JPEG with no metadata.</summary>
    public byte[] Jpeg { get; } = Read(folder, "grayscale.jpg");

    /// <summary>A PNG.</summary>
    public byte[] Png { get; } = Read(folder, "palette16.png");

    /// <summary>A WebP in the simple form.</summary>
    public byte[] WebP { get; } = Read(folder, "lossy.webp");

    /// <summary>A GIF.</summary>
    public byte[] Gif { get; } = Read(folder, "animated.gif");

    /// <summary>A TIFF, little-endian.</summary>
    public byte[] Tiff { get; } = Read(folder, "lzw.tiff");

    /// <summary>The TIFF with more entries in its directory, which lies at the end.</summary>
    public byte[] TiffWith(params (ushort Tag, byte[] Value)[] more)
    {
        var file = new MemoryStream();
        file.Write(Tiff);
        var entries = TiffBytes.EntriesOf(Tiff).ToList();
        foreach ((ushort tag, byte[] value) in more)
        {
            entries.Add(new TiffEntry(tag, 7, (uint)value.Length, (uint)file.Length));
            file.Write(value);
        }

        uint directory = (uint)file.Length;
        using var writer = new BinaryWriter(file);
        writer.Write((ushort)entries.Count);
        foreach (TiffEntry entry in entries.OrderBy(entry => entry.Tag))
        {
            writer.Write(entry.Tag);
            writer.Write(entry.Type);
            writer.Write(entry.Count);
            writer.Write(entry.Value);
        }

        writer.Write(0u);
        file.Position = 4;
        writer.Write(directory);
        return file.ToArray();
    }

    private static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));
}
