using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>A row of <c>autoTagFieldWrite</c> as it lies there.</summary>
internal sealed class FieldWriteRow
{
    public const string Columns = "id, mediaKey, field, language, beforeValue, afterValue, decidedBy, revisionId, runId, writtenAt, confirmed, isDecorative, isFirst";

    public const string Insert =
        $"""
        INSERT INTO autoTagFieldWrite ({Columns})
        VALUES (@Id, @MediaKey, @Field, @Language, @BeforeValue, @AfterValue, @DecidedBy, @RevisionId, @RunId, @WrittenAt, @Confirmed, @IsDecorative, @IsFirst)
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

    /// <summary>1 where it went into the field's usual property, 0 where into that of another language; null in rows from before it was kept.</summary>
    public int? IsFirst { get; init; }

    /// <summary>As it is kept.</summary>
    /// <param name="write">The write.</param>
    /// <param name="profile">Says which language has the field's usual property; null where nobody does.</param>
    public static FieldWriteRow Of(FieldWrite write, Profile? profile) => new()
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
        IsFirst = profile is null ? null : Stored.Of(profile.LanguagesOf(write.Field.Field)[0] == write.Field.Language),
    };

    /// <summary>
    /// The write, under the field that has its property now. Where another language comes first by now, the usual property is that one's, with what was written
    /// into it; null where the property is nobody's any more.
    /// </summary>
    /// <param name="profile">As it is now; null where nobody knows, and then nothing has moved.</param>
    public FieldWrite? ToWrite(Profile? profile)
    {
        FieldWrite write = ToWrite();
        if (profile is null || IsFirst is not { } wasFirst)
        {
            return write;
        }

        string first = profile.LanguagesOf(write.Field.Field)[0];
        return wasFirst != 0 ? write with { Field = write.Field with { Language = first } } : write.Field.Language == first ? null : write;
    }

    /// <summary>The write as it was made.</summary>
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
