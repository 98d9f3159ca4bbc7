namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>How many images are in each <see cref="AltTextState"/>.</summary>
/// <param name="Missing">Without an alternative text.</param>
/// <param name="Human">With a person's.</param>
/// <param name="Accepted">With AutoTag's, which a person said yes to.</param>
/// <param name="Unreviewed">With AutoTag's, which nobody has looked at.</param>
/// <param name="Decorative">Empty on purpose.</param>
/// <param name="NotCovered">Not covered by AutoTag; they are in no other number and in no share.</param>
public sealed record CoverageCounts(long Missing, long Human, long Accepted, long Unreviewed, long Decorative, long NotCovered)
{
    /// <summary>No image at all.</summary>
    public static CoverageCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>The images that AutoTag covers.</summary>
    public long Covered => Missing + Served;

    /// <summary>Those of them that have an alternative text, or are empty on purpose.</summary>
    public long Served => Human + Accepted + Unreviewed + Decorative;

    /// <summary>Those of them that a person has written, confirmed or called decorative.</summary>
    public long Confirmed => Human + Accepted + Decorative;

    /// <summary>Both together.</summary>
    public static CoverageCounts operator +(CoverageCounts one, CoverageCounts other) => new(
        one.Missing + other.Missing,
        one.Human + other.Human,
        one.Accepted + other.Accepted,
        one.Unreviewed + other.Unreviewed,
        one.Decorative + other.Decorative,
        one.NotCovered + other.NotCovered);
}
