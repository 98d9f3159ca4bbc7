using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// What a site says of how it writes. Language models are handed it as data beside their instructions, so that whoever may write it can change wording
/// and nothing else.
/// </summary>
public sealed record Guidance
{
    /// <summary>The most UTF-16 characters of a brand sheet: about 500 tokens, paid for with every picture.</summary>
    public const int MaxBrandSheetLength = 2_000;

    /// <summary>The most preferred terms.</summary>
    public const int MaxTerms = 200;

    /// <summary>A longer term is none.</summary>
    public const int MaxTermLength = 64;

    private Guidance(string brandSheet, IReadOnlyList<string> terms) => (BrandSheet, Terms) = (brandSheet, terms);

    /// <summary>Nothing said.</summary>
    public static Guidance None { get; } = new(string.Empty, []);

    /// <summary>How the site writes: tone, spelling, names. One line without markup; empty where it does not say.</summary>
    public string BrandSheet { get; }

    /// <summary>Words the site prefers where one of them says what is in the picture, in the order of their weight.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>True where there is nothing to say.</summary>
    public bool IsEmpty => BrandSheet.Length == 0 && Terms.Count == 0;

    /// <summary>Guidance from what somebody wrote: without markup and invisible characters, no longer than the limits.</summary>
    /// <param name="brandSheet">As it was written; null and blank say nothing.</param>
    /// <param name="terms">As they were written; each counts once.</param>
    public static Guidance Of(string? brandSheet, IEnumerable<string>? terms = null)
    {
        var guidance = new Guidance(UntrustedText.Clean(brandSheet, MaxBrandSheetLength), [.. Kept(terms ?? [])]);
        return guidance.IsEmpty ? None : guidance;
    }

    private static IEnumerable<string> Kept(IEnumerable<string> terms) => terms
        .Select(term => UntrustedText.Clean(term, MaxTermLength + 1))
        .Where(term => term.Length is > 0 and <= MaxTermLength)
        .DistinctBy(FieldText.Fold)
        .Take(MaxTerms);
}
