using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>One source's word for a value, cleaned.</summary>
/// <param name="Value">As it would be written.</param>
/// <param name="Key">The form in which two values are the same.</param>
/// <param name="Origin">Who said it and how sure they are.</param>
/// <param name="System">What looked: the same model asked twice is one source and not two that agree.</param>
/// <param name="Thresholds">What it takes for this word alone.</param>
internal sealed record Voice(string Value, string Key, SuggestionOrigin Origin, string System, Thresholds Thresholds)
{
    /// <summary>How sure it is: by what editors made of such words, where that is known, else as it was said.</summary>
    public Confidence Confidence => Origin.Calibrated?.Confidence ?? Origin.Confidence;

    public ConfidenceSource ConfidenceSource => Origin.Calibrated is null ? Origin.ConfidenceSource : ConfidenceSource.Calibrated;

    /// <summary>True where it answers the site's own question.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>True where the words are a model's own answer to the site's question, that nobody has named or listed: such a word waits for a yes.</summary>
    public bool IsOwnWords { get; init; }

    public double Weight => Agreement.Weight(Confidence, ConfidenceSource);

    /// <summary>
    /// True where nobody should see it, by this word alone. A language model's doubt about itself is believed like a score. Calibration hides nothing that its
    /// source would have shown: what editors never see they never decide about, and the curve could not recover.
    /// </summary>
    public bool IsHidden => Origin.Confidence.IsKnown && !Origin.Confidence.IsAtLeast(Thresholds.Review) && !Confidence.IsAtLeast(Thresholds.Review);

    /// <summary>
    /// True where it may be written, by this word alone: confident, or from a source that gives no confidence. A language model's certainty that is not
    /// calibrated passes as unscored, marked as not yet reviewed. What it answers in its own words does not.
    /// </summary>
    public bool IsConfident => !IsOwnWords && (!Confidence.IsKnown || Confidence.IsAtLeast(Thresholds.Write));
}
