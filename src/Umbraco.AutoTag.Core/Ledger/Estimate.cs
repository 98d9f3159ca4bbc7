using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>What a call may cost at most. Null is unknown, which is not zero.</summary>
/// <param name="Cost">In money.</param>
/// <param name="Credits">In provider credits; null also for systems that do not count in them.</param>
public sealed record Estimate(MicroUsd? Cost, decimal? Credits)
{
    /// <summary>Costs nothing, certainly.</summary>
    public static Estimate Free { get; } = new(MicroUsd.Zero, 0);

    /// <summary>The same where only a part of the price is charged; credits stay as they are.</summary>
    public Estimate At(decimal share) => this with { Cost = Cost?.At(share) };
}
