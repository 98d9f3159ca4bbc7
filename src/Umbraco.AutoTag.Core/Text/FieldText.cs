using System.Globalization;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>The rules a text must keep to become the value of a field.</summary>
public static partial class FieldText
{
    /// <summary>Characters a field takes at most. Alt text aims at 125; 250 is where screen readers lose their listeners.</summary>
    public static int MaxLength(Field field) => field switch
    {
        Field.AltText => 250,
        Field.Title => 150,
        Field.Keywords => 64,
        _ => 1_000,
    };

    /// <summary>
    /// A machine's text as it may be written: without markup and control characters, not a file name, not longer than the field takes and never cut
    /// inside a word; alt text by the rules of <see cref="AltText"/>. Null where nothing worth writing is left.
    /// </summary>
    public static string? Clean(Field field, string? text)
    {
        string cleaned = UntrustedText.Clean(text, maxLength: 4_000);
        if (cleaned.Length == 0 || IsFileName(cleaned))
        {
            return null;
        }

        return field switch
        {
            Field.AltText => AltText.Clean(cleaned) is { Length: > 0 } alt ? CutAtWord(AltText.ToWholeSentences(alt, MaxLength(field)), MaxLength(field)) : null,
            // A keyword that must be cut was no keyword.
            Field.Keywords => cleaned.Length > MaxLength(field) ? null : cleaned,
            _ => CutAtWord(cleaned, MaxLength(field)),
        };
    }

    /// <summary>The form in which two values are the same: case, width and doubled spaces do not count.</summary>
    public static string Fold(string text) =>
        IsFolded(text) ? text : Spaces().Replace(text.Normalize(System.Text.NormalizationForm.FormKC).Trim(), " ").ToLower(CultureInfo.InvariantCulture);

    private static string CutAtWord(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        int space = text.LastIndexOf(' ', maxLength - 1);
        return text[..(space > 0 ? space : WholeCharacters(text, maxLength - 1))].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }

    // A text without a single space is cut between characters, never inside a surrogate pair or before a combining mark.
    private static int WholeCharacters(string text, int maxLength)
    {
        int length = 0;
        foreach (int start in StringInfo.ParseCombiningCharacters(text).TakeWhile(start => start <= maxLength))
        {
            length = start;
        }

        return length;
    }

    // Most keywords come so, and folding is done for every word of every decision.
    private static bool IsFolded(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
                && !(text[i] == ' ' && i > 0 && i < text.Length - 1 && text[i - 1] != ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFileName(string text) => text.Length <= 255 && ((text.Contains('.', StringComparison.Ordinal) && FileName().IsMatch(text)) || CameraName().IsMatch(text));

    [GeneratedRegex(@"\S\.(?:jpe?g|png|gif|webp|tiff?|bmp|avif|heic|svg)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    // What cameras, phones and screenshot tools call their files.
    [GeneratedRegex(@"^(?:img|dsc[nf]?|pxl|mvimg|gopr|screenshot|scan|image|photo|picture|unnamed|untitled)[\s_-]*[\d\s_.()-]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CameraName();

    // All but a single blank, so that nothing is replaced in what needs nothing.
    [GeneratedRegex(@"\s{2,}|[^\S ]")]
    private static partial Regex Spaces();
}
