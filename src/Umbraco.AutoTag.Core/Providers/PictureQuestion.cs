namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// A question that a site asks about each picture, for systems that are asked in words. Its answer becomes a keyword, so that it waits, is written and is
/// decided about like every other.
/// </summary>
/// <param name="Ask">The question, as one line, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Keyword">What a yes becomes; null where the answer itself is the keyword.</param>
public sealed record PictureQuestion(string Ask, string? Keyword = null)
{
    /// <summary>The most UTF-16 characters of a question: it is paid for with every picture.</summary>
    public const int MaxLength = 300;

    /// <summary>The most UTF-16 characters of the keyword that a yes becomes: no longer one is ever written.</summary>
    public const int MaxKeywordLength = 64;
}
