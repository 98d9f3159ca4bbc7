using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Mistral;

/// <summary>What a picture takes of Mistral's models, at most (docs.mistral.ai, vision).</summary>
internal static class MistralImageTokens
{
    // Patches of 16 px and one token for the end of each row, in the model with the most.
    public static IReadOnlyList<ImageFamily> Families { get; } = [new("pixtral-", Patches), new("mistral-", Patches), new("ministral-", Patches)];

    private static long Patches(PixelSize size) => ImageFamily.Patches(size, 16) + ImageFamily.Parts(size.Height, 16);
}
