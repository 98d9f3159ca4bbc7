using System.Globalization;
using System.Text.RegularExpressions;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>
/// What an alternative text must be to stand in for the picture (WCAG 2.2, 1.1.1; W3C alt decision tree): it says what is to be seen, and neither
/// that it is a picture nor what to feel about it. In English, Danish, German, French, Spanish and Dutch, whatever the profile's language is.
/// </summary>
public static partial class AltText
{
    // Fewer are a sentence about few things; with more words each they are clauses.
    private const int FewestListed = 4;
    private const int MostWordsOfListed = 2;

    // A shorter first sentence is a heading, and what follows it is the text.
    private const int ShortestWhole = 40;

    /// <summary>The text by the rules; empty where it is no text but a list of keywords, or says nothing but that it is a picture.</summary>
    /// <param name="text">Without markup, on one line.</param>
    public static string Clean(string text)
    {
        string said = Nominative(WithoutTail(ImageOf().Replace(text, string.Empty).Trim()));
        return IsKeywordList(said) || NothingButPicture().IsMatch(said) ? string.Empty : Capitalised(said);
    }

    /// <summary>A text that is too long, to the end of the last sentence that fits; as it is where it fits, or no sentence ends early enough.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The most UTF-16 characters.</param>
    public static string ToWholeSentences(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        Match? last = SentenceEnd().Matches(text).LastOrDefault(end => end.Index < maxLength && end.Index + 1 >= ShortestWhole);
        return last is null ? text : text[..(last.Index + 1)];
    }

    // "…, creating a serene atmosphere." What it does to the reader is the reader's, and never what is to be seen.
    private static string WithoutTail(string text)
    {
        string cut = text;
        foreach (Regex tail in s_tails)
        {
            cut = tail.Replace(cut, "$1");
        }

        return cut.Length >= ShortestLeft(text) ? cut.TrimEnd(' ', ',') : text;
    }

    // A tail that leaves next to nothing was no tail.
    private static int ShortestLeft(string text) => Math.Min(12, text.Length);

