using System.Diagnostics;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What an editor at the review queue waits for: the next page of images, at any depth, and a decision. One image in twenty-five waits, with five
/// suggestions. Umbraco's own part (names, permissions, its save) and HTTP are not in it.
/// </summary>
internal static class ReviewLatency
{
    public const string Name = "review-latency";

    private const int WarmUp = 20;
    private const int Rounds = 200;
    private const int Page = 24;
    private const double GoalMs = 30;

    // Of the five suggestions of an image that waits, a keyword.
    private const int Keyword = 3;

    public static async Task RunAsync(int pending)
    {
        await using (LargeLibrary sqlite = LargeLibrary.OnSqlite())
        {
            await MeasureAsync(sqlite, pending);
        }

        await using LargeLibrary postgres = await LargeLibrary.OnPostgresAsync();
        await MeasureAsync(postgres, pending);
    }

    private static async Task MeasureAsync(LargeLibrary library, int pending)
    {
        await library.FillWorkedAsync(pending / LargeLibrary.SuggestionsPerImage * LargeLibrary.ImagesPerWaiting);
        double[] pages = await PagesAsync(library, pending);
        double[] decisions = await DecisionsAsync(library, pending);
        foreach ((string what, double[] times) in new[] { ("next-page", pages), ("decision", decisions) })
        {
            new Metric(Name, $"{what}-p95-{library.Database.ToLowerInvariant()}", times.Percentile(0.95), "ms", GoalMs, new
            {
                library.Database,
                pending,
                rounds = Rounds,
                medianMs = times.Median(),
                worstMs = times.Max(),
            }).Print();
        }
    }

    // Every page is the one after a place that somebody may have come to: the first, and others all the way down.
    private static async Task<double[]> PagesAsync(LargeLibrary library, int pending)
    {
        IReviewStore reviews = library.Store<IReviewStore>();
        var filter = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending);
        ReviewImageKey? after = null;
        return await TimedAsync(
            _ => reviews.ImagesAsync(filter, after, Page, default),
            async round =>
            {
                Suggestion place = await SuggestionAsync(library, (int)((long)(round + WarmUp) * (pending / LargeLibrary.SuggestionsPerImage) / (Rounds + WarmUp)));
                after = round == 0 ? null : new ReviewImageKey(place.CreatedAt, place.MediaKey);
            });
    }

    private static async Task<double[]> DecisionsAsync(LargeLibrary library, int pending)
    {
        var media = new MemoryLibrary();
        var review = new Review(media, library.Store<ISuggestionStore>(), TimeProvider.System, new Ear());
        var spread = new Random(20_261);
        int[] images = [.. Enumerable.Range(0, WarmUp + Rounds).Select(_ => spread.Next(pending / LargeLibrary.SuggestionsPerImage)).Distinct()];
        Suggestion next = await OpenAsync(library, media, images[0]);
        return await TimedAsync(
            async _ =>
            {
                IReadOnlyList<ReviewOutcome> outcomes = await review.DecideAsync([new ReviewDecision(next.Id, ReviewVerdict.Accept, next.Version)], Given.Editor, default);
                if (outcomes is not [{ Result: ReviewResult.Done }])
                {
                    throw new InvalidOperationException($"The decision was not carried out: {outcomes[0].Result}.");
                }
            },
            async round => next = await OpenAsync(library, media, images[Math.Min(images.Length - 1, round + WarmUp)]),
            images.Length - WarmUp - 1);
    }

    private static async Task<double[]> TimedAsync(Func<int, Task> work, Func<int, Task>? before = null, int rounds = Rounds)
    {
        var times = new double[rounds];
        for (int round = -WarmUp; round < rounds; round++)
        {
            await (before?.Invoke(round) ?? Task.CompletedTask);
            long start = Stopwatch.GetTimestamp();
            await work(round);
            times[Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    private static async Task<Suggestion> OpenAsync(LargeLibrary library, MemoryLibrary media, int image)
    {
        Suggestion waiting = await SuggestionAsync(library, image);
        media.EditorSavesStale(new MediaItem
        {
            Key = waiting.MediaKey,
            Path = "-1,1063",
            Name = "photo",
            TypeAlias = "Image",
            FileValue = "/media/photo.jpg",
            FileName = "photo.jpg",
            UploadedAt = DateTimeOffset.UnixEpoch,
            Trashed = false,
            Fields = new Dictionary<FieldKey, FieldValue> { [waiting.Field] = FieldValue.EmptyOf(waiting.Field.Field) },
        });
        return waiting;
    }

    // Which of those that wait.
    private static async Task<Suggestion> SuggestionAsync(LargeLibrary library, int waiting) =>
        (await library.Store<ISuggestionStore>().GetAsync([LargeLibrary.SuggestionOf(waiting * LargeLibrary.ImagesPerWaiting, Keyword)], default)).Single();
}
