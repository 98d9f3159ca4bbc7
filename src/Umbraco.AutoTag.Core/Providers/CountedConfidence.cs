using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>The one rule of what a stated confidence counts for.</summary>
internal static class CountedConfidence
{
    /// <summary>
    /// The number that thresholds, sums and escalation count with: unknown for a language model's opinion of itself, which is kept and shown but is
    /// unscored until it is calibrated.
    /// </summary>
    /// <param name="stated">The number.</param>
    /// <param name="source">What it is worth.</param>
    public static Confidence CountedAs(this Confidence stated, ConfidenceSource source) =>
        source == ConfidenceSource.SelfReported ? Confidence.Unknown : stated;
}
