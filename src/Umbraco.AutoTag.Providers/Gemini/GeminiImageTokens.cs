using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>What a picture takes of Gemini's models, at most (ai.google.dev, media resolution).</summary>
internal static class GeminiImageTokens
{
    // 1,120 at the default (high) of Gemini 3; 258 per tile of 768 px before it.
    public static IReadOnlyList<ImageFamily> Families { get; } =
    [
        new("gemini-2", Tiles),
        new("gemini-3", _ => 1_120),
        new("gemini-", size => Math.Max(Tiles(size), 1_120)),
    ];

    private static long Tiles(PixelSize size) => size.LongSide <= 384 ? 258 : 258 * ImageFamily.Patches(size, 768);
}
