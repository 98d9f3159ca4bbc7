using System.Security.Cryptography;
using System.Text;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>The word by which suggestions of the same value are put together: the folded value, short enough for an index.</summary>
public static class ReviewValueKey
{
    /// <summary>Characters it has at most.</summary>
    public const int MaxLength = 200;

    private const int HashLength = 32;

    /// <summary>The key of a value. Long values that begin alike keep different keys.</summary>
    public static string Of(string value)
    {
        string folded = FieldText.Fold(value);
        if (folded.Length <= MaxLength)
        {
            return folded;
        }

        int kept = MaxLength - HashLength;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded)))[..HashLength];
        return folded[..(char.IsHighSurrogate(folded[kept - 1]) ? kept - 1 : kept)] + hash;
    }
}
