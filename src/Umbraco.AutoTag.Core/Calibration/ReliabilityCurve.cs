using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>
/// How often editors accept what a source says, by how sure it says it is: the shares of the bands, made monotone by pooling neighbours that contradict it
/// (pool-adjacent-violators), and then neighbours with fewer than <see cref="StepAtLeast"/> decisions. A surer statement never comes out as less sure.
/// </summary>
public sealed class ReliabilityCurve
{
    /// <summary>With fewer decisions than this nothing is concluded.</summary>
    public const int Enough = 200;

    /// <summary>The share of accepted values that a proposed threshold keeps.</summary>
    public const double Goal = 0.95;

    /// <summary>A step rests on so many decisions at least, where there are so many: five that were all accepted are no certainty.</summary>
    public const int StepAtLeast = 20;

    /// <summary>A threshold is proposed only where so many decisions are about values at or above it.</summary>
    public const int ProposalAtLeast = 50;

    private ReliabilityCurve(CalibrationKey key, IReadOnlyList<BandCount> bands, IReadOnlyList<CurveStep> steps) => (Key, Bands, Steps) = (key, bands, steps);

    /// <summary>Whose statements.</summary>
    public CalibrationKey Key { get; }

    /// <summary>The bands that were decided about, ascending.</summary>
    public IReadOnlyList<BandCount> Bands { get; }

    /// <summary>The curve, ascending; one step or more.</summary>
    public IReadOnlyList<CurveStep> Steps { get; }

    /// <summary>How many decisions it rests on.</summary>
    public long Decided => Steps.Sum(step => step.Decided);

    /// <summary>How many of them took the value as it was.</summary>
    public long Accepted => Steps.Sum(step => step.Accepted);

    /// <summary>True where there are decisions enough to conclude from.</summary>
    public bool IsEnough => Decided >= Enough;

    /// <summary>
    /// True where the curve takes the place of the stated number: for a language model's opinion of itself, and where there is no number. A classifier's
    /// score stays what it is, and has a threshold.
    /// </summary>
    public bool Replaces => IsEnough && Key.Source is (ConfidenceSource.SelfReported or ConfidenceSource.None);

    /// <summary>The curve of one source's statements about one field.</summary>
    /// <param name="key">Whose statements.</param>
    /// <param name="bands">One or more, each with decisions.</param>
    public static ReliabilityCurve Of(CalibrationKey key, IEnumerable<BandCount> bands)
    {
        BandCount[] ascending = [.. bands.OrderBy(band => band.Band)];
        return new ReliabilityCurve(key, ascending, WithoutThin(Monotone(ascending)));
    }

    /// <summary>
    /// The share that stands for a stated confidence: that of the step it lies on. Below everything that was ever decided about, the source's own doubt holds
    /// where it is greater: nobody has seen such values, and they are no better than the worst that were seen. In hundredths, so that one more decision
    /// does not make another number of it.
    /// </summary>
    public Confidence At(Confidence stated)
    {
        int band = ConfidenceBands.Of(stated);
        double share = Math.Round(ShareOf(band), 2);
        return Confidence.Of(band < Steps[0].FromBand ? Math.Min(share, stated.Value ?? 0) : share);
    }

    /// <summary>The share by the step that a band lies on, 0 to 1; below all of them by the lowest.</summary>
    public double ShareOf(int band) => (Steps.LastOrDefault(step => step.FromBand <= band) ?? Steps[0]).Share;

    /// <summary>
    /// The lowest threshold that would have kept <see cref="Goal"/>: of the values at or above it at least that share was accepted. It lies at the beginning of
    /// a step, since within one nothing is told apart. Null where there are too few decisions, or no such threshold.
    /// </summary>
    public ProposedThreshold? Proposal()
    {
        CurveStep? lowest = null;
        CurveStep? above = null;
        foreach (CurveStep step in Steps.Reverse())
        {
            CurveStep together = above is null ? step : step.With(above);
            if (together.Accepted < Goal * together.Decided)
            {
                break;
            }

            (lowest, above) = (step, together);
        }

        return IsEnough && lowest is not null && above!.Decided >= ProposalAtLeast
            ? new ProposedThreshold(Replaces ? Floored(lowest.Share) : ConfidenceBands.From(lowest.FromBand), above.Accepted, above.Decided)
            : null;
    }

    private static double Floored(double share) => (double)(Math.Floor((decimal)share * 100) / 100);

    private static List<CurveStep> Monotone(IEnumerable<BandCount> ascending)
    {
        var steps = new List<CurveStep>();
        foreach (BandCount band in ascending)
        {
            var step = new CurveStep(band.Band, band.Accepted, band.Decided);
            while (steps.Count > 0 && steps[^1].IsAbove(step))
            {
                step = steps[^1].With(step);
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(step);
        }

        return steps;
    }

    // A thin step goes to its lower neighbour, which makes it less sure; the lowest to its upper one. What lies between two shares keeps the order.
    private static List<CurveStep> WithoutThin(List<CurveStep> steps)
    {
        for (int thin = steps.FindIndex(IsThin); thin >= 0 && steps.Count > 1; thin = steps.FindIndex(IsThin))
        {
            int lower = Math.Max(thin - 1, 0);
            steps[lower] = steps[lower].With(steps[lower + 1]);
            steps.RemoveAt(lower + 1);
        }

        return steps;
    }

    private static bool IsThin(CurveStep step) => step.Decided < StepAtLeast;
}

/// <summary>A threshold that would have kept the goal.</summary>
/// <param name="WriteFrom">From where values would be written, 0 to 1: of stated scores, or of what the curve makes of a number where it <see cref="ReliabilityCurve.Replaces"/> it.</param>
/// <param name="Accepted">Of the values at or above it, those that were accepted.</param>
/// <param name="Decided">All decisions about values at or above it.</param>
public sealed record ProposedThreshold(double WriteFrom, long Accepted, long Decided);
