using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>What a picture takes of Llama 3.2 Vision, whoever runs it, at most (the configuration of the model, <c>MllamaVisionConfig</c>).</summary>
internal static class LlamaImageTokens
{
    private const int TileSide = 560;
    private const int MostTiles = 4;

    // 40 × 40 patches of 14 px and one token for the tile itself.
    private const int TokensOfTile = 1_601;

    /// <summary>As its vendor, Ollama and other hosts write it. Llama 4 counts in another way, and less than what is taken where the way is not known.</summary>
    public static IReadOnlyList<ImageFamily> Families { get; } = [new("llama-3.2", Tiles), new("llama3.2", Tiles), new("llama-3-2", Tiles), new("llama-v3p2", Tiles)];

    private static long Tiles(PixelSize size) => TokensOfTile * Math.Min(MostTiles, ImageFamily.Patches(size, TileSide));
}
