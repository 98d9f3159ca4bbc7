using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>
/// What the answer to a site's own question comes to: a plain yes gives the keyword the site named for it, and where it named none the answer is the
/// keyword. A no, an "unknown", whatever begins like one in a language of the screens, and a sentence where a word was asked for give nothing.
/// </summary>
internal static class ShortAnswer
{
    private const int MaxWords = 3;

    private static readonly HashSet<string> s_nothing = new(StringComparer.OrdinalIgnoreCase) { "yes", "ja", "oui", "sí", "si", "true", "false", "n/a", "null" };

    // With these a no begins, and what cannot be seen: "no brand", "keine", "ukendt".
    private static readonly HashSet<string> s_beginsNo = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "not", "none", "nothing", "nobody", "unknown", "unclear",
        "nej", "ikke", "ingen", "intet", "ukendt", "uklar", "uklart",
        "nein", "nicht", "nichts", "niemand", "kein", "keine", "keiner", "keines", "keinen", "unbekannt", "unklar",
        "non", "pas", "aucun", "aucune", "rien", "inconnu", "inconnue", "incertain", "indéterminé",
        "ningún", "ninguno", "ninguna", "nada", "nadie", "desconocido", "desconocida", "incierto", "indeterminado",
        "nee", "niet", "niets", "geen", "onbekend", "onduidelijk",
    };

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

        string[] words = answer.Split([' ', ',', '.', ':', ';'], StringSplitOptions.RemoveEmptyEntries);
        return s_nothing.Contains(answer) || words.Length is 0 or > MaxWords || s_beginsNo.Contains(words[0]) ? null : answer;
    }
}
