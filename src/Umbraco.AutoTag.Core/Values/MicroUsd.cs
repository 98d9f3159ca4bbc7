using System.Globalization;

namespace Umbraco.AutoTag.Core.Values;

/// <summary>Money in millionths of a US dollar. An integer, so that sums over a million calls are exact on every database.</summary>
public readonly record struct MicroUsd(long Amount) : IComparable<MicroUsd>
{
    /// <summary>No money.</summary>
    public static MicroUsd Zero => default;

    private const decimal MostUsd = 1_000_000_000_000m;

    /// <summary>Rounds dollars up to the next millionth: an estimate may be too high, never too low. A million million dollars are the most it says.</summary>
    public static MicroUsd FromUsd(decimal usd) => new((long)Math.Ceiling(Math.Clamp(usd, -MostUsd, MostUsd) * 1_000_000m));

    /// <summary>The same amount in dollars.</summary>
    public decimal Usd => Amount / 1_000_000m;

    /// <summary>A part of it, rounded up to the next millionth.</summary>
    public MicroUsd At(decimal share) => new((long)Math.Ceiling(Amount * share));

    /// <summary>Sum.</summary>
    public static MicroUsd operator +(MicroUsd left, MicroUsd right) => new(checked(left.Amount + right.Amount));

    /// <inheritdoc />
    public int CompareTo(MicroUsd other) => Amount.CompareTo(other.Amount);

    /// <inheritdoc />
    public override string ToString() => Usd.ToString("0.######", CultureInfo.InvariantCulture) + " USD";
}
