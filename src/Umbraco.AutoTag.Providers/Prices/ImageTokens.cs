using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Anthropic;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.Mistral;
using Umbraco.AutoTag.Providers.Moondream;
using Umbraco.AutoTag.Providers.OpenAi;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>
/// How many tokens a picture takes at most, by the vendor's formula for the model's family. Where documentation and measurement differ, or it is
/// not known which of two formulae holds, the dearer is taken: a budget reserves by it.
/// </summary>
public static class ImageTokens
{
    /// <summary>Finer than the patches of any model known, for families whose formula is not.</summary>
    private const int FinestPatch = 16;

    /// <summary>
    /// Some models blow every picture up to a size of their own, or cut a small one into as many tiles as a large one (Gemma 4: 1,120 tokens, Phi-3: 2,371,
    /// LLaVA-NeXT: 2,928, Llama 4: some 2,500): a family that is not known takes no less than for a picture of 1024 × 768.
    /// </summary>
    private const int LeastWhereUnknown = 3_072;

    /// <summary>Tokens of one picture, at most.</summary>
    /// <param name="model">As asked for; a vendor's name before a slash is ignored.</param>
    /// <param name="size">As sent.</param>
    /// <param name="lowDetail">True where the system is asked to look at it in low detail; models that are known not to heed that count it in full.</param>
    public static long AtMost(string? model, PixelSize size, bool lowDetail = false)
    {
        string name = (model ?? string.Empty).Trim().ToLowerInvariant();
        name = name[(name.LastIndexOf('/') + 1)..];
        ImageFamily? family = s_families.FirstOrDefault(known => name.StartsWith(known.Prefix, StringComparison.Ordinal));
        return family switch
        {
            null => Math.Max(ImageFamily.Patches(size, FinestPatch), LeastWhereUnknown),
            { InLowDetail: { } low } when lowDetail => low,
            _ => family.Tokens(size),
        };
    }

    // Each vendor's own formulae: its models answer at other addresses, too.
    private static readonly ImageFamily[] s_families =
    [
        .. AnthropicImageTokens.Families,
        .. OpenAiImageTokens.Families,
        .. GeminiImageTokens.Families,
        .. MistralImageTokens.Families,
        .. MoondreamImageTokens.Families,
        .. LlamaImageTokens.Families,
    ];
}
