using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>A word that holds keys of images, 16 bytes each.</summary>
internal sealed class ImageKeysAttribute() : ValidationAttribute($"The field {{0}} must hold 1 to {ReviewFilter.MaxImages} keys of 16 bytes, in Base64 for addresses.")
{
    private const int KeyBytes = 16;

    public override bool IsValid(object? value) => value is not string word || Read(word) is { Count: > 0 and <= ReviewFilter.MaxImages };

    /// <summary>The keys; null where the word is none.</summary>
    public static IReadOnlyList<Guid>? Read(string word)
    {
        if (!Base64Url.IsValid(word, out int length) || length % KeyBytes != 0)
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(word);
        return [.. bytes.Chunk(KeyBytes).Select(key => new Guid(key, bigEndian: true)).Distinct()];
    }
}
