using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>
/// How many tokens a picture takes at most, by the vendor's formula for the model's family. Where documentation and measurement differ, or it is
/// not known which of two formulae holds, the dearer is taken: a budget reserves by it.
/// </summary>
public static class ImageTokens
{
    /// <summary>Finer than the patches of any model known, for families whose formula is not.</summary>
    private const int FinestPatch = 16;

    /// <summary>Tokens of one picture, at most.</summary>
    /// <param name="model">As asked for; a vendor's name before a slash is ignored.</param>
    /// <param name="size">As sent.</param>
    /// <param name="lowDetail">True where the system is asked to look at it in low detail; models that are known not to heed that count it in full.</param>
    public static long AtMost(string? model, PixelSize size, bool lowDetail = false)
    {
        string name = (model ?? string.Empty).Trim().ToLowerInvariant();
        name = name[(name.LastIndexOf('/') + 1)..];
        Family? family = s_families.FirstOrDefault(known => name.StartsWith(known.Prefix, StringComparison.Ordinal));
        return family switch
        {
            null => Patches(size, FinestPatch),
            { InLowDetail: { } low } when lowDetail => low,
            _ => family.Tokens(size),
        };
    }

    private sealed record Family(string Prefix, Func<PixelSize, long> Tokens, long? InLowDetail = null);

    // The first prefix that fits counts, so the longer stands before the shorter.
    private static readonly Family[] s_families =
    [
        // platform.claude.com, vision: patches of 28 px in the newer pages, w·h/750 in the older; larger pictures are shrunk to 4,784.
        new("claude-", size => Math.Min(Math.Max(Patches(size, 28), Ceiling(size.Pixels, 750)), 4_784)),

        // developers.openai.com, images and vision: tiles of 512 px for the larger models, patches of 32 px for the smaller, which do not heed "low".
        new("gpt-4o-mini", size => 2_833 + 5_667 * Tiles(size), InLowDetail: 2_833),
        new("gpt-4.1-mini", size => OpenAiPatches(size, 1.62)),
        new("gpt-4.1-nano", size => OpenAiPatches(size, 2.46)),
        new("gpt-4", size => 85 + 170 * Tiles(size), InLowDetail: 85),
        new("gpt-5-mini", size => OpenAiPatches(size, 1.62)),
        new("gpt-5-nano", size => OpenAiPatches(size, 2.46)),
        new("gpt-5.4-mini", size => OpenAiPatches(size, 1.62)),
        new("gpt-5.4-nano", size => OpenAiPatches(size, 1.62)),
        new("gpt-", size => Math.Max(70 + 140 * Tiles(size), OpenAiPatches(size, 2.46))),
        new("o4-mini", size => OpenAiPatches(size, 1.72)),

        // ai.google.dev, media resolution: 1,120 at the default (high) of Gemini 3; 258 per tile of 768 px before it.
        new("gemini-2", GeminiTiles),
        new("gemini-3", _ => 1_120),
        new("gemini-", size => Math.Max(GeminiTiles(size), 1_120)),

        // docs.mistral.ai, vision: patches of 16 px and one token for the end of each row, in the model with the most.
        new("pixtral-", MistralPatches),
        new("mistral-", MistralPatches),
        new("ministral-", MistralPatches),

        new("moondream", _ => 730),
    ];

    private static long Patches(PixelSize size, int side) => Ceiling(size.Width, side) * Ceiling(size.Height, side);

    private static long OpenAiPatches(PixelSize size, double factor) => (long)Math.Ceiling(Math.Min(Patches(size, 32), 1_536) * factor);

    private static long MistralPatches(PixelSize size) => Patches(size, 16) + Ceiling(size.Height, 16);

    private static long GeminiTiles(PixelSize size) => size.LongSide <= 384 ? 258 : 258 * Patches(size, 768);

    // Fitted into 2048 × 2048, then the shorter side shrunk to 768.
    private static long Tiles(PixelSize size)
    {
        double fit = Math.Min(1, 2_048.0 / size.LongSide);
        double scale = fit * Math.Min(1, 768 / (size.ShortSide * fit));
        return (long)(Math.Ceiling(size.Width * scale / 512) * Math.Ceiling(size.Height * scale / 512));
    }

    private static long Ceiling(long amount, long part) => (amount + part - 1) / part;
}
