using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>What a picture takes of Claude's models, at most (platform.claude.com, vision).</summary>
internal static class AnthropicImageTokens
{
    // Patches of 28 px in the newer pages, w·h/750 in the older; larger pictures are shrunk to 4,784.
    public static IReadOnlyList<ImageFamily> Families { get; } =
        [new("claude-", size => Math.Min(Math.Max(ImageFamily.Patches(size, 28), ImageFamily.Parts(size.Pixels, 750)), 4_784))];
}
