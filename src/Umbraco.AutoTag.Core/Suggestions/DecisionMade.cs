using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>
/// What a human made of a suggestion, as it was made. Rows are added and never changed: the suggestion's state is the last word, these are
/// all of them.
/// </summary>
public sealed record DecisionMade
{
    /// <summary>Its id; ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>The media item.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>The suggestion.</summary>
    public required Guid SuggestionId { get; init; }

    /// <summary>Field and language.</summary>
    public required FieldKey Field { get; init; }

    /// <summary>What was made of it.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>What was proposed; where a human's own words were changed, those words, and the empty string where there were none.</summary>
    public required string Proposed { get; init; }

    /// <summary>The human's own text, where there is one.</summary>
    public string? Instead { get; init; }

    /// <summary>Who; null where it was seen in a save that AutoTag had no part in.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>When it was made, or seen.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Where the suggestion was in its life before; null where a decision cannot be taken back.</summary>
    public SuggestionState? StateBefore { get; init; }

    /// <summary>Why it waited before, where it did.</summary>
    public PendingReason? ReasonBefore { get; init; }

    /// <summary>The write that the decision led to; null where the field was as decided already.</summary>
    public Guid? WriteId { get; init; }

    /// <summary>The decision by which a suggestion came to be as it is.</summary>
    /// <param name="suggestion">As it is after the decision.</param>
    /// <param name="kind">What was made of it.</param>
    public static DecisionMade Of(Suggestion suggestion, DecisionKind kind) => new()
    {
        Id = Guid.CreateVersion7(suggestion.ChangedAt),
        MediaKey = suggestion.MediaKey,
        SuggestionId = suggestion.Id,
        Field = suggestion.Field,
        Kind = kind,
        Proposed = suggestion.Value,
        Instead = suggestion.EditedValue,
        DecidedBy = suggestion.DecidedBy,
        DecidedAt = suggestion.ChangedAt,
    };
}

/// <summary>What a human made of a suggestion. The numbers are stored and never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>Said yes.</summary>
    Accepted = 0,

    /// <summary>Wrote something else instead.</summary>
    Edited = 1,

    /// <summary>Said no.</summary>
    Rejected = 2,

    /// <summary>Typed something else into the property itself.</summary>
    EditedByHand = 3,

    /// <summary>Took it out of the property itself.</summary>
    RemovedByHand = 4,

    /// <summary>Saved an item that had been opened before the value was written: it was lost, not refused, and is offered again.</summary>
    Lost = 5,

    /// <summary>Took their own decision back: the suggestion and its field are as they were before it.</summary>
    TakenBack = 6,

    /// <summary>Said that the picture is decorative: its alt text is empty, and stays so.</summary>
    Decorative = 7,

    /// <summary>Put what was suggested into the property themselves, and saved it.</summary>
    AcceptedByHand = 8,
}
