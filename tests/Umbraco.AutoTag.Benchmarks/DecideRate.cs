using System.Diagnostics;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// The rules alone, on one core: images about which three sources have said 18 keywords each and a text, under a vocabulary of a thousand terms, one
/// half seen for the first time and one half decided anew with what is there already.
/// </summary>
internal static class DecideRate
{
    public const string Name = "decide";

    private const int Images = 2_000;
    private const int KeywordsOfASource = 18;
    private const int Terms = 1_000;

    private static readonly FieldKey s_altText = new(Field.AltText, "en");
    private static readonly FieldKey s_keywords = new(Field.Keywords, "en");
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(10);

    public static Task RunAsync()
    {
        DecisionInput[] inputs = [.. Enumerable.Range(0, Images).SelectMany(Inputs)];
        Measure(inputs, TimeSpan.FromSeconds(2));

        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        (long suggestions, TimeSpan wall) = Measure(inputs, s_duration);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        self.Refresh();

        // The collector works on other threads: by processor time it is in the figure, whatever else the machine does.
        double seconds = Math.Max(wall.TotalSeconds, (self.TotalProcessorTime - cpu).TotalSeconds);
        object details = new { suggestions, wallSeconds = wall.TotalSeconds, images = Images, sources = 3, keywordsOfASource = KeywordsOfASource, terms = Terms };
        new Metric(Name, "rate", suggestions / seconds, "suggestions/s", 50_000, details) { MoreIsBetter = true }.Print();
        new Metric(Name, "allocated", (double)allocated / suggestions, "bytes/suggestion", null, details).Print();
        return Task.CompletedTask;
    }

    /// <summary>Decides again and again; what is judged counts, changed or not.</summary>
    private static (long Suggestions, TimeSpan Wall) Measure(DecisionInput[] inputs, TimeSpan duration)
    {
        long suggestions = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            foreach (DecisionInput input in inputs)
            {
                suggestions += Decide.On(input).Added.Count + input.Earlier.Count;
            }
        }

        return (suggestions, Stopwatch.GetElapsedTime(start));
    }

    private static IEnumerable<DecisionInput> Inputs(int image)
    {
        DecisionInput first = Input(image);
        Decision decided = Decide.On(first);
        yield return first;
        yield return first with
        {
            Item = Item(image, decided.Writes[s_altText], decided.Writes[s_keywords]),
            Earlier = decided.Added,
            Writes = [.. decided.Writes.Select(write => WriteOf(first, write.Key, write.Value))],
        };
    }

    private static DecisionInput Input(int image) => new()
    {
        Item = Item(image, FieldValue.OfText(null), FieldValue.OfKeywords([])),
        Profile = s_profile,
        RevisionId = "0123456789abcdef0123456789abcdef",
        Analyses = [Source(image, 0, SourceRank.EmbeddedMetadata), Source(image, 1, SourceRank.Classifier), Source(image, 2, SourceRank.LanguageModel)],
        Earlier = [],
        Writes = [],
        IsComplete = true,
        IsAsked = false,
        Now = DateTimeOffset.UnixEpoch.AddYears(50),
    };

    private static readonly Profile s_profile = new()
    {
        Alias = "default",
        Language = "en",
        Steps = [],
        Vocabulary = new Vocabulary(
            new VocabularyWords
            {
                Terms = [.. Enumerable.Range(0, Terms).Select(number => new Term($"thing{number}", [$"stuff{number}"], number % 5 == 0 ? [$"kind{number % 20}"] : []))],
                StopWords = ["image", "photo", "picture"],
                ForbiddenWords = ["gun", "old man"],
            },
            "en"),
    };

    private static SourcedAnalysis Source(int image, int order, SourceRank rank) => new(
        new Analysis
        {
            Id = Guid.CreateVersion7(),
            Key = new AnalysisKey(ContentHash.Of(BitConverter.GetBytes(image)), "step", "en"),
            Connection = $"connection{order}",
            Provider = $"provider{order}",
            ModelAsked = null,
            ModelReported = $"model{order}",
            Observations =
            [
                new Observation(ObservationKind.AltText, $"An image of {image} dogs at a window next to a red barn", Confidence.Unknown, ConfidenceSource.None),
                .. Enumerable.Range(0, KeywordsOfASource).Select(number => Keyword(image, order, number)),
            ],
            CallId = null,
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
        rank,
        order);

    // A third is known to the vocabulary, a third is said by all three, now and then as a plural, and a third by one alone.
    private static Observation Keyword(int image, int order, int number) => new(
        ObservationKind.Keyword,
        (number % 3) switch
        {
            0 => $"stuff{(image + number) % Terms}",
            1 => number % 2 == 0 ? $"Common word {number}" : $"common words {number}",
            _ => $"Only of {order}, {number}",
        },
        Confidence.Of(0.3 + number * 0.035),
        ConfidenceSource.Score);

    private static MediaItem Item(int image, FieldValue altText, FieldValue keywords) => new()
    {
        Key = new Guid(image, 0, 0, new byte[8]),
        Path = "-1,1063",
        Name = "photo",
        TypeAlias = "Image",
        FileValue = "/media/photo.jpg",
        FileName = "photo.jpg",
        UploadedAt = DateTimeOffset.UnixEpoch,
        Trashed = false,
        Fields = new Dictionary<FieldKey, FieldValue> { [s_altText] = altText, [s_keywords] = keywords },
    };

    private static FieldWrite WriteOf(DecisionInput input, FieldKey field, FieldValue after) => new()
    {
        Id = Guid.CreateVersion7(),
        MediaKey = input.Item.Key,
        Field = field,
        Before = FieldValue.EmptyOf(field.Field),
        After = after,
        DecidedBy = null,
        RevisionId = input.RevisionId,
        WrittenAt = input.Now,
        Confirmed = true,
    };
}
