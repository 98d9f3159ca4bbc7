namespace Umbraco.AutoTag.Providers.EmbeddedMetadata;

/// <summary>One text in several languages (XMP specification part 1, 8.2.2.4), each with its <c>xml:lang</c>.</summary>
/// <param name="Items">In the order of the file.</param>
public sealed record LanguageAlternatives(IReadOnlyList<KeyValuePair<string, string>> Items)
{
    private const string Default = "x-default";

    /// <summary>No text.</summary>
    public static LanguageAlternatives None { get; } = new([]);

    /// <summary>
    /// The text for a language: exactly that language, else a regional form of it, else the default. A default that repeats the text of another
    /// language is that language, and no answer: text in a language the page is not in is read out wrongly (WCAG 2.2, 3.1.2).
    /// </summary>
    /// <param name="language">Two-letter ISO 639-1.</param>
    public string? For(string language) => In(language) ?? DefaultText();

    /// <summary>The text that says that it is in a language: exactly that, else a regional form of it.</summary>
    /// <param name="language">Two-letter ISO 639-1.</param>
    public string? In(string language) =>
        Find(tag => string.Equals(tag, language, StringComparison.OrdinalIgnoreCase))
        ?? Find(tag => tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase));

    private string? DefaultText()
    {
        string? text = Find(tag => tag.Equals(Default, StringComparison.OrdinalIgnoreCase) || tag.Length == 0);
        bool isAnotherLanguage = Items.Any(item => item.Value == text && item.Key.Length > 0 && !item.Key.Equals(Default, StringComparison.OrdinalIgnoreCase));
        return isAnotherLanguage ? null : text;
    }

    private string? Find(Func<string, bool> fits) => Items.Where(item => fits(item.Key)).Select(item => item.Value).FirstOrDefault();
}
