using System.Buffers.Binary;
using System.Text;

namespace Umbraco.AutoTag.Providers.EmbeddedMetadata;

/// <summary>
/// The IPTC-IIM records AutoTag reads. They are read here and not by MetadataExtractor, which copies all keywords for each one more: 2 MB of
/// one-letter keywords keep it busy for an hour, and any visitor who may upload could send them.
/// </summary>
internal sealed record IptcFields
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxKeywords = 10_000;
    private const int HeaderBytes = 5;
    private const byte Mark = 0x1C;
    private const byte Application = 2;
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public IReadOnlyList<string> Keywords { get; private init; } = [];

    public string? Headline { get; private init; }

    public string? ObjectName { get; private init; }

    public string? Caption { get; private init; }

    /// <summary>Reads records, up to the first broken one.</summary>
    public static IptcFields Read(ReadOnlyMemory<byte> records)
    {
        var keywords = new List<string>();
        var fields = new IptcFields { Keywords = keywords };
        ReadOnlySpan<byte> rest = records.Length > MaxBytes ? [] : records.Span;
        while (Next(ref rest, out byte record, out byte dataSet, out ReadOnlySpan<byte> value))
        {
            if (record == Application)
            {
                fields = fields.With(dataSet, value, keywords);
            }
        }

        return fields;
    }

    // The first of each counts, as in every record that may stand only once.
    private IptcFields With(byte dataSet, ReadOnlySpan<byte> value, List<string> keywords)
    {
        switch (dataSet)
        {
            case 25 when keywords.Count < MaxKeywords:
                keywords.Add(Decode(value));
                return this;
            case 105:
                return this with { Headline = Headline ?? Decode(value) };
            case 5:
                return this with { ObjectName = ObjectName ?? Decode(value) };
            case 120:
                return this with { Caption = Caption ?? Decode(value) };
            default:
                return this;
        }
    }

    // IIM 4, 1.6: a mark, record, data set, length. The highest bit of the length tells of a longer form, which no text has that AutoTag reads.
    private static bool Next(ref ReadOnlySpan<byte> rest, out byte record, out byte dataSet, out ReadOnlySpan<byte> value)
    {
        record = dataSet = 0;
        value = [];
        if (rest.Length < HeaderBytes || rest[0] != Mark)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]);
        if (length > rest.Length - HeaderBytes)
        {
            return false;
        }

        record = rest[1];
        dataSet = rest[2];
        value = rest.Slice(HeaderBytes, length);
        rest = rest[(HeaderBytes + length)..];
        return true;
    }

    // Few programs declare their character set (1:90), and many that declare none write UTF-8. Latin-1 text is hardly ever valid UTF-8 by chance.
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
