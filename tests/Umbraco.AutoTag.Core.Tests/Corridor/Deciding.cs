using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

/// <summary>What there is to decide on, in a line.</summary>
internal static class Deciding
{
    public static FieldKey AltKey { get; } = new(Field.AltText, "en");

    public static FieldKey KeywordsKey { get; } = new(Field.Keywords, "en");

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Guid Editor { get; } = Guid.Parse("11111111-1111-1111-1111-111111111111");

    public static DecisionInput Given(
        Observation[] said,
        Observation[]? alsoSaid = null,
        string? alt = null,
        string[]? keywords = null,
        IReadOnlyList<Suggestion>? earlier = null,
        IReadOnlyList<FieldWrite>? writes = null,
        bool isAsked = false) => new()
        {
            Item = Item(alt, keywords ?? []),
            Profile = new Profile { Alias = "default", Steps = [], Language = "en" },
            RevisionId = "r1",
            Analyses = alsoSaid is null
                ? [Source(SourceRank.LanguageModel, 0, said)]
                : [Source(SourceRank.LanguageModel, 0, said), Source(SourceRank.LanguageModel, 1, alsoSaid)],
            Earlier = earlier ?? [],
            Writes = writes ?? [],
            IsComplete = true,
            IsAsked = isAsked,
            Now = Now,
        };

    public static MediaItem Item(string? alt, string[] keywords) => new()
    {
        Key = Guid.Parse("22222222-2222-2222-2222-222222222222"),
        Path = "-1,1063",
        Name = "two-dogs-window",
        TypeAlias = "Image",
        FileValue = "/media/x.jpg",
        FileName = "x.jpg",
        UploadedAt = DateTimeOffset.UnixEpoch,
        Trashed = false,
        Fields = new Dictionary<FieldKey, FieldValue> { [AltKey] = FieldValue.OfText(alt), [KeywordsKey] = FieldValue.OfKeywords(keywords) },
    };

    public static SourcedAnalysis Source(SourceRank rank, int order, Observation[] said, string? provider = null) => new(
        new Analysis
        {
            Id = new Guid(order + 1, 0, 0, new byte[8]),
            Key = new AnalysisKey(ContentHash.Of([]), "step", "en"),
            Connection = "c",
            Provider = provider ?? $"p{order}",
            ModelAsked = null,
            ModelReported = null,
            Observations = said,
            CallId = null,
            CreatedAt = Now,
        },
        rank,
        order);

    public static FieldWrite WriteOf(FieldKey field, params string[] after) => new()
    {
        Id = Guid.Parse("33333333-3333-3333-3333-333333333333"),
        MediaKey = Guid.Parse("22222222-2222-2222-2222-222222222222"),
        Field = field,
        Before = FieldValue.EmptyOf(field.Field),
        After = field.Field == Field.Keywords ? FieldValue.OfKeywords(after) : FieldValue.OfText(after[0]),
        DecidedBy = null,
        RevisionId = "r0",
        WrittenAt = Now,
        Confirmed = true,
    };

    public static Observation Alt(string text) => new(ObservationKind.AltText, text, Confidence.Unknown, ConfidenceSource.None);

    public static Observation Keyword(string word, double confidence) => new(ObservationKind.Keyword, word, Confidence.Of(confidence), ConfidenceSource.Score);
}
