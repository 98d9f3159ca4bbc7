using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>What a picture takes of OpenAI's models, at most (developers.openai.com, images and vision).</summary>
internal static class OpenAiImageTokens
{
    // Tiles of 512 px for the larger models, patches of 32 px for the smaller, which do not heed "low". The longer name stands before the shorter.
    public static IReadOnlyList<ImageFamily> Families { get; } =
    [
        new("gpt-4o-mini", size => 2_833 + 5_667 * Tiles(size), InLowDetail: 2_833),
        new("gpt-4.1-mini", size => Patches(size, 1.62)),
        new("gpt-4.1-nano", size => Patches(size, 2.46)),
        new("gpt-4", size => 85 + 170 * Tiles(size), InLowDetail: 85),
        new("gpt-5-mini", size => Patches(size, 1.62)),
        new("gpt-5-nano", size => Patches(size, 2.46)),
        new("gpt-5.4-mini", size => Patches(size, 1.62)),
        new("gpt-5.4-nano", size => Patches(size, 1.62)),
        new("gpt-", size => Math.Max(70 + 140 * Tiles(size), Patches(size, 2.46))),
        new("o4-mini", size => Patches(size, 1.72)),
    ];

    private static long Patches(PixelSize size, double factor) => (long)Math.Ceiling(Math.Min(ImageFamily.Patches(size, 32), 1_536) * factor);

    // Fitted into 2048 × 2048, then the shorter side shrunk to 768.
    private static long Tiles(PixelSize size)
    {
        double fit = Math.Min(1, 2_048.0 / size.LongSide);
        double scale = fit * Math.Min(1, 768 / (size.ShortSide * fit));
        return (long)(Math.Ceiling(size.Width * scale / 512) * Math.Ceiling(size.Height * scale / 512));
    }
}
