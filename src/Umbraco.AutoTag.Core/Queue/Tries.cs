using System.Globalization;

namespace Umbraco.AutoTag.Core.Queue;

/// <summary>
/// How often an item met each kind of trouble since it last came in. Counted by kind, so that a day of outage does not use up the patience
/// with an answer that makes no sense, and trouble that changes its kind does not go on for ever.
/// </summary>
public readonly record struct Tries
{
    private readonly string? _counts;

    private Tries(string? counts) => _counts = counts;

    /// <summary>As it lies in the database: <c>Malformed=1 Unavailable=7</c>; null where there was no trouble.</summary>
    public override string? ToString() => _counts;

    /// <summary>What <see cref="ToString"/> gave.</summary>
    public static Tries Parse(string? stored) => new(string.IsNullOrEmpty(stored) ? null : stored);

    /// <summary>How often this kind was met.</summary>
    public int Of(string kind) => Counts().GetValueOrDefault(kind);

    /// <summary>How many of them may have been paid for, whatever the kind.</summary>
    public int Paid => Counts().Where(count => count.Key.EndsWith(FailureRules.PaidMark, StringComparison.Ordinal)).Sum(count => count.Value);

    /// <summary>The same with this kind met once more.</summary>
    public Tries Plus(string kind)
    {
        SortedDictionary<string, int> counts = Counts();
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return new Tries(string.Join(' ', counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}={count.Value}"))));
    }

    private SortedDictionary<string, int> Counts() => new(
        (_counts ?? string.Empty)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(count => count.Split('='))
            .ToDictionary(count => count[0], count => int.Parse(count[1], CultureInfo.InvariantCulture)),
        StringComparer.Ordinal);
}
