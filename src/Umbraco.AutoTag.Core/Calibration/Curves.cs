using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>Every curve of the site, as the decisions stood at one moment.</summary>
public sealed class Curves
{
    private readonly Dictionary<CalibrationKey, ReliabilityCurve> _replacing;

    private Curves(IReadOnlyList<ReliabilityCurve> all)
    {
        All = all;
        _replacing = all.Where(curve => curve.Replaces).ToDictionary(curve => curve.Key);
    }

    /// <summary>No decisions.</summary>
    public static Curves None { get; } = new([]);

    /// <summary>All of them, those with too few decisions included; by connection and field.</summary>
    public IReadOnlyList<ReliabilityCurve> All { get; }

    /// <summary>The curves that these counts come to.</summary>
    public static Curves Of(IEnumerable<BandCount> counts) => new(
    [
        .. counts
            .GroupBy(count => count.Key)
            .Select(key => ReliabilityCurve.Of(key.Key, key))
            .OrderBy(curve => curve.Key.Connection, StringComparer.Ordinal)
            .ThenBy(curve => curve.Key.Field)
            .ThenBy(curve => curve.Key.Source),
    ]);

    /// <summary>
    /// What a stated confidence has come to mean; null where it stands for itself: a classifier's score, a person's word, and whatever has too few decisions.
    /// </summary>
    public Calibrated? For(string connection, Field field, Confidence stated, ConfidenceSource source) =>
        _replacing.Count > 0 && _replacing.TryGetValue(CalibrationKey.Of(connection, field, stated, source), out ReliabilityCurve? curve)
            ? new Calibrated(curve.At(stated), curve.Decided)
            : null;
}
