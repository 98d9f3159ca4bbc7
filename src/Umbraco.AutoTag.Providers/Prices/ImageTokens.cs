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
    public static long AtMost(string? model, PixelSize size)
    {
        string family = (model ?? string.Empty).Trim().ToLowerInvariant();
        family = family[(family.LastIndexOf('/') + 1)..];
        return s_families.FirstOrDefault(known => family.StartsWith(known.Prefix, StringComparison.Ordinal)).Tokens is { } tokens
            ? tokens(size)
            : Patches(size, FinestPatch);
    }

    // The first prefix that fits counts, so the longer stands before the shorter.
    private static readonly (string Prefix, Func<PixelSize, long> Tokens)[] s_families =
    [
        // platform.claude.com, vision: patches of 28 px in the newer pages, w·h/750 in the older; larger pictures are shrunk to 4,784.
        ("claude-", size => Math.Min(Math.Max(Patches(size, 28), Ceiling(size.Pixels, 750)), 4_784)),

        // developers.openai.com, images and vision: tiles of 512 px for the larger models, patches of 32 px for the smaller.
        ("gpt-4o-mini", size => 2_833 + 5_667 * Tiles(size)),
        ("gpt-4.1-mini", size => OpenAiPatches(size, 1.62)),
        ("gpt-4.1-nano", size => OpenAiPatches(size, 2.46)),
        ("gpt-4", size => 85 + 170 * Tiles(size)),
        ("gpt-5-mini", size => OpenAiPatches(size, 1.62)),
        ("gpt-5-nano", size => OpenAiPatches(size, 2.46)),
        ("gpt-5.4-mini", size => OpenAiPatches(size, 1.62)),
        ("gpt-5.4-nano", size => OpenAiPatches(size, 1.62)),
        ("gpt-", size => Math.Max(70 + 140 * Tiles(size), OpenAiPatches(size, 2.46))),
        ("o4-mini", size => OpenAiPatches(size, 1.72)),

        // ai.google.dev, media resolution: 1,120 at the default (high) of Gemini 3; 258 per tile of 768 px before it.
        ("gemini-2", GeminiTiles),
        ("gemini-3", _ => 1_120),
        ("gemini-", size => Math.Max(GeminiTiles(size), 1_120)),

        ("moondream", _ => 730),
    ];

    private static long Patches(PixelSize size, int side) => Ceiling(size.Width, side) * Ceiling(size.Height, side);

    private static long OpenAiPatches(PixelSize size, double factor) => (long)Math.Ceiling(Math.Min(Patches(size, 32), 1_536) * factor);

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
