using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Analyses;

/// <summary>What one step said about one image content, stored once.</summary>
public sealed record Analysis
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was asked about what. The same key is never paid for twice.</summary>
    public required AnalysisKey Key { get; init; }

    /// <summary>Alias of the connection that looked.</summary>
    public required string Connection { get; init; }

    /// <summary>Alias of its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that was asked for; null where none was named.</summary>
    public required string? ModelAsked { get; init; }

    /// <summary>The model that answered, as the provider reported it; null where it does not say.</summary>
    public required string? ModelReported { get; init; }

    /// <summary>What it said.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>The ledger's call it was paid with; null for free sources.</summary>
    public required Guid? CallId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For whom it stands in, where it is a fallback's word for a step that failed; null otherwise.</summary>
    public StandIn? StandsInFor { get; init; }

    /// <summary>
    /// How sure it is of its surest keyword, 0 to 1: 0 where it named none, 1 where it named one without a number, because nobody can tell. A language
    /// model's opinion of itself is no number here: it is not calibrated. Decides whether a later step is asked (<see cref="Profiles.Escalation"/>).
    /// </summary>
    public double Sureness => Observations
        .Where(observation => observation.Kind == ObservationKind.Keyword)
        .Select(observation => observation.ConfidenceSource == ConfidenceSource.SelfReported ? 1 : observation.Confidence.Value ?? 1)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary><see cref="Sureness"/> where it was measured; null where it is 1 because nobody can tell.</summary>
    public double? MeasuredSureness => Observations.Any(observation =>
        observation is { Kind: ObservationKind.Keyword } and ({ ConfidenceSource: ConfidenceSource.SelfReported } or { Confidence.IsKnown: false })) ? null : Sureness;
}

/// <summary>Identifies a question about a content: content hash, the step's part of the revision, and the language.</summary>
/// <param name="Content">What was looked at.</param>
/// <param name="StepPart">Hash over everything of the step that can change its answer.</param>
/// <param name="Language">Two-letter ISO 639-1.</param>
public sealed record AnalysisKey(ContentHash Content, string StepPart, string Language);
