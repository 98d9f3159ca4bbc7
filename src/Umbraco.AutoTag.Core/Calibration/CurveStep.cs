namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>A level stretch of a <see cref="ReliabilityCurve"/>.</summary>
/// <param name="FromBand">The first band it covers; it reaches to where the next step begins.</param>
/// <param name="Accepted">Decisions that took the value as it was.</param>
/// <param name="Decided">All decisions, 1 or more.</param>
public sealed record CurveStep(int FromBand, long Accepted, long Decided)
{
    /// <summary>The share that was accepted, 0 to 1.</summary>
    public double Share => (double)Accepted / Decided;

    internal bool IsAbove(CurveStep other) => (decimal)Accepted * other.Decided > (decimal)other.Accepted * Decided;

    internal CurveStep With(CurveStep next) => new(FromBand, Accepted + next.Accepted, Decided + next.Decided);
}
