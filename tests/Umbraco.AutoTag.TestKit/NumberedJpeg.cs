namespace Umbraco.AutoTag.TestKit;

/// <summary>Pictures that look the same, each a file of its own: AutoTag knows an image by the bytes of its file.</summary>
public static class NumberedJpeg
{
    /// <summary>The picture with its number as a comment behind the first marker, so that no two files are the same.</summary>
    public static byte[] Of(byte[] jpeg, int number) =>
        [.. jpeg[..2], 0xFF, 0xFE, 0, 6, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number, .. jpeg[2..]];
}
