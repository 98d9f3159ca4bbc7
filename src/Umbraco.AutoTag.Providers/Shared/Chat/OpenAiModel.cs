using System.Globalization;
using System.Text.RegularExpressions;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>
/// What is known of OpenAI's models, wherever they are served: a parameter is sent only to a model that takes it, because the others refuse the
/// whole request.
/// </summary>
internal static partial class OpenAiModel
{
    /// <summary>Enough for an answer and for the thoughts before it at low effort.</summary>
    public const int DefaultMaxOutputTokens = 2_048;

    /// <summary>Naming what is in a picture needs little thought, and every model that thinks takes this word.</summary>
    public const string DefaultEffort = "low";

    /// <summary>Enough for keywords and alt text, at a tenth of the price of high in the models that heed it.</summary>
    public const string DefaultDetail = "low";

    private const int FirstThatThinks = 5;

    /// <summary>The words for how finely a picture is looked at.</summary>
    public static IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string> { ["low"] = "low", ["high"] = "high", ["auto"] = "auto" };

    /// <summary>The words for how long a model thinks; which of them a model takes, its own page says.</summary>
    public static IReadOnlyDictionary<string, string?> Efforts { get; } =
        new[] { "none", "minimal", "low", "medium", "high", "max" }.ToDictionary(word => word, word => (string?)word);

    /// <summary>
    /// True for a model that thinks before it answers: the o-series, and GPT from 5 on but for its chat variants. It takes
    /// <c>reasoning_effort</c>; its thoughts count against the answer's limit and are paid for.
    /// </summary>
    public static bool Thinks(string? model)
    {
        string name = (model ?? string.Empty).Trim();
        Match gpt = Gpt().Match(name);
        return gpt.Success
            ? int.Parse(gpt.Groups["generation"].Value, CultureInfo.InvariantCulture) >= FirstThatThinks && !name.Contains("-chat", StringComparison.OrdinalIgnoreCase)
            : Series().IsMatch(name);
    }

    // "ft:" stands before the name of a model that a site has trained further.
    [GeneratedRegex(@"^(ft:)?gpt-(?<generation>[0-9]{1,3})", RegexOptions.IgnoreCase)]
    private static partial Regex Gpt();

    [GeneratedRegex(@"^(ft:)?o[0-9](-|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Series();
}
