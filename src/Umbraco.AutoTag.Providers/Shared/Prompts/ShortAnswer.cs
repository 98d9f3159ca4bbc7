using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>
/// What the answer to a site's own question comes to: a plain yes gives the keyword the site named for it, and where it named none the answer is the
/// keyword. A no, an "unknown", and a sentence where a word was asked for give nothing.
/// </summary>
internal static class ShortAnswer
{
    private const int MaxWords = 3;

    private static readonly HashSet<string> s_nothing = new(StringComparer.OrdinalIgnoreCase) { "yes", "true", "no", "false", "none", "unknown", "n/a", "null" };

    /// <summary>The keyword; null where there is none.</summary>
    /// <param name="text">As the model wrote it; null where it wrote none.</param>
    /// <param name="question">What was asked.</param>
    public static string? ToKeyword(string? text, PictureQuestion question)
    {
        string answer = UntrustedText.Clean(text, ObservationList.MaxKeywordLength + 1).Trim(' ', '.', '!', '"', '\'');
        if (question.Keyword is { } keyword)
        {
            return answer.Equals("yes", StringComparison.OrdinalIgnoreCase) ? keyword : null;
        }

        return s_nothing.Contains(answer) || answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MaxWords ? null : answer;
    }
}
