using System.Security.Cryptography;

namespace Umbraco.AutoTag.Core.Values;

/// <summary>The SHA-256 of a media file's bytes: what was looked at, whatever the file is called and wherever it lies.</summary>
public readonly record struct ContentHash
{
    private readonly string? _hex;

    private ContentHash(string hex) => _hex = hex;

    /// <summary>64 lower-case hexadecimal characters.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("This content hash was never computed.");

    /// <summary>Hashes bytes in memory.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Hashes a stream to its end.</summary>
    public static async Task<ContentHash> OfAsync(Stream bytes, CancellationToken cancellationToken) =>
        new(Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)));

    /// <summary>Reads back a hash that was stored.</summary>
    /// <exception cref="FormatException">Not 64 hexadecimal characters.</exception>
    public static ContentHash Parse(string hex) => hex.Length == 64 && hex.All(char.IsAsciiHexDigit)
        ? new ContentHash(hex.ToLowerInvariant())
        : throw new FormatException($"'{hex}' is not a SHA-256 in hexadecimal.");

    /// <inheritdoc />
    public override string ToString() => _hex ?? string.Empty;
}
