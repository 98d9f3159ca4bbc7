using System.Collections.Frozen;
using System.Text;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>
/// Whether a text is clearly in another language than the one that was asked for. Only a clear case counts: a text in another script, or one that
/// has words every sentence of another language has, and none of the asked one's. Short texts, names and languages it does not know pass.
/// </summary>
public static class LanguageCheck
{
    private const int FewestWords = 5;
    private const int FewestLetters = 8;
    private const int EnoughForeignWords = 2;

    // The words that hold sentences together.
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_common = new Dictionary<string, string>
    {
        ["en"] = "the a an and of in on at with is are to from by for its his her their while through over under behind beside near next two three",
        ["da"] = "og i på en et af med er der som til fra ved den det de for under over bag mens foran sig sin sit to tre har ud ind",
        ["de"] = "der die das und in auf mit ein eine einem einen einer eines ist sind im am von zu vor neben unter über während zwei drei hat aus bei dem den",
        ["fr"] = "le la les un une des et de du dans sur avec est sont à au aux en par pour sous devant derrière près deux trois son sa ses qui",
        ["es"] = "el la los las un una unos unas y de del en con es son al por para sobre bajo frente detrás junto dos tres su sus que mientras",
        ["nl"] = "de het een en van in op met is zijn naar uit door voor onder boven achter naast bij twee drie aan te die dat terwijl",
    }.ToFrozenDictionary(words => words.Key, words => words.Value.Split(' ').ToFrozenSet());

    private static readonly FrozenDictionary<string, Script[]> s_scripts = new Dictionary<string, Script[]>
    {
        ["ru"] = [Script.Cyrillic], ["uk"] = [Script.Cyrillic], ["bg"] = [Script.Cyrillic], ["be"] = [Script.Cyrillic], ["mk"] = [Script.Cyrillic],
        ["sr"] = [Script.Cyrillic, Script.Latin], ["el"] = [Script.Greek], ["he"] = [Script.Hebrew],
        ["ar"] = [Script.Arabic], ["fa"] = [Script.Arabic], ["ur"] = [Script.Arabic],
        ["ja"] = [Script.EastAsian], ["zh"] = [Script.EastAsian], ["ko"] = [Script.EastAsian],
    }.ToFrozenDictionary();

    // Written in Latin letters; of other languages nothing is said.
    private static readonly FrozenSet<string> s_latin =
        "en da de fr es nl sv nb nn no fi is it pt pl cs sk sl hr hu ro et lv lt tr ca eu gl ga cy af id ms vi".Split(' ').ToFrozenSet();

    private enum Script
    {
        Other,
        Latin,
        Cyrillic,
        Greek,
        Hebrew,
        Arabic,
        EastAsian,
    }

    /// <summary>True where the text is clearly in another language.</summary>
    /// <param name="text">A sentence or more.</param>
    /// <param name="language">The language that was asked for, two-letter ISO 639-1.</param>
    public static bool Contradicts(string text, string language) => IsInAnotherScript(text, language) || IsInAnotherTongue(text, language);

    private static bool IsInAnotherScript(string text, string language)
    {
        Script[] own = s_latin.Contains(language) ? [Script.Latin] : s_scripts.GetValueOrDefault(language, []);
        if (own.Length == 0)
        {
            return false;
        }

        int letters = 0;
        int foreign = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) && ScriptOf(rune.Value) is var script and not Script.Other)
            {
                letters++;
                foreign += own.Contains(script) ? 0 : 1;
            }
        }

        // A foreign name in the middle is no other language; a Latin name may be most of a short caption.
        return letters >= FewestLetters && foreign > letters * (own.Contains(Script.Latin) ? 0.5 : 0.9);
    }

    private static bool IsInAnotherTongue(string text, string language)
    {
        if (!s_common.TryGetValue(language, out FrozenSet<string>? own))
        {
            return false;
        }

        string[] words = text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '!', '?', '"', '(', ')', '\''], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= FewestWords && s_common.Values.Any(other => other != own && SpeaksFor(other, own, words));
    }

    // A word that two languages share speaks for neither.
    private static bool SpeaksFor(FrozenSet<string> other, FrozenSet<string> own, string[] words) =>
        !words.Any(word => own.Contains(word) && !other.Contains(word))
        && words.Where(word => other.Contains(word) && !own.Contains(word)).Distinct().Count() >= EnoughForeignWords;

    private static Script ScriptOf(int letter) => letter switch
    {
        < 0x0250 or (>= 0x1E00 and < 0x1F00) => Script.Latin,
        >= 0x0370 and < 0x0400 or (>= 0x1F00 and < 0x2000) => Script.Greek,
        >= 0x0400 and < 0x0530 => Script.Cyrillic,
        >= 0x0590 and < 0x0600 => Script.Hebrew,
        >= 0x0600 and < 0x0780 or (>= 0xFB50 and < 0xFE00) => Script.Arabic,
        >= 0x3040 and < 0xA000 or (>= 0x1100 and < 0x1200) or (>= 0xAC00 and < 0xD7B0) => Script.EastAsian,
        _ => Script.Other,
    };
}
