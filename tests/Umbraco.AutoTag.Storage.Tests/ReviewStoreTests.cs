using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class ReviewStoreTests(Engine engine) : StorageTest(engine)
{
    private static readonly ReviewFilter s_everything = new(PathScope.Everything, ReviewQueue.Pending);

    private IReviewStore Reviews => Server.GetRequiredService<IReviewStore>();

    [Test]
    public async Task Images_come_newest_first_each_once_with_all_their_open_suggestions()
    {
        Guid older = await SuggestAsync(A.Moment, "dog", "cat");
        Guid newer = await SuggestAsync(A.Moment.AddMinutes(1), "sunset");
        Suggestion later = A.Suggestion(older, "bird") with { CreatedAt = A.Moment.AddMinutes(2) };
        Suggestion decided = A.Suggestion(newer, "fish") with { CreatedAt = A.Moment.AddMinutes(3), State = SuggestionState.Rejected };
        await Suggestions.SaveAsync([later, decided], [], lease: null, default);

        IReadOnlyList<ReviewImage> images = await Reviews.ImagesAsync(s_everything, after: null, 10, default);

        Assert.That(images.Select(image => image.Key), Is.EqualTo(new[] { new ReviewImageKey(later.CreatedAt, older), new ReviewImageKey(A.Moment.AddMinutes(1), newer) }));
        Assert.That(images[0].Suggestions.Select(suggestion => suggestion.Value), Is.EquivalentTo(new[] { "dog", "cat", "bird" }));
    }

    [Test]
    public async Task Pages_of_images_follow_each_other_without_a_gap_although_many_came_at_the_same_moment()
    {
        var all = new List<Guid>();
        for (int number = 0; number < 7; number++)
        {
            all.Add(await SuggestAsync(A.Moment.AddMinutes(number / 4), "dog", "cat"));
        }

        foreach (ReviewFilter filter in new[] { s_everything, s_everything with { Field = Field.Keywords } })
        {
            var seen = new List<Guid>();
            ReviewImageKey? after = null;
            while (await Reviews.ImagesAsync(filter, after, 2, default) is { Count: > 0 } page)
            {
                seen.AddRange(page.Select(image => image.Key.MediaKey));
                after = page[^1].Key;
            }

            Assert.That(seen, Is.Unique.And.EquivalentTo(all), $"{filter}");
        }
    }

    [Test]
    public async Task Values_are_put_together_whatever_their_case_the_most_frequent_first_page_by_page()
    {
        Guid first = await SuggestAsync(A.Moment, "Sunset", "beach");
        Guid second = await SuggestAsync(A.Moment.AddMinutes(1), "sunset", "dog");
        await SuggestAsync(A.Moment, "beach", "cat", "sunset");

        IReadOnlyList<ReviewValue> page = (await Reviews.ValuesAsync(s_everything, after: null, 2, default)).Items;
        IReadOnlyList<ReviewValue> rest = (await Reviews.ValuesAsync(s_everything, page[^1].Place, 10, default)).Items;

        Assert.That(page.Select(value => (value.Place.ValueKey, value.Place.Count)), Is.EqualTo(new[] { ("sunset", 3L), ("beach", 2L) }));
        Assert.That(page[0].Samples, Has.Count.EqualTo(3).And.SupersetOf(new[] { first, second }));
        Assert.That(rest.Select(value => value.Value), Is.EqualTo(new[] { "cat", "dog" }));
    }

    [Test]
    public async Task Long_values_that_begin_alike_stay_apart()
    {
        string beginning = new('x', 300);
        await SuggestAsync(A.Moment, beginning + " one", beginning + " two");

        IReadOnlyList<ReviewValue> values = (await Reviews.ValuesAsync(s_everything, after: null, 10, default)).Items;

        Assert.That(values.Select(value => value.Place.Count), Is.EqualTo(new[] { 1L, 1L }));
        Assert.That(values.Select(value => value.Place.ValueKey.Length), Is.All.LessThanOrEqualTo(ReviewValueKey.MaxLength));
    }

    [Test]
    public async Task A_scope_holds_in_every_list_and_count_and_follows_moves()
    {
        Guid inside = await SuggestAsync(A.Moment, "-1,1063,1064", "dog");
        Guid outside = await SuggestAsync(A.Moment, "-1,10630,1064", "dog");
        ReviewFilter own = s_everything with { Scope = new PathScope(["-1,1063"]) };

        await ShowsAsync(own, inside);
        await Items.MoveAsync([(inside, "-1,10630,1065"), (outside, "-1,1063,1066")], default);
        await ShowsAsync(own, outside);
        await ShowsAsync(s_everything with { Scope = new PathScope([]) });
    }

    [Test]
    public async Task What_is_in_the_recycle_bin_waits_for_nobody()
    {
        Guid kept = await SuggestAsync(A.Moment, "-1,-212,1064", "dog");
        Guid trashed = await SuggestAsync(A.Moment, "dog");

        await Items.MoveAsync([(trashed, "-1,-21,1064")], default);

        await ShowsAsync(s_everything, kept);
    }

    [Test]
    public async Task Every_part_of_a_filter_narrows()
    {
        Analysis analysis = A.Analysis();
        await Analyses.KeepAsync(analysis, replace: false, default);
        Guid wanted = await ImageAsync("-1,1063,1064");
        Guid other = await ImageAsync("-1,1070,1071");
        Suggestion suggestion = A.Suggestion(wanted, "Sunset") with { AnalysisId = analysis.Id, Confidence = Confidence.Of(0.95), CreatedAt = A.Moment.AddDays(-3) };
        Suggestion applied = A.Suggestion(other, "cat") with
        {
            State = SuggestionState.Applied,
            Field = new FieldKey(Field.Title, "da"),
            Confidence = Confidence.Unknown,
        };
        await Suggestions.SaveAsync([suggestion, applied, A.Suggestion(other)], [], lease: null, default);

        foreach (ReviewFilter narrowed in new[]
        {
            s_everything with { ValueKey = "sunset" },
            s_everything with { ValueKey = "sunset", Field = Field.Keywords, Language = "en" },
            s_everything with { Connection = "local" },
            s_everything with { Band = ConfidenceBand.VerySure },
            s_everything with { Age = ReviewAge.Week },
            s_everything with { Folder = "-1,1063" },
        })
        {
            await ShowsAsync(narrowed, wanted);
        }

        await ShowsAsync(s_everything with { Queue = ReviewQueue.Applied }, other);
        await ShowsAsync(s_everything with { Queue = ReviewQueue.Applied, Field = Field.Title, Language = "da", Band = ConfidenceBand.None }, other);
        await ShowsAsync(s_everything with { Queue = ReviewQueue.Applied, Field = Field.AltText });
        Assert.That(
            (await CountAsync(s_everything)).Cells.Items,
            Is.EquivalentTo(new[]
            {
                new ReviewCell(ReviewQueue.Pending, suggestion.Field, "local", ConfidenceBand.VerySure, ReviewAge.Week, 1),
                new ReviewCell(ReviewQueue.Pending, suggestion.Field, "", ConfidenceBand.Unsure, ReviewAge.Day, 1),
                new ReviewCell(ReviewQueue.Applied, applied.Field, "", ConfidenceBand.None, ReviewAge.Day, 1),
            }));
    }

    [Test]
    public async Task Folders_are_counted_by_where_images_lie()
    {
        await SuggestAsync(A.Moment, "-1,1063,1064", "dog", "cat");
        await SuggestAsync(A.Moment, "-1,1070", "dog");

        Assert.That(
            (await CountAsync(s_everything with { Folder = "-1,1063" })).Folders,
            Is.EquivalentTo(new Dictionary<string, long> { ["-1,1063"] = 2, ["-1"] = 1 }));
    }

    [Test]
    public async Task A_value_of_an_age_is_the_same_in_every_list()
    {
        Guid older = await SuggestAsync(Clock.GetUtcNow().AddDays(-40), "dog", "cat");
        Guid newer = await SuggestAsync(Clock.GetUtcNow(), "dog");
        ReviewFilter dogs = s_everything with { Field = Field.Keywords, Language = "en", ValueKey = "dog" };

        await ShowsAsync(dogs with { Age = ReviewAge.Older }, older);
        await ShowsAsync(dogs with { Age = ReviewAge.Day }, newer);
    }

    [Test]
    public async Task A_suggestion_that_changes_its_value_or_source_is_found_under_the_new_one()
    {
        Analysis analysis = A.Analysis();
        await Analyses.KeepAsync(analysis, replace: false, default);
        Guid image = await SuggestAsync(A.Moment, "dog");
        Suggestion read = (await Suggestions.ForMediaAsync(image, default)).Single();

        await Suggestions.SaveAsync([], [read with { Value = "Dog", AnalysisId = analysis.Id }], lease: null, default);
        await Suggestions.SaveAsync([], [read with { Value = "Hound", AnalysisId = analysis.Id, Version = 2 }], lease: null, default);

        await ShowsAsync(s_everything with { Connection = "local", ValueKey = "hound" }, image);
        await ShowsAsync(s_everything with { ValueKey = "dog" });
    }

    [Test]
    public async Task A_write_that_was_taken_back_is_gone_although_it_was_confirmed()
    {
        FieldWrite first = A.Write() with { Confirmed = true };
        FieldWrite second = A.Write(first.MediaKey, "Rex") with { Confirmed = true, WrittenAt = A.Moment.AddMinutes(1) };
        await Suggestions.KeepWritesAsync([first, second], lease: null, default);

        await Suggestions.RetractWriteAsync(second.Id, default);

        Assert.That((await Suggestions.WritesAsync(first.MediaKey, default)).Select(write => write.Id), Is.EqualTo(new[] { first.Id }));
    }

    /// <summary>The same images in every list, and as many in every count.</summary>
    private async Task ShowsAsync(ReviewFilter filter, params Guid[] images)
    {
        Assert.That((await Reviews.ImagesAsync(filter, after: null, 50, default)).Select(image => image.Key.MediaKey), Is.EquivalentTo(images), $"{filter}");
        Assert.That((await Reviews.SuggestionsAsync(filter, 50, default)).Select(suggestion => suggestion.MediaKey), Is.EquivalentTo(images), $"{filter}");
        Assert.That((await Reviews.ValuesAsync(filter, after: null, 50, default)).Items.SelectMany(value => value.Samples), Is.EquivalentTo(images), $"{filter}");
        Assert.That(filter.Folder is not null || (await CountAsync(filter)).Folders.Values.Sum() == images.Length, $"{filter}");
    }

    private Task<ReviewBreakdown> CountAsync(ReviewFilter filter) => Reviews.BreakDownAsync(filter, values: 10, runs: 10, default);

    private Task<Guid> SuggestAsync(DateTimeOffset at, params string[] values) =>
        values[0].StartsWith("-1,", StringComparison.Ordinal) ? SuggestAsync(at, values[0], values[1..]) : SuggestAsync(at, "-1,1063", values);

    private async Task<Guid> SuggestAsync(DateTimeOffset at, string path, string[] values)
    {
        Guid image = await ImageAsync(path);
        await Suggestions.SaveAsync([.. values.Select(value => A.Suggestion(image, value) with { CreatedAt = at })], [], lease: null, default);
        return image;
    }

    private async Task<Guid> ImageAsync(string path)
    {
        WorkRequest image = A.Request(path: path);
        await Items.EnqueueAsync([image], default);
        return image.MediaKey;
    }
}
