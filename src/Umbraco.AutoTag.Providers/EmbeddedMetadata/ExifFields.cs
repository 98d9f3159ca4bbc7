using System.Text;

namespace Umbraco.AutoTag.Providers.EmbeddedMetadata;

/// <summary>What Windows writes into EXIF: <c>XPTitle</c> and <c>XPKeywords</c>, UTF-16, keywords separated by semicolons.</summary>
internal sealed record ExifFields
{
    private const int XpTitle = 0x9C9B;
    private const int XpKeywords = 0x9C9E;
    private const int MaxKeywords = 10_000;

    public static ExifFields None { get; } = new();

    public IReadOnlyList<string> Keywords { get; private init; } = [];

    public string? Title { get; private init; }

    public static ExifFields Of(TiffDirectory directory) => new()
    {
        Title = Text(directory, XpTitle),
        Keywords = [.. (Text(directory, XpKeywords) ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxKeywords)],
    };

    private static string? Text(TiffDirectory directory, int tag) =>
        directory.Find(tag) is { Length: > 0 } bytes ? Encoding.Unicode.GetString(bytes).TrimEnd('\0') : null;
}
