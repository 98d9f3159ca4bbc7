using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>A value that the analyses offer for a field, cleaned and judged by its confidence alone.</summary>
internal sealed record Proposal
{
    /// <summary>As it would be written.</summary>
    public required string Value { get; init; }

    /// <summary>The form in which two values are the same.</summary>
    public required string Key { get; init; }

    /// <summary>As its source gave it, or as it is calibrated; where several say the same, see <see cref="Agreement"/>.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What that number is worth.</summary>
    public required ConfidenceSource ConfidenceSource { get; init; }

    /// <summary>Where it comes from: of several, the one whose word counts most.</summary>
    public required Guid AnalysisId { get; init; }

    /// <summary>Each source's part in it.</summary>
    public required SuggestionOrigins Origins { get; init; }

    /// <summary>True where nobody should see it.</summary>
    public required bool IsHidden { get; init; }

    /// <summary>True where it may be written.</summary>
    public required bool IsConfident { get; init; }

    /// <summary>True where it answers the site's own question.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>Why it must wait whatever its confidence is; null where nothing speaks against it.</summary>
    public PendingReason? Objection { get; init; }

    /// <summary>What these voices offer together; the first of them leads and keeps its wording.</summary>
    public static Proposal Of(IReadOnlyList<Voice> voices)
    {
        Voice leading = voices[0];
        if (voices.Count == 1)
        {
            return Of(leading, leading, SuggestionOrigins.Of([leading.Origin]), leading.IsAnswer);
        }

        Voice[] surest = [.. voices.GroupBy(voice => voice.System, StringComparer.OrdinalIgnoreCase).Select(system => system.MaxBy(voice => (voice.Weight, voice.IsConfident))!)];
        Proposal alone = Of(leading, surest[0], SuggestionOrigins.Of([.. voices.Select(voice => voice.Origin).Distinct()]), voices.Any(voice => voice.IsAnswer));
        return surest.Length == 1 ? alone : Agreed(alone, surest, voices);
    }

    /// <summary>Why it must wait for an editor whatever the field holds; null where it may be written.</summary>
    public PendingReason? WaitsBecause(PublishMode publish) =>
        Objection
        ?? (!IsConfident ? PendingReason.BelowThreshold
        : publish == PublishMode.AfterReview ? PendingReason.ReviewFirst
        : null);

    private static Proposal Of(Voice leading, Voice surest, SuggestionOrigins origins, bool isAnswer) => new()
    {
        Value = leading.Value,
        Key = leading.Key,
        Confidence = surest.Confidence,
        ConfidenceSource = surest.ConfidenceSource,
        AnalysisId = leading.Origin.AnalysisId,
        Origins = origins,
        IsHidden = surest.IsHidden,
        IsConfident = surest.IsConfident,
        IsAnswer = isAnswer,
    };

    // Who agrees makes nobody less sure: what one source alone would have written is written, whatever the sum says.
    private static Proposal Agreed(Proposal alone, IReadOnlyList<Voice> surest, IReadOnlyList<Voice> voices)
    {
        Confidence together = Agreement.Of([.. surest.Select(voice => voice.Weight)]);
        return alone with
        {
            Confidence = together,
            ConfidenceSource = voices.Any(voice => voice.Origin.ConfidenceSource == ConfidenceSource.Exact) ? ConfidenceSource.Exact : ConfidenceSource.Agreement,
            IsHidden = voices.All(voice => voice.IsHidden) && !together.IsAtLeast(voices.Max(voice => voice.Thresholds.Review)),
            IsConfident = voices.Any(voice => voice.IsConfident)
                || (!voices.All(voice => voice.IsOwnWords) && together.IsAtLeast(voices.Max(voice => voice.Thresholds.Write))),
        };
    }
}
