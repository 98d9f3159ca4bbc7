using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Analyses;

/// <summary>An observation as it lies in the column <c>observations</c>; what is unknown is left out.</summary>
internal sealed record StoredObservation(
    ObservationKind Kind,
    string Value,
    double? Confidence,
    ConfidenceSource ConfidenceSource,
    string? Language,
    Box? Box,
    ObservationCategory? Category = null)
{
    public static StoredObservation Of(Observation observation) => new(
        observation.Kind,
        observation.Value,
        observation.Confidence.Value,
        observation.ConfidenceSource,
        observation.Language,
        observation.Box,
        observation.Category == ObservationCategory.Thing ? null : observation.Category);

    public Observation ToObservation() => new(
        Kind,
        Value,
        Confidence is { } known ? Core.Values.Confidence.Of(known) : Core.Values.Confidence.Unknown,
        ConfidenceSource,
        Language,
        Box,
        Category ?? ObservationCategory.Thing);
}
