using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Values;

/// <summary>The value of a field: a text, or a list of keywords. Equal when the words are, in the same order.</summary>
public sealed class FieldValue : IEquatable<FieldValue>
{
    private FieldValue(IReadOnlyList<string> parts, bool isList) => (Parts, IsList) = (parts, isList);

    /// <summary>The text as a single part, or the keywords; no part is blank.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>True for keywords.</summary>
    public bool IsList { get; }

    /// <summary>True where there is nothing.</summary>
    public bool IsEmpty => Parts.Count == 0;

    /// <summary>The text, or null where empty.</summary>
    /// <exception cref="InvalidOperationException">These are keywords.</exception>
    public string? Text => IsList ? throw new InvalidOperationException("Keywords are read through Parts.") : Parts.FirstOrDefault();

    /// <summary>A text; white space at its ends does not count, and a blank text is empty.</summary>
    public static FieldValue OfText(string? text) => new(string.IsNullOrWhiteSpace(text) ? [] : [text.Trim()], isList: false);

    /// <summary>Keywords; blank ones do not count.</summary>
    public static FieldValue OfKeywords(IEnumerable<string> keywords) =>
        new([.. keywords.Where(k => !string.IsNullOrWhiteSpace(k)).Select(k => k.Trim())], isList: true);

    /// <summary>The empty value of a field.</summary>
    public static FieldValue EmptyOf(Field field) => field == Field.Keywords ? OfKeywords([]) : OfText(null);

    /// <summary>True where these words are one of the parts, in whatever case and form of Unicode (<see cref="FieldText.Fold"/>).</summary>
    public bool Holds(string words)
    {
        string folded = FieldText.Fold(words);
        return Parts.Any(part => FieldText.Fold(part) == folded);
    }

    /// <inheritdoc />
    public bool Equals(FieldValue? other) => other is not null && IsList == other.IsList && Parts.SequenceEqual(other.Parts, StringComparer.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    /// <inheritdoc />
    public override int GetHashCode() => Parts.Aggregate(IsList ? 1 : 0, (hash, part) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(part)));

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Parts);
}
