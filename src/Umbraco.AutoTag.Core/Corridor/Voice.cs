using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>One source's word for a value, cleaned.</summary>
/// <param name="Value">As it would be written.</param>
/// <param name="Key">The form in which two values are the same.</param>
/// <param name="Origin">Who said it and how sure they are.</param>
/// <param name="System">What looked: the same model asked twice is one source and not two that agree.</param>
/// <param name="Thresholds">What it takes for this word alone.</param>
internal sealed record Voice(string Value, string Key, SuggestionOrigin Origin, string System, Thresholds Thresholds)
{
    public double Weight => Agreement.Weight(Origin.Confidence, Origin.ConfidenceSource);

    /// <summary>
    /// True where nobody should see it, by this word alone. A language model's doubt about itself is believed like a score; its certainty is not
    /// (<see cref="IsConfident"/> lets it pass as unscored, marked as not yet reviewed).
    /// </summary>
    public bool IsHidden => Origin.Confidence.IsKnown && !Origin.Confidence.IsAtLeast(Thresholds.Review);

    /// <summary>True where it may be written, by this word alone: confident, or from a source that gives no confidence.</summary>
    public bool IsConfident => !Origin.Confidence.IsKnown || Origin.Confidence.IsAtLeast(Thresholds.Write);
}
