using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// How sure several sources are together that say the same: <c>1 − (1 − m) · (1 − w₁/2) · (1 − w₂/2) · …</c>, where m is the surest source's
/// weight and w₁, w₂ … are the others'. The others count half, because all have looked at the same picture and err alike. More sources, or surer
/// ones, never give less.
/// </summary>
public static class Agreement
{
    /// <summary>
    /// The weight of a source that gives no number: two of them come to 0.72, just above what is written by default. A language model's opinion
    /// of itself weighs no more than that, and less where it doubts.
    /// </summary>
    public const double UnscoredWeight = 0.6;

    private const double ShareOfOthers = 0.5;

    /// <summary>What a source's word weighs, 0 to 1.</summary>
    public static double Weight(Confidence confidence, ConfidenceSource source) => (confidence.Value, source) switch
    {
        (null, _) => UnscoredWeight,
        ({ } opinion, ConfidenceSource.SelfReported) => Math.Min(opinion, UnscoredWeight),
        ({ } score, _) => score,
    };

    /// <summary>The common confidence of sources that are not the same.</summary>
    /// <param name="weights">One of each source, two or more.</param>
    public static Confidence Of(IReadOnlyList<double> weights)
    {
        double doubt = 1;
        double surest = 0;
        foreach (double weight in weights)
        {
            doubt *= 1 - weight * ShareOfOthers;
            surest = Math.Max(surest, weight);
        }

        // The surest counts in full: its half is taken out again. Rounded, so that a threshold of two digits means what it says.
        double together = 1 - (1 - surest) * doubt / (1 - surest * ShareOfOthers);
        return Confidence.Of(Math.Clamp(Math.Round(together, 4), 0, 1));
    }
}
