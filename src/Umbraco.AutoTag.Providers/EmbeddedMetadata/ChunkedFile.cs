using System.Buffers.Binary;
using System.IO.Compression;

namespace Umbraco.AutoTag.Providers.EmbeddedMetadata;

/// <summary>
/// Finds the XMP packet in files made of chunks. A chunk's length is a claim: it is compared with the file before anything is allocated.
/// </summary>
internal static class ChunkedFile
{
    private const int MaxPacketBytes = 2 * 1024 * 1024;
    private const int MaxChunks = 10_000;
    private static readonly byte[] s_xmpKeyword = "XML:com.adobe.xmp\0"u8.ToArray();

    /// <summary>PNG: an <c>iTXt</c> chunk with the keyword <c>XML:com.adobe.xmp</c> (XMP part 3, 1.1.5).</summary>
    public static ReadOnlyMemory<byte> XmpOfPng(Stream file)
    {
        file.Position = 8;
        for (int i = 0; i < MaxChunks && Header(file) is { } header; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (header.AsSpan(4).SequenceEqual("iTXt"u8) && length > s_xmpKeyword.Length
                && Body(file, (uint)s_xmpKeyword.Length) is { } keyword && keyword.AsSpan().SequenceEqual(s_xmpKeyword))
            {
                return Body(file, length) is { } text ? TextOf(text.AsMemory(s_xmpKeyword.Length)) : default;
            }

            file.Position += length + 4L;
        }

        return default;
    }

    /// <summary>WebP: the chunk <c>XMP </c> (RFC 9649, 2.7.1.5).</summary>
    public static ReadOnlyMemory<byte> XmpOfWebP(Stream file)
    {
        file.Position = 12;
        for (int i = 0; i < MaxChunks && Header(file) is { } header; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            if (header.AsSpan(0, 4).SequenceEqual("XMP "u8) && Body(file, length) is { } packet)
            {
                return packet;
            }

            file.Position += length + (length & 1);
        }

        return default;
    }

    private static byte[]? Header(Stream file)
    {
        byte[] header = new byte[8];
        return file.Position < file.Length && file.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8 ? header : null;
    }

    // Reads the body and comes back to where it began, so that every chunk is left in the same way.
    private static byte[]? Body(Stream file, uint length)
    {
        long start = file.Position;
        if (length > MaxPacketBytes || length > file.Length - start)
        {
            return null;
        }

        byte[] body = new byte[length];
        file.ReadExactly(body);
        file.Position = start;
        return body;
    }

    // Compression flag, method, language\0, translated keyword\0, text.
    private static ReadOnlyMemory<byte> TextOf(ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < 2)
        {
            return default;
        }

        bool compressed = rest.Span[0] == 1;
        ReadOnlyMemory<byte> text = AfterZero(AfterZero(rest[2..]));
        return compressed ? Inflate(text) : text;
    }

    private static ReadOnlyMemory<byte> AfterZero(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.IndexOf((byte)0) is var zero and >= 0 ? bytes[(zero + 1)..] : default;

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> deflated)
    {
        using var zlib = new ZLibStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
        byte[] inflated = new byte[MaxPacketBytes + 1];
        int read = zlib.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
        return read > MaxPacketBytes ? default : inflated.AsMemory(0, read);
    }
}
