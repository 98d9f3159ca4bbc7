using System.Collections.Frozen;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>
/// Which words a word may be the plural of. The answers are guesses, more than one, and never shown or written: two keywords are taken for
/// one only where the guess is a word that was really said, or that stands in the vocabulary. No word is made up.
/// </summary>
/// <remarks>
/// By the last word of a keyword, in the language of the profile: English, Danish, German, French, Spanish and Dutch. In any other language
/// nothing is the plural of anything. Definite forms (Danish "hunden") are not plurals.
/// </remarks>
public static class Plurals
{
    // A shorter word is as likely another word: "as" is not the plural of "a".
    private const int ShortestStem = 3;

    private static readonly FrozenDictionary<string, Rule[]> s_rules = new Dictionary<string, Rule[]>
    {
        ["en"] = [new("ies", "y", "ie"), new("ves", "f", "fe"), new("es", ""), new("s", "") { ButNot = ["ss", "us", "is"] }],
        ["da"] = [new("er", "", "e"), new("e", "")],
        ["de"] = [new("innen", "in"), new("en", "", "e"), new("n", ""), new("er", ""), new("e", ""), new("s", "") { ButNot = ["ss"] }],
        ["fr"] = [new("aux", "al", "ail", "au"), new("x", ""), new("s", "") { ButNot = ["ss"] }],
        ["es"] = [new("ces", "z"), new("ones", "ón"), new("anes", "án"), new("enes", "én"), new("ines", "ín"), new("unes", "ún"), new("es", ""), new("s", "")],
        ["nl"] = [new("'s", ""), new("’s", ""), new("eren", ""), new("en", ""), new("s", "") { ButNot = ["ss"] }],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> s_irregular = new Dictionary<string, FrozenDictionary<string, string>>
    {
        ["en"] = Pairs("men man, women woman, children child, people person, feet foot, teeth tooth, geese goose, mice mouse, oxen ox, leaves leaf, wolves wolf"),
        ["da"] = Pairs("børn barn, mænd mand, gæs gås, bøger bog, fødder fod, hænder hånd, tænder tand, køer ko, øjne øje, nætter nat, mennesker menneske"),
        ["fr"] = Pairs("yeux oeil, travaux travail, bijoux bijou"),
        ["nl"] = Pairs("steden stad, schepen schip, kinderen kind, koeien koe, eieren ei"),
        ["de"] = Pairs("museen museum, zentren zentrum"),
        ["es"] = Pairs("jóvenes joven"),
    }.ToFrozenDictionary();

    // What looks like a plural and is something else.
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_never = new Dictionary<string, FrozenSet<string>>
    {
        ["en"] = Words("news glasses arms goods customs spectacles species series sports physics clothes stairs woods means"),
        ["da"] = Words("penge briller klæder"),
        ["de"] = Words("ferien leute eltern"),
        ["fr"] = Words("lunettes fils corps bras temps"),
        ["es"] = Words("gafas lunes martes jueves viernes crisis"),
        ["nl"] = Words("hersenen"),
    }.ToFrozenDictionary();

    /// <summary>The words that this one may be the plural of; none in languages without rules.</summary>
    /// <param name="folded">In the form of <see cref="FieldText.Fold"/>.</param>
    /// <param name="language">Two-letter ISO 639-1.</param>
    public static IReadOnlyList<string> SingularsOf(string folded, string language)
    {
        if (!s_rules.TryGetValue(language, out Rule[]? rules))
        {
            return [];
        }

        int last = folded.LastIndexOf(' ') + 1;
        string word = last == 0 ? folded : folded[last..];
        return MayBePlural(word, language, rules) && !s_never[language].Contains(word)
            ? [.. OfWord(word, language, rules).Distinct().Select(singular => folded[..last] + singular)]
            : [];
    }

    // Most words are none, and every word of every decision is asked about: nothing is allocated to say so.
    private static bool MayBePlural(string word, string language, Rule[] rules)
    {
        foreach (Rule rule in rules)
        {
            if (rule.Fits(word))
            {
                return true;
            }
        }

        return s_irregular[language].ContainsKey(word) || (language == "de" && word.AsSpan().ContainsAny('ä', 'ö', 'ü'));
    }

    private static IEnumerable<string> OfWord(string word, string language, Rule[] rules)
    {
        if (s_irregular[language].TryGetValue(word, out string? irregular))
        {
            yield return irregular;
        }

        foreach (Rule rule in rules.Where(rule => rule.Fits(word)))
        {
            foreach (string ending in rule.Endings)
            {
                string singular = word[..^rule.Plural.Length] + ending;
                foreach (string spelling in singular.Length >= ShortestStem ? Spellings(singular, language) : [])
                {
                    yield return spelling;
                }
            }
        }

        if (language == "de" && WithoutUmlaut(word) is { } same)
        {
            yield return same;
        }
    }

    private static IEnumerable<string> Spellings(string stem, string language)
    {
        yield return stem;
        // katte – kat, katten – kat
        if (language is "da" or "nl" && stem.Length > ShortestStem && stem[^1] == stem[^2])
        {
            yield return stem[..^1];
        }

        if (language == "de" && WithoutUmlaut(stem) is { } plain)
        {
            yield return plain;
        }

        if (language == "nl" && DutchSingular(stem) is { } dutch)
        {
            yield return dutch;
        }
    }

    // Häuser – Haus: the last umlaut goes.
    private static string? WithoutUmlaut(string word)
    {
        int at = word.LastIndexOfAny(['ä', 'ö', 'ü']);
        return at < 0 ? null : word[..at] + (word[at] switch { 'ä' => 'a', 'ö' => 'o', _ => 'u' }) + word[(at + 1)..];
    }

    // bomen – boom, huizen – huis, wolven – wolf: an open syllable wrote its long vowel once, and z and v stand for s and f.
    private static string? DutchSingular(string stem)
    {
        char end = stem[^1] switch { 'z' => 's', 'v' => 'f', var other => other };
        bool isOpen = IsVowel(stem[^2]) && !IsVowel(stem[^1]) && (stem.Length < 3 || !IsVowel(stem[^3]));
        string singular = (isOpen ? stem[..^1] + stem[^2] : stem[..^1]) + end;
        return singular == stem ? null : singular;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    private static FrozenDictionary<string, string> Pairs(string pairs) =>
        pairs.Split(", ").Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet();

    /// <param name="Plural">How a plural ends.</param>
    /// <param name="Endings">What the singular may have in its place.</param>
    private sealed record Rule(string Plural, params string[] Endings)
    {
        /// <summary>Endings of words that end like this plural and are none.</summary>
        public string[] ButNot { get; init; } = [];

        public bool Fits(string word)
        {
            if (!word.EndsWith(Plural, StringComparison.Ordinal))
            {
                return false;
            }

            foreach (string not in ButNot)
            {
                if (word.EndsWith(not, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
