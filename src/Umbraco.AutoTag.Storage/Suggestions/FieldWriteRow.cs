using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>A row of <c>autoTagFieldWrite</c> as it lies there.</summary>
internal sealed class FieldWriteRow
{
    public const string Columns = "id, mediaKey, field, language, beforeValue, afterValue, decidedBy, revisionId, runId, writtenAt, confirmed, isDecorative";

    public const string Insert =
        $"""
        INSERT INTO autoTagFieldWrite ({Columns})
        VALUES (@Id, @MediaKey, @Field, @Language, @BeforeValue, @AfterValue, @DecidedBy, @RevisionId, @RunId, @WrittenAt, @Confirmed, @IsDecorative)
        """;

    public required string Id { get; init; }

    public required string MediaKey { get; init; }

    public int Field { get; init; }

    public required string Language { get; init; }

    public required string BeforeValue { get; init; }

    public required string AfterValue { get; init; }

    public string? DecidedBy { get; init; }

    public string? RevisionId { get; init; }

    public string? RunId { get; init; }

    public long WrittenAt { get; init; }

    public int Confirmed { get; init; }

    public int IsDecorative { get; init; }

    public static FieldWriteRow Of(FieldWrite write) => new()
    {
        Id = Stored.Of(write.Id),
        MediaKey = Stored.Of(write.MediaKey),
        Field = (int)write.Field.Field,
        Language = write.Field.Language,
        BeforeValue = StoredFieldValue.Of(write.Before),
        AfterValue = StoredFieldValue.Of(write.After),
        DecidedBy = Stored.Of(write.DecidedBy),
        RevisionId = write.RevisionId,
        RunId = Stored.Of(write.RunId),
        WrittenAt = Stored.Of(write.WrittenAt),
        Confirmed = Stored.Of(write.Confirmed),
        IsDecorative = Stored.Of(write.IsDecorative),
    };

    public FieldWrite ToWrite() => new()
    {
        Id = Stored.Id(Id),
        MediaKey = Stored.Id(MediaKey),
        Field = new FieldKey((Field)Field, Language),
        Before = StoredFieldValue.Read(BeforeValue),
        After = StoredFieldValue.Read(AfterValue),
        DecidedBy = Stored.OptionalId(DecidedBy),
        RevisionId = RevisionId,
        RunId = Stored.OptionalId(RunId),
        WrittenAt = Stored.Time(WrittenAt),
        Confirmed = Confirmed != 0,
        IsDecorative = IsDecorative != 0,
    };
}
