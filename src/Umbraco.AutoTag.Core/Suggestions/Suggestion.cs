using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>A proposed value for one field of one media item; for keywords, one keyword.</summary>
public sealed record Suggestion
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The media item.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>Field and language.</summary>
    public required FieldKey Field { get; init; }

    /// <summary>The proposed text or keyword, as it would be written.</summary>
    public required string Value { get; init; }

    /// <summary>How sure its source is, or its sources are together.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What that number is worth.</summary>
    public required Providers.ConfidenceSource ConfidenceSource { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required SuggestionState State { get; init; }

    /// <summary>The analysis it came from; of several that said so, the one whose word counts most.</summary>
    public required Guid AnalysisId { get; init; }

    /// <summary>Each source's part in it, where there is more to say than that <see cref="AnalysisId"/> said so.</summary>
    public SuggestionOrigins Origins { get; init; } = SuggestionOrigins.Itself;

    /// <summary>The revision it was decided under.</summary>
    public required string RevisionId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The editor who decided; null where no human has.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>What the editor made of it, where the state is <see cref="SuggestionState.Edited"/>.</summary>
    public string? EditedValue { get; init; }

    /// <summary>Why it waits although it was good enough to write, for people; null where the reason is its confidence.</summary>
    public PendingReason? PendingReason { get; init; }

    /// <summary>Counts changes; a decision that names an older version is refused.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>Why a suggestion waits for an editor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PendingReason>))]
public enum PendingReason
{
    /// <summary>Its confidence is between the two thresholds.</summary>
    BelowThreshold,

    /// <summary>The field is a human's, who filled it or emptied it, and is never overwritten.</summary>
    HumanValue,

    /// <summary>It had been written, and a save that was opened before put the old values back.</summary>
    LostToStaleSave,

    /// <summary>The profile writes nothing before a yes.</summary>
    ReviewFirst,

    /// <summary>It had been written, and an editor took the write back.</summary>
    Undone,

    /// <summary>It holds a word that the vocabulary forbids.</summary>
    ForbiddenWord,

    /// <summary>It is clearly in another language than the profile's.</summary>
    OtherLanguage,
}
