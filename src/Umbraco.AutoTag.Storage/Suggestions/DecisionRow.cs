using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>A row of <c>autoTagDecision</c> as it lies there.</summary>
internal sealed class DecisionRow
{
    public const string Columns = "id, mediaKey, suggestionId, field, language, kind, proposed, instead, decidedBy, decidedAt, stateBefore, reasonBefore, writeId";

    public const string Insert =
        $"""
        INSERT INTO autoTagDecision ({Columns})
        VALUES (@Id, @MediaKey, @SuggestionId, @Field, @Language, @Kind, @Proposed, @Instead, @DecidedBy, @DecidedAt, @StateBefore, @ReasonBefore, @WriteId)
        """;

    public required string Id { get; init; }

    public required string MediaKey { get; init; }

    public required string SuggestionId { get; init; }

    public int Field { get; init; }

    public required string Language { get; init; }

    public int Kind { get; init; }

    public required string Proposed { get; init; }

    public string? Instead { get; init; }

    public string? DecidedBy { get; init; }

    public long DecidedAt { get; init; }

    public int? StateBefore { get; init; }

    public int? ReasonBefore { get; init; }

    public string? WriteId { get; init; }

    public static DecisionRow Of(DecisionMade decision) => new()
    {
        Id = Stored.Of(decision.Id),
        MediaKey = Stored.Of(decision.MediaKey),
        SuggestionId = Stored.Of(decision.SuggestionId),
        Field = (int)decision.Field.Field,
        Language = decision.Field.Language,
        Kind = (int)decision.Kind,
        Proposed = Stored.Text(decision.Proposed),
        Instead = Stored.Text(decision.Instead),
        DecidedBy = Stored.Of(decision.DecidedBy),
        DecidedAt = Stored.Of(decision.DecidedAt),
        StateBefore = (int?)decision.StateBefore,
        ReasonBefore = (int?)decision.ReasonBefore,
        WriteId = Stored.Of(decision.WriteId),
    };

    public DecisionMade ToDecision() => new()
    {
        Id = Stored.Id(Id),
        MediaKey = Stored.Id(MediaKey),
        SuggestionId = Stored.Id(SuggestionId),
        Field = new FieldKey((Field)Field, Language),
        Kind = (DecisionKind)Kind,
        Proposed = Proposed,
        Instead = Instead,
        DecidedBy = Stored.OptionalId(DecidedBy),
        DecidedAt = Stored.Time(DecidedAt),
        StateBefore = (SuggestionState?)StateBefore,
        ReasonBefore = (PendingReason?)ReasonBefore,
        WriteId = Stored.OptionalId(WriteId),
    };
}
