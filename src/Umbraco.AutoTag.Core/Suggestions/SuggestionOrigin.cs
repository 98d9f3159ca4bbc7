using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>One source's part in a suggestion.</summary>
/// <param name="AnalysisId">The analysis in which it was said.</param>
/// <param name="Confidence">How sure that source is, by itself.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="Said">The source's own word, where the vocabulary made another of it; null where it said the value itself.</param>
/// <param name="BecauseOf">The keyword that the value is a parent of in the vocabulary; null where it is proposed for itself.</param>
/// <param name="Calibrated">What that number, or its lack, has come to mean by editors' decisions; null where it stands for itself.</param>
public sealed record SuggestionOrigin(
    Guid AnalysisId,
    Confidence Confidence,
    ConfidenceSource ConfidenceSource,
    string? Said = null,
    string? BecauseOf = null,
    Calibrated? Calibrated = null);

/// <summary>A confidence that comes from what editors made of values like this one, see <c>ReliabilityCurve</c>.</summary>
/// <param name="Confidence">The share that they accepted; known.</param>
/// <param name="Decisions">How many decisions the curve rests on.</param>
public sealed record Calibrated(Confidence Confidence, long Decisions);

/// <summary>Every source's part in a suggestion, the leading one first. Equal when the parts are, in the same order.</summary>
public sealed class SuggestionOrigins : IEquatable<SuggestionOrigins>
{
    private SuggestionOrigins(IReadOnlyList<SuggestionOrigin> all) => All = all;

    /// <summary>One source said the value itself, as sure as it said, and all that is to say of it is in the suggestion.</summary>
    public static SuggestionOrigins Itself { get; } = new([]);

    /// <summary>The parts; none where <see cref="Itself"/>.</summary>
    public IReadOnlyList<SuggestionOrigin> All { get; }

    /// <summary>The origins of a value that these sources have a part in.</summary>
    public static SuggestionOrigins Of(IReadOnlyList<SuggestionOrigin> all) =>
        all is [] or [{ Said: null, BecauseOf: null, Calibrated: null }] ? Itself : new SuggestionOrigins(all);

    /// <inheritdoc />
    public bool Equals(SuggestionOrigins? other) => other is not null && (ReferenceEquals(this, other) || All.SequenceEqual(other.All));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SuggestionOrigins);

    /// <inheritdoc />
    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);
}
