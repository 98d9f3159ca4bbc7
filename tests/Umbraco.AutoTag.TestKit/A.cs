using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.TestKit;

/// <summary>Records with everything filled in; a test changes what it is about with <c>with</c>.</summary>
public static class A
{
    /// <summary>The moment at which a <see cref="FakeClock"/> begins.</summary>
    public static DateTimeOffset Moment { get; } = new FakeClock().GetUtcNow();

    /// <summary>An upload under the media root.</summary>
    public static WorkRequest Request(Guid? mediaKey = null, string path = "-1,1063", WorkOrigin origin = WorkOrigin.Upload) =>
        new(mediaKey ?? Guid.NewGuid(), path, "default", origin);

    /// <summary>A pending keyword.</summary>
    public static Suggestion Suggestion(Guid? mediaKey = null, string value = "dog") => new()
    {
        Id = Guid.CreateVersion7(),
        MediaKey = mediaKey ?? Guid.NewGuid(),
        Field = new FieldKey(Field.Keywords, "en"),
        Value = value,
        Confidence = Confidence.Of(0.55),
        ConfidenceSource = ConfidenceSource.Score,
        State = SuggestionState.Pending,
        AnalysisId = Guid.NewGuid(),
        RevisionId = "0123456789abcdef0123456789abcdef",
        CreatedAt = Moment,
        ChangedAt = Moment,
    };

    /// <summary>A write of a text into an empty field, kept and not yet confirmed.</summary>
    public static FieldWrite Write(Guid? mediaKey = null, string text = "Two dogs at a window") => new()
    {
        Id = Guid.CreateVersion7(),
        MediaKey = mediaKey ?? Guid.NewGuid(),
        Field = new FieldKey(Field.AltText, "en"),
        Before = FieldValue.OfText(null),
        After = FieldValue.OfText(text),
        DecidedBy = null,
        RevisionId = "0123456789abcdef0123456789abcdef",
        WrittenAt = Moment,
    };

    /// <summary>An analysis with two observations.</summary>
    public static Analysis Analysis(string content = "bytes", string stepPart = "step", string language = "en") => new()
    {
        Id = Guid.CreateVersion7(),
        Key = new AnalysisKey(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(content)), stepPart, language),
        Connection = "local",
        Provider = "openai-compatible",
        ModelAsked = "nanodet-g",
        ModelReported = "nanodet-g-2021",
        Observations =
        [
            new Observation(ObservationKind.Keyword, "dog", Confidence.Of(0.9), ConfidenceSource.Score, "en", new Box(0.1, 0.2, 0.3, 0.4), ObservationCategory.Place),
            new Observation(ObservationKind.AltText, "Two dogs at a window", Confidence.Unknown, ConfidenceSource.None),
        ],
        CallId = Guid.CreateVersion7(),
        CreatedAt = Moment,
    };

    /// <summary>A paid call that was answered.</summary>
    public static LedgerEntry Call(Guid? mediaKey = null, string connection = "local", string path = "-1,1063") => new()
    {
        CallId = Guid.CreateVersion7(),
        Connection = connection,
        Provider = "openai-compatible",
        ModelAsked = "nanodet-g",
        ModelReported = "nanodet-g-2021",
        Usage = new Usage { InputTokens = 1000, OutputTokens = 50, Credits = 1.5m, CreditsRemaining = 98.5m, Cost = new MicroUsd(1200) },
        Images = 1,
        Reserved = new Estimate(new MicroUsd(2000), 2),
        Cost = new MicroUsd(1200),
        CreditsTaken = 1.5m,
        PriceBasis = PriceBasis.Reported,
        Charged = Charged.Yes,
        Outcome = CallOutcome.Answered,
        Failure = null,
        RequestId = "req-1",
        Latency = TimeSpan.FromMilliseconds(412.5),
        MediaKey = mediaKey ?? Guid.NewGuid(),
        Path = path,
        RevisionId = "0123456789abcdef0123456789abcdef",
        RunId = null,
        SentAt = Moment,
    };
}
