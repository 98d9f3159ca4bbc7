namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>EXIF blocks: with everything a camera knows, and with directories that never end.</summary>
public static class ExifBlocks
{
    private const ushort Long = 4;
    private const ushort Make = 0x010F;
    private const ushort ExifDirectory = 0x8769;
    private const ushort GpsDirectory = 0x8825;
    private const ushort ThumbnailAt = 0x0201;
    private const ushort ThumbnailLength = 0x0202;

    /// <summary>Position, serial numbers and owner, as cameras write them, the maker's own note included.</summary>
    public static byte[] WithSecrets()
    {
        var tiff = new TiffBytes();
        uint gps = tiff.Directory(
            0,
            new TiffEntry(0x0001, 2, 2, 'N'),
            tiff.Fractions(0x0002, Secrets.Position[..3]),
            new TiffEntry(0x0003, 2, 2, 'E'),
            tiff.Fractions(0x0004, Secrets.Position[3..]));
        uint exif = tiff.Directory(
            0,
            tiff.Text(0xA430, Secrets.Owner),
            tiff.Text(0xA431, Secrets.BodySerial),
            tiff.Text(0xA435, Secrets.LensSerial),
            tiff.Bytes(0x927C, [.. "Nikon\0"u8, .. System.Text.Encoding.ASCII.GetBytes(Secrets.BodySerial)]));
        return tiff.WithFirst(tiff.Directory(
            0,
            tiff.Text(Make, "Nikon"),
            tiff.Text(0x013B, Secrets.Owner),
            tiff.Text(0xC62F, Secrets.BodySerial),
            tiff.Bytes(0x9C9D, System.Text.Encoding.Unicode.GetBytes(Secrets.Owner)),
            new TiffEntry(ExifDirectory, Long, 1, exif),
            new TiffEntry(GpsDirectory, Long, 1, gps)));
    }

    /// <summary>A directory whose next one, EXIF, GPS and thumbnail are all itself.</summary>
    public static byte[] ThatIsItsOwnNext()
    {
        var tiff = new TiffBytes();
        uint itself = tiff.End;
        return tiff.WithFirst(tiff.Directory(
            itself,
            new TiffEntry(0x014A, Long, 1, itself),
            new TiffEntry(ExifDirectory, Long, 1, itself),
            new TiffEntry(GpsDirectory, Long, 1, itself),
            new TiffEntry(ThumbnailAt, Long, 1, itself),
            new TiffEntry(ThumbnailLength, Long, 1, 10)));
    }

    /// <summary>Two directories that lead to each other, each by every way there is.</summary>
    public static byte[] InACircle()
    {
        var tiff = new TiffBytes();
        uint first = tiff.End;
        const uint length = 2 + (2 * 12) + 4;
        uint second = first + length;
        tiff.Directory(second, new TiffEntry(ExifDirectory, Long, 1, second), new TiffEntry(GpsDirectory, Long, 1, second));
        tiff.Directory(first, new TiffEntry(ExifDirectory, Long, 1, first), new TiffEntry(GpsDirectory, Long, 1, first));
        return tiff.WithFirst(first);
    }

    /// <summary>A chain of directories, each the EXIF directory of the one before.</summary>
    public static byte[] Deep(int depth)
    {
        var tiff = new TiffBytes();
        uint below = 0;
        for (int i = 0; i < depth; i++)
        {
            below = tiff.Directory(below, new TiffEntry(ExifDirectory, Long, 1, below));
        }

        return tiff.WithFirst(below);
    }

    /// <summary>Entries whose values are said to be enormous, or to lie behind the end.</summary>
    public static byte[] ThatLiesAboutLengths()
    {
        var tiff = new TiffBytes();
        return tiff.WithFirst(tiff.Directory(
            0xFFFF_FFF0,
            new TiffEntry(Make, 2, uint.MaxValue, 0),
            new TiffEntry(0x9C9B, 1, uint.MaxValue, 8),
            new TiffEntry(0x9C9E, 12, 0x2000_0001, 8),
            new TiffEntry(0x9C9F, 1, 2_000_000, uint.MaxValue),
            new TiffEntry(ExifDirectory, Long, 1, uint.MaxValue),
            new TiffEntry(GpsDirectory, Long, 1, 0x7FFF_FFFF)));
    }

    /// <summary>A directory that announces more entries than the block holds.</summary>
    public static byte[] WithManyEntries(int count)
    {
        var tiff = new TiffBytes();
        return tiff.WithFirst(tiff.Directory(0, Enumerable.Range(0, count).Select(i => new TiffEntry((ushort)i, 2, 4, 0x20202020))));
    }

    /// <summary>A thumbnail, which is a JPEG with an EXIF block with a thumbnail, and so on.</summary>
    public static byte[] WithThumbnailsInThumbnails(int depth)
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xD9];
        byte[] block = [];
        for (int i = 0; i < depth; i++)
        {
            var tiff = new TiffBytes();
            uint at = tiff.Put(picture);
            uint second = tiff.Directory(
                0, new TiffEntry(ThumbnailAt, Long, 1, at), new TiffEntry(ThumbnailLength, Long, 1, (uint)picture.Length), tiff.Text(0xA431, Secrets.BodySerial));
            block = tiff.WithFirst(tiff.Directory(second, tiff.Text(Make, "Nikon")));
            picture = [0xFF, 0xD8, .. JpegSegments.Exif(block), 0xFF, 0xD9];
        }

        return block;
    }
}
