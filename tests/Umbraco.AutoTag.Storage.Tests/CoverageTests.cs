using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class CoverageTests(Engine engine) : StorageTest(engine)
{
    private static readonly FieldKey s_altText = new(Field.AltText, "en");

    private ICoverageStore Coverage => Server.GetRequiredService<ICoverageStore>();

    [Test]
    public async Task Each_image_counts_in_the_folder_it_lies_in_by_whose_word_its_text_is()
    {
        await KeepAsync(Image("-1,1063,1", null), Image("-1,1063,2", "A dog"), Image("-1,1064,3", "A cat"), NotCovered("-1,4"), Image("-1,5", " "));

        IReadOnlyDictionary<string, CoverageCounts> counts = await CountAsync();

        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, CoverageCounts>
        {
            ["-1,1063"] = CoverageCounts.None with { Missing = 1, Human = 1 },
            ["-1,1064"] = CoverageCounts.None with { Human = 1 },
            ["-1"] = CoverageCounts.None with { Missing = 1, NotCovered = 1 },
        }));
    }

    [Test]
    public async Task A_text_of_AutoTag_goes_from_unreviewed_to_accepted_and_back_with_the_decision()
    {
        LibraryImage image = Image("-1,1", "Two dogs at a window");
        Suggestion suggestion = A.Suggestion(image.Key, "Two dogs at a window") with { Field = s_altText, State = SuggestionState.Applied };
        await Suggestions.KeepWritesAsync([A.Write(image.Key)], lease: null, default);
        await Suggestions.SaveAsync([suggestion], [], lease: null, default);
        await KeepAsync(image);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Unreviewed));

        await Suggestions.SaveAsync([], [suggestion with { State = SuggestionState.Accepted }], lease: null, default);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Accepted));

        await Suggestions.SaveAsync([], [suggestion with { State = SuggestionState.Applied, Version = 2 }], lease: null, default);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Unreviewed));
    }

    [Test]
    public async Task What_is_called_decorative_is_so_at_once_and_missing_again_when_that_is_taken_back()
    {
        LibraryImage image = Image("-1,1", null);
        await KeepAsync(image);
        FieldWrite write = A.Write(image.Key) with { After = FieldValue.OfText(null), DecidedBy = Guid.NewGuid(), IsDecorative = true, Confirmed = true };

        await Suggestions.KeepWritesAsync([write], lease: null, default);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Decorative));

        await Suggestions.RetractWriteAsync(write.Id, default);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Missing));
    }

    [Test]
    public async Task A_look_at_an_earlier_save_changes_nothing_and_a_property_that_came_without_a_save_does()
    {
        LibraryImage image = Image("-1,1", "The later text");
        await KeepAsync(image);
        await KeepAsync(image with { AltText = FieldValue.OfText(null), SavedAt = image.SavedAt.AddMinutes(-1) });
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.Human));

        LibraryImage other = NotCovered("-1,1") with { Key = image.Key };
        await KeepAsync(other);
        Assert.That(await OnlyAsync(), Is.EqualTo(AltTextState.NotCovered));
    }

    [Test]
    public async Task What_moves_counts_where_it_went_and_what_is_thrown_away_or_gone_counts_nowhere()
    {
        LibraryImage moved = Image("-1,1063,1", null);
        LibraryImage trashed = Image("-1,1063,2", "A dog");
        LibraryImage gone = Image("-1,1063,3", "A cat");
        await KeepAsync(moved, trashed, gone);

        await Coverage.MoveAsync([(moved.Key, "-1,1064,1"), (trashed.Key, "-1,-21,2"), (Guid.NewGuid(), "-1,9")], default);
        await Coverage.ForgetAsync([gone.Key, Guid.NewGuid()], default);

        Assert.That(await CountAsync(), Is.EquivalentTo(new Dictionary<string, CoverageCounts> { ["-1,1064"] = CoverageCounts.None with { Missing = 1 } }));
        Assert.That(await ListAsync(AltTextState.Human, PathScope.Everything), Is.Empty);
        Assert.That(await Coverage.KeysAsync(after: null, 10, default), Is.EquivalentTo(new[] { moved.Key, trashed.Key }));
    }

    [Test]
    public async Task An_editor_counts_and_lists_their_start_nodes_only_each_image_once()
    {
        LibraryImage[] own = [Image("-1,10,1", null), Image("-1,10,2,3", null), Image("-1,20", null)];
        await KeepAsync([.. own, Image("-1,100,4", null), Image("-1,5", null), Image("-1,2", null)]);
        var scope = new PathScope(["-1,10", "-1,10,2", "-1,20"]);

        IReadOnlyDictionary<string, CoverageCounts> counts = await Coverage.CountAsync(scope, folder: null, default);

        Assert.That(counts.Values.Sum(count => count.Missing), Is.EqualTo(3));
        Assert.That((await ListAsync(AltTextState.Missing, scope)).Select(image => image.Key), Is.EqualTo(own.Select(image => image.Key)));
        Assert.That(await Coverage.ImagesAsync(AltTextState.Missing, scope, "-1,100", after: null, 10, default), Is.Empty);
        Assert.That(await Coverage.CountAsync(scope, "-1,100", default), Is.Empty);
        Assert.That(await Coverage.ImagesAsync(AltTextState.Missing, new PathScope([]), folder: null, after: null, 10, default), Is.Empty);
    }

    [Test]
    public async Task Pages_follow_each_other_without_a_gap_and_say_what_there_is_to_review()
    {
        LibraryImage[] images = [.. Enumerable.Range(1, 7).Select(number => Image($"-1,{number % 2 + 10},{number + 100}", null))];
        await KeepAsync(images);
        await Suggestions.SaveAsync(
            [A.Suggestion(images[0].Key), A.Suggestion(images[0].Key, "cat"), A.Suggestion(images[0].Key, "window") with { State = SuggestionState.Applied }],
            [],
            lease: null,
            default);

        IReadOnlyList<CountedImage> all = await ListAsync(AltTextState.Missing, PathScope.Everything);

        Assert.That(all.Select(image => image.Key), Is.EquivalentTo(images.Select(image => image.Key)).And.Unique);
        Assert.That(all.Where(image => image.Waiting + image.Written > 0).Select(image => (image.Key, image.Waiting, image.Written)), Is.EqualTo(new[] { (images[0].Key, 2, 1) }));
        Assert.That(await Coverage.ImagesAsync(AltTextState.Missing, PathScope.Everything, "-1,10", after: null, 10, default), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task The_sums_are_those_of_the_rows_however_many_change_them_at_once()
    {
        LibraryImage[] images = [.. Enumerable.Range(1, 40).Select(number => Image($"-1,{number % 3 + 10},{number + 100}", null))];
        await KeepAsync(images);

        await Task.WhenAll(images.Chunk(5).Select(some => Task.Run(async () =>
        {
            foreach (LibraryImage image in some)
            {
                await KeepAsync(image with { AltText = FieldValue.OfText("A text"), SavedAt = image.SavedAt.AddMinutes(1) });
                await Coverage.MoveAsync([(image.Key, $"-1,10,{image.Path.Split(',')[2]}")], default);
                await Suggestions.KeepWritesAsync([A.Write(image.Key, "A text")], lease: null, default);
            }
        })));

        Assert.That(await CountAsync(), Is.EquivalentTo(new Dictionary<string, CoverageCounts> { ["-1,10"] = CoverageCounts.None with { Unreviewed = 40 } }));
    }

    [Test]
    public async Task Days_are_kept_with_their_last_numbers_and_only_so_many()
    {
        var day = new DateOnly(2026, 3, 2);
        await Coverage.KeepDayAsync(new CoverageDay(day.AddDays(-100), CoverageCounts.None), day.AddDays(-200), default);
        await Coverage.KeepDayAsync(new CoverageDay(day, CoverageCounts.None with { Missing = 9 }), day.AddDays(-200), default);
        await Coverage.KeepDayAsync(new CoverageDay(day, new CoverageCounts(1, 2, 3, 4, 5, 6)), day.AddDays(-89), default);

        Assert.That(await Coverage.DaysAsync(day.AddDays(-200), default), Is.EqualTo(new[] { new CoverageDay(day, new CoverageCounts(1, 2, 3, 4, 5, 6)) }));
        Assert.That(await Coverage.DaysAsync(day.AddDays(1), default), Is.Empty);
    }

    [Test]
    public async Task One_server_takes_stock_and_another_when_that_one_is_through_or_silent()
    {
        Assert.That(await TakeTurnAsync(), Is.True);
        Assert.That(await TakeTurnAsync(), Is.False);

        Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That(await TakeTurnAsync(), Is.True);

        await Coverage.TakeTurnAsync(DateTimeOffset.MinValue, isMine: true, default);
        Assert.That(await TakeTurnAsync(), Is.True);
    }

    [Test]
    public async Task How_far_it_came_outlives_a_restart()
    {
        var marks = new StockMarks(A.Moment, null, "1063");
        Assert.That(await Coverage.MarksAsync(default), Is.EqualTo(new StockMarks(null, null, null)));

        await Coverage.KeepMarksAsync(marks, default);
        Assert.That(await Coverage.MarksAsync(default), Is.EqualTo(marks));

        await Coverage.KeepMarksAsync(marks with { CountedAllAt = A.Moment, Place = null }, default);
        Assert.That(await Coverage.MarksAsync(default), Is.EqualTo(new StockMarks(A.Moment, A.Moment, null)));
    }

    private static LibraryImage Image(string path, string? altText) =>
        new(Guid.NewGuid(), path, $"Picture {path}", "Image", FieldValue.OfText(altText), A.Moment);

    private static LibraryImage NotCovered(string path) => Image(path, null) with { AltText = null, TypeAlias = "Poster" };

    private Task KeepAsync(params LibraryImage[] images) => Coverage.KeepAsync(images, "en", default);

    private Task<IReadOnlyDictionary<string, CoverageCounts>> CountAsync() => Coverage.CountAsync(PathScope.Everything, folder: null, default);

    private Task<bool> TakeTurnAsync() => Coverage.TakeTurnAsync(Clock.GetUtcNow().AddMinutes(5), isMine: false, default);

    /// <summary>The state of the only image: it is in one list, and in one sum.</summary>
    private async Task<AltTextState> OnlyAsync()
    {
        CoverageCounts counts = (await CountAsync()).Values.Single();
        Assert.That(counts.Covered + counts.NotCovered, Is.EqualTo(1));
        var found = new List<AltTextState>();
        foreach (AltTextState state in Enum.GetValues<AltTextState>())
        {
            found.AddRange((await ListAsync(state, PathScope.Everything)).Select(_ => state));
        }

        long[] numbers = [counts.Missing, counts.Human, counts.Accepted, counts.Unreviewed, counts.Decorative, counts.NotCovered];
        Assert.That(numbers[(int)found.Single()], Is.EqualTo(1));
        return found.Single();
    }

    private async Task<IReadOnlyList<CountedImage>> ListAsync(AltTextState state, PathScope scope)
    {
        var all = new List<CountedImage>();
        string? after = null;
        while (await Coverage.ImagesAsync(state, scope, folder: null, after, 2, default) is { Count: > 0 } page)
        {
            all.AddRange(page);
            after = page[^1].Path;
        }

        return all;
    }
}
