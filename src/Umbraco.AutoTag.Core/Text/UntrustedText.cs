using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>
/// Text that a machine or a stranger wrote: a model's answer, a picture's metadata, a vendor's error message. Cleaned, it is one line of
/// plain words; it still has to be encoded like any other text where it is shown.
/// </summary>
public static partial class UntrustedText
{
    private const int MaxRawLength = 64 * 1024;

    /// <summary>Text that is still encoded after so many rounds was not written for people.</summary>
    private const int MaxDecodingRounds = 4;

    /// <summary>
    /// Removes markup (HTML, Markdown's emphasis, code, links and headings), control, invisible and direction-changing characters, composes
    /// accents (Unicode NFC), makes every white space one blank, and cuts at the last blank before <paramref name="maxLength"/>.
    /// Cleaning twice changes nothing more.
    /// </summary>
    /// <param name="raw">As it came; null and blank give the empty string.</param>
    /// <param name="maxLength">The most UTF-16 characters kept, 1 or more.</param>
    public static string Clean(string? raw, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if (string.IsNullOrWhiteSpace(raw))
        {
            return string.Empty;
        }

        if (raw.Length <= maxLength && IsPlain(raw))
        {
            return raw;
        }

        string bounded = raw.Length > MaxRawLength ? raw[..MaxRawLength] : raw;
        return Cut(Flatten(WithoutMarkup(OnlyVisible(bounded))), maxLength);
    }

    /// <summary>
    /// What a person typed: control, invisible and direction-changing characters go, every white space becomes one blank, and nothing else changes.
    /// </summary>
    /// <param name="typed">As it came; null and blank give the empty string, and so does what no field could hold.</param>
    public static string OnOneLine(string? typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Length > MaxRawLength ? string.Empty : Flatten(OnlyVisible(typed));

    // Most keywords are nothing but letters, and every one is cleaned for every decision: nothing here could be taken out of these.
    private static bool IsPlain(string raw)
    {
        char before = ' ';
        foreach (char letter in raw)
        {
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '-' or ',' or '.' or '\'' || (letter == ' ' && before != ' ')))
            {
                return false;
            }

            before = letter;
        }

        return before != ' ';
    }

    private static string WithoutMarkup(string text)
    {
        for (int round = 0; round < MaxDecodingRounds; round++)
        {
            string before = text;
            text = OnlyVisible(WebUtility.HtmlDecode(text));
            text = Tag().Replace(text, " ");
            text = Link().Replace(text, "$1");
            text = Emphasis().Replace(text, string.Empty);
            text = Heading().Replace(text, string.Empty);
            if (text == before)
            {
                // What still opens a tag is closed by none; a blank in its place joins nothing that was apart.
                return Opener().Replace(text, " ");
            }
        }

        return text.Replace("<", string.Empty, StringComparison.Ordinal)
            .Replace(">", string.Empty, StringComparison.Ordinal)
            .Replace("&", string.Empty, StringComparison.Ordinal);
    }

    private static string OnlyVisible(string text)
    {
        var kept = new StringBuilder(text.Length);
        Rune previous = default;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            Rune rune = runes[i];
            bool joins = IsJoiner(rune) && NeedsJoiners(previous) && i + 1 < runes.Length && NeedsJoiners(runes[i + 1]);
            if (joins || IsVisible(rune))
            {
                kept.Append(rune);
                previous = rune;
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    // Line breaks stay for the moment: a Markdown heading is one only at the start of a line.
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    // Persian, Urdu and the scripts of India spell words with joiners; between any other letters they only hide things.
    private static bool NeedsJoiners(Rune rune) => rune.Value is >= 0x0600 and <= 0x0FFF && (Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static string Flatten(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        int blank = text[end] == ' ' ? end : text.LastIndexOf(' ', Math.Max(end - 1, 0));
        return text[..(blank > 0 ? blank : end)].TrimEnd();
    }

    [GeneratedRegex(@"<[a-zA-Z/!?][^<>]*(?:>|$)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<(?=[a-zA-Z/!?])")]
    private static partial Regex Opener();

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\([^()\s]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*|__|`+")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^\s*#{1,6}\s+", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
