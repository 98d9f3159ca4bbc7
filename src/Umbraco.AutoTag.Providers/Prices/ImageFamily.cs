using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>Models of one vendor that count a picture alike.</summary>
/// <param name="Prefix">How their names begin, in lower case.</param>
/// <param name="Tokens">What a picture takes.</param>
/// <param name="InLowDetail">What it takes where the system is asked to look at it in low detail; null where that is known not to be heeded.</param>
internal sealed record ImageFamily(string Prefix, Func<PixelSize, long> Tokens, long? InLowDetail = null)
{
    /// <summary>Squares of this side that a picture is cut into, the last of each row and column included.</summary>
    public static long Patches(PixelSize size, int side) => Parts(size.Width, side) * Parts(size.Height, side);

    /// <summary>Parts of this length, the last included.</summary>
    public static long Parts(long amount, long part) => (amount + part - 1) / part;
}
