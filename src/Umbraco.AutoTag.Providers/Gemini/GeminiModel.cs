using System.Globalization;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>What is known of a Gemini model by its name: a parameter is sent only to a model that takes it, because the others refuse the whole request.</summary>
/// <param name="Id">Without <c>models/</c> in front, as the address wants it.</param>
/// <param name="Generation">2 for <c>gemini-2.5-flash</c>; null where the name does not say, as in <c>gemini-flash-latest</c>.</param>
internal sealed partial record GeminiModel(string Id, int? Generation)
{
    private const int FirstWithLevels = 3;

    /// <summary>Reads a name.</summary>
    public static GeminiModel Of(string? name)
    {
        string id = (name ?? string.Empty).Trim();
        id = id.StartsWith("models/", StringComparison.OrdinalIgnoreCase) ? id["models/".Length..] : id;
        Match match = Numbered().Match(id);
        return new GeminiModel(id, match.Success ? int.Parse(match.Groups["generation"].Value, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Takes <c>thinkingLevel</c>.</summary>
    public bool TakesLevel => Generation >= FirstWithLevels;

    /// <summary>Takes <c>thinkingBudget</c> and no level.</summary>
    public bool TakesBudget => Generation < FirstWithLevels;

    /// <summary>Tokens of a picture, at most (ai.google.dev, media resolution); what is not documented for a resolution counts as the default.</summary>
    public long PictureTokensAtMost(PixelSize size, GeminiResolution resolution) => (Generation, resolution) switch
    {
        (>= FirstWithLevels, GeminiResolution.Low) => 280,
        (>= FirstWithLevels, GeminiResolution.Medium) => 560,
        (< FirstWithLevels, GeminiResolution.Low or GeminiResolution.Medium) => 258,
        _ => ImageTokens.AtMost(Id, size),
    };

    [GeneratedRegex(@"^gemini-(?<generation>[0-9]{1,3})", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();
}

/// <summary>How finely a picture is looked at.</summary>
internal enum GeminiResolution
{
    /// <summary>The model's own default, which is high.</summary>
    Default,

    /// <summary>A quarter of the tokens of high.</summary>
    Low,

    /// <summary>Half the tokens of high.</summary>
    Medium,

    /// <summary>For small text in the picture.</summary>
    High,
}
