using System.Collections.Frozen;

namespace Umbraco.AutoTag.Core.Text;

/// <summary>Words and phrases that are looked for in texts as words of their own: "arm" is not in "farm".</summary>
internal sealed class WordList
{
    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string> _openings;
    private readonly int _longest;
    private readonly string _language;

    /// <param name="words">Words or phrases, in any case.</param>
    /// <param name="language">Whose plurals count too; empty for none.</param>
    public WordList(IEnumerable<string> words, string language)
    {
        _language = language;
        string[][] split = [.. words.Select(Split).Where(parts => parts.Length > 0)];
        _words = split.Select(parts => string.Join(' ', parts)).ToFrozenSet();
        _openings = split.Where(parts => parts.Length > 1).Select(parts => parts[0]).ToFrozenSet();
        _longest = split.Select(parts => parts.Length).DefaultIfEmpty().Max();
    }

    /// <summary>True where one of them is in the text.</summary>
    public bool IsIn(string text)
    {
        if (_longest == 0)
        {
            return false;
        }

        string[] parts = Split(text);
        for (int start = 0; start < parts.Length; start++)
        {
            // A plural is told by its last word: a phrase begins as it was written down, or not at all.
            int longest = _openings.Contains(parts[start]) ? _longest : 1;
            for (int length = 1; length <= longest && start + length <= parts.Length; length++)
            {
                string phrase = length == 1 ? parts[start] : string.Join(' ', parts, start, length);
                if (_words.Contains(phrase) || Plurals.SingularsOf(phrase, _language).Any(_words.Contains))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string[] Split(string text)
    {
        string folded = FieldText.Fold(text);
        return string.Create(folded.Length, folded, static (letters, from) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                letters[i] = char.IsLetterOrDigit(from[i]) || char.IsSurrogate(from[i]) || char.GetUnicodeCategory(from[i]) is System.Globalization.UnicodeCategory.NonSpacingMark
                    ? from[i]
                    : ' ';
            }
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