    private static bool IsKeywordList(string text)
    {
        string[] parts = text.TrimEnd('.').Split([',', ';', '|', '#'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= FewestListed && parts.All(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWordsOfListed);
    }

    // "Bild von einem Hund", "image du port": the case goes with the words that asked for it.
    private static string Nominative(string text) => Oblique().Replace(text, article => article.Value.ToLowerInvariant() switch
    {
        "einem" or "einen" => "Ein",
        "einer" => "Eine",
        _ => article.Value,
    });

    private static string Capitalised(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..] : text;

    [GeneratedRegex(
        """
        ^\s*(?:
            (?:(?:this|the)\s+(?:is\s+)?)?(?:an?\s+)?(?:close-?up\s+|black[ -]and[ -]white\s+)?(?:image|picture|photo|photograph)\s+(?:of|showing|shows|depicting|depicts)\s+
            |(?:dette\s+(?:er\s+)?|her\s+ses\s+)?(?:et\s+)?(?:billede|foto|fotografi)t?\s+(?:af|viser|der\s+viser|forestiller)\s+
            |(?:dies(?:es)?\s+(?:ist\s+)?|das\s+)?(?:ein(?:e|es)?\s+)?(?:bild|foto|fotografie|aufnahme|abbildung)\s+(?:von|zeigt|mit)\s+
            |(?:ceci\s+est\s+|cette\s+|l['’])?(?:une?\s+)?(?:image|photo|photographie)\s+(?:de\s+(?=un|une|deux|trois|plusieurs|la|l['’])|d['’](?=une?\s)|montrant\s+|montre\s+|représentant\s+|représente\s+)
            |(?:esta\s+(?:es\s+)?|la\s+)?(?:una\s+)?(?:imagen|foto|fotografía)\s+(?:de\s+(?=una?\s|dos|tres|varios|varias|la\s|las\s|los\s)|que\s+muestra\s+|muestra\s+|mostrando\s+)
            |(?:dit\s+is\s+|deze\s+|de\s+)?(?:een\s+)?(?:afbeelding|foto|beeld)\s+(?:van|toont|met|waarop)\s+
        )
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ImageOf();

    [GeneratedRegex(@"^(?:einem|einen|einer)(?=\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Oblique();

    [GeneratedRegex(@"^(?:(?:an?|the|this|et|ein|das|une?|la|una|een|de)\s+)?(?:image|picture|photo|photograph|billede|foto|bild|imagen|afbeelding)\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NothingButPicture();

    // Also the full stops of Chinese and Japanese.
    [GeneratedRegex(@"[.!?](?=\s+\p{Lu})|[。！？]")]
    private static partial Regex SentenceEnd();

    private static readonly Regex[] s_tails = [EnglishTail(), EnglishSentence(), DanishTail(), GermanTail(), FrenchTail(), SpanishTail(), DutchTail()];

    [GeneratedRegex(
        @",\s+(?:thus\s+|gently\s+|further\s+)?(?:creating|evoking|conveying|giving|adding(?:\s+to)?|capturing|suggesting|exuding|radiating|lending|contributing\s+to|enhancing)\s+[^,.;!?]{0,60}\b(?:atmosphere|mood|feel|feeling|vibe|ambiance|ambience|tone|sense\s+of\s+[^,.;!?]{1,40}|tranquility|serenity)(?:\s+(?:to|of|in)\s+[^,.;!?]{1,40})?([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishTail();

    [GeneratedRegex(
        @"(?<=[.!?])\s+(?:overall,?\s+)?(?:the|this)\s+(?:overall\s+|whole\s+|entire\s+)?(?:scene|image|picture|photo|photograph|mood|atmosphere|setting|composition)\s+(?:is|feels|creates|conveys|evokes|suggests|exudes|captures|radiates)\s+[^.!?]{0,60}\b(?:atmosphere|mood|feeling|vibe|ambiance|ambience|peaceful|serene|calm|tranquil|cozy|inviting|nostalgic|warmth|tranquility|serenity|sense\s+of\s+[^.!?]{1,40})[^.!?]{0,30}[.!]?($)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishSentence();

    [GeneratedRegex(
        @",\s+(?:hvilket|som|der|og\s+det)\s+(?:skaber|giver|tilføjer|udstråler)\s+[^,.;!?]{0,50}\b(?:stemning|atmosfære|følelse(?:\s+af\s+[^,.;!?]{1,30})?)([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DanishTail();

    [GeneratedRegex(
        @",\s+(?:was|die|der|das|wodurch)\s+[^,.;!?]{0,50}\b(?:atmosphäre|stimmung|gefühl(?:\s+von\s+[^,.;!?]{1,30})?)\s+(?:schafft|erzeugt|vermittelt|verleiht|entsteht|ausstrahlt)([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GermanTail();

    [GeneratedRegex(
        @",\s+(?:créant|ce\s+qui\s+crée|donnant|évoquant|dégageant|conférant)\s+[^,.;!?]{0,50}\b(?:atmosphère|ambiance|impression\s+de\s+[^,.;!?]{1,30}|sentiment\s+de\s+[^,.;!?]{1,30})(?:\s+[\p{L}]+(?:\s+et\s+[\p{L}]+)?)?([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FrenchTail();

    [GeneratedRegex(
        @",\s+(?:creando|lo\s+que\s+crea|evocando|transmitiendo|dando)\s+[^,.;!?]{0,50}\b(?:atmósfera|ambiente|sensación\s+de\s+[^,.;!?]{1,30})(?:\s+[\p{L}]+(?:\s+y\s+[\p{L}]+)?)?([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpanishTail();

    [GeneratedRegex(
        @",\s+(?:wat|waardoor|die|dat)\s+[^,.;!?]{0,50}\b(?:sfeer|gevoel(?:\s+van\s+[^,.;!?]{1,30})?)\s+(?:creëert|geeft|ontstaat|uitstraalt|oproept)([.!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DutchTail();
}
