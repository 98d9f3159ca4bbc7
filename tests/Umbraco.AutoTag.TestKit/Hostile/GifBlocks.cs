namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Extension blocks of a GIF89a file, and a real picture to put them into.</summary>
public static class GifBlocks
{
    private const int HeaderLength = 13;

    /// <summary>The picture with blocks right behind its global colour table.</summary>
    public static byte[] Into(byte[] gif, params IEnumerable<byte[]> blocks)
    {
        int colours = (gif[10] & 0x80) == 0 ? 0 : 3 * (2 << (gif[10] & 7));
        int at = HeaderLength + colours;
        return [.. gif.AsSpan(0, at), .. blocks.SelectMany(block => block), .. gif.AsSpan(at)];
    }

    /// <summary>A comment, in as many sub-blocks as it takes.</summary>
    public static byte[] Comment(ReadOnlySpan<byte> text) => [0x21, 0xFE, .. SubBlocks(text), 0];

    /// <summary>A comment whose sub-blocks go on to the end of the file and beyond.</summary>
    public static byte[] EndlessComment(int length) => [0x21, 0xFE, .. SubBlocks(new byte[length])];

    private static byte[] SubBlocks(ReadOnlySpan<byte> text) =>
        [.. text.ToArray().Chunk(255).SelectMany(part => part.Prepend((byte)part.Length))];
}
