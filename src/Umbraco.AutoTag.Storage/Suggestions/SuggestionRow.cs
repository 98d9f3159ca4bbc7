using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>A row of <c>autoTagSuggestion</c> as it lies there.</summary>
internal sealed class SuggestionRow
{
    public const string Columns =
        "id, mediaKey, field, language, value, confidence, confidenceSource, state, pendingReason, analysisId, revisionId, " +
        "createdAt, changedAt, decidedBy, editedValue, version, origins";

    // What the review queue is sorted and counted by lies with the row, so that an index can answer for hundreds of thousands of them.
    private const string Path = "(SELECT path FROM autoTagWorkItem WHERE mediaKey = @MediaKey)";

    private const string Connection = "COALESCE((SELECT connection FROM autoTagAnalysis WHERE id = @AnalysisId), '')";

    private const string Values =
        "@Id, @MediaKey, @Field, @Language, @Value, @Confidence, @ConfidenceSource, @State, @PendingReason, @AnalysisId, @RevisionId, " +
        $"@CreatedAt, @ChangedAt, @DecidedBy, @EditedValue, @Version, @Origins, @ValueKey, COALESCE({Path}, ''), {Connection}";

    // What was said of a value before, a no included, holds for it: it is decided on together with that, or not at all.
    private const string IsSuggested = "mediaKey = @MediaKey AND field = @Field AND language = @Language AND valueKey = @ValueKey";

    public const string Update =
        $"""
        UPDATE autoTagSuggestion SET
            value = @Value, confidence = @Confidence, confidenceSource = @ConfidenceSource, state = @State, pendingReason = @PendingReason,
            analysisId = @AnalysisId, origins = @Origins, revisionId = @RevisionId, changedAt = @ChangedAt, decidedBy = @DecidedBy, editedValue = @EditedValue,
            version = version + 1, valueKey = @ValueKey, path = COALESCE({Path}, path), connection = {Connection}
        WHERE id = @Id AND version = @Version
        """;

    /// <summary>Inserts a suggestion unless the same value is suggested already for the same field of the same image, in whatever state.</summary>
    public static string InsertIfNew(Dialect dialect) =>
        dialect.InsertUnless("autoTagSuggestion", $"{Columns}, valueKey, path, connection", Values, IsSuggested);

    public required string Id { get; init; }

    public required string MediaKey { get; init; }

    public int Field { get; init; }

    public required string Language { get; init; }

    public required string Value { get; init; }

    public double? Confidence { get; init; }

    public int ConfidenceSource { get; init; }

    public int State { get; init; }

    public int? PendingReason { get; init; }

    public required string AnalysisId { get; init; }

    public required string RevisionId { get; init; }

    public long CreatedAt { get; init; }

    public long ChangedAt { get; init; }

    public string? DecidedBy { get; init; }

    public string? EditedValue { get; init; }

    public int Version { get; init; }

    public string? Origins { get; init; }

    public string ValueKey { get; init; } = string.Empty;

    public static SuggestionRow Of(Suggestion suggestion) => new()
    {
        Id = Stored.Of(suggestion.Id),
        MediaKey = Stored.Of(suggestion.MediaKey),
        Field = (int)suggestion.Field.Field,
        Language = suggestion.Field.Language,
        Value = Stored.Text(suggestion.Value),
        Confidence = suggestion.Confidence.Value,
        ConfidenceSource = (int)suggestion.ConfidenceSource,
        State = (int)suggestion.State,
        PendingReason = (int?)suggestion.PendingReason,
        AnalysisId = Stored.Of(suggestion.AnalysisId),
        RevisionId = suggestion.RevisionId,
        CreatedAt = Stored.Of(suggestion.CreatedAt),
        ChangedAt = Stored.Of(suggestion.ChangedAt),
        DecidedBy = Stored.Of(suggestion.DecidedBy),
        EditedValue = Stored.Text(suggestion.EditedValue),
        Version = suggestion.Version,
        Origins = StoredOrigin.Of(suggestion.Origins),
        ValueKey = Stored.Text(ReviewValueKey.Of(suggestion.Value)),
    };

    public Suggestion ToSuggestion() => new()
    {
        Id = Stored.Id(Id),
        MediaKey = Stored.Id(MediaKey),
        Field = new FieldKey((Field)Field, Language),
        Value = Value,
        Confidence = Confidence is { } known ? Core.Values.Confidence.Of(known) : Core.Values.Confidence.Unknown,
        ConfidenceSource = (ConfidenceSource)ConfidenceSource,
        State = (SuggestionState)State,
        PendingReason = (PendingReason?)PendingReason,
        AnalysisId = Stored.Id(AnalysisId),
        RevisionId = RevisionId,
        CreatedAt = Stored.Time(CreatedAt),
        ChangedAt = Stored.Time(ChangedAt),
        DecidedBy = Stored.OptionalId(DecidedBy),
        EditedValue = EditedValue,
        Version = Version,
        Origins = StoredOrigin.Read(Origins),
    };
}
