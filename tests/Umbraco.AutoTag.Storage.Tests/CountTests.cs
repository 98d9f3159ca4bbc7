using System.Data.Common;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.TestKit.Databases;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>The running sums say what counting would, whatever has happened and whether it was folded or not.</summary>
public sealed class CountTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    private static readonly string[] s_folders = ["-1", "-1,1063", "-1,1063,1070", "-1,10630", "-1,-21", "-1,-21,1070", "-1,-212"];

    private ICountStore Counts => Server.GetRequiredService<ICountStore>();

    private IReviewStore Reviews => Server.GetRequiredService<IReviewStore>();

    private IRunImages RunImages => Server.GetRequiredService<IRunImages>();

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Whatever_is_done_in_whatever_order_the_sums_are_what_counting_would_find(int seed)
    {
        var walk = new Walk(this, new Random(seed));
        await Analyses.KeepAsync(A.Analysis(), replace: false, default);
        for (int step = 1; step <= 120; step++)
        {
            await walk.StepAsync();
            if (step % 20 == 0)
            {
                await TheSumsAreRightAsync($"seed {seed}, after step {step}: {walk.Last}");
            }
        }

        while (await Counts.FoldAsync(default))
        {
        }

        await TheSumsAreRightAsync($"seed {seed}, folded");
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagWorkChange") + await AskAsync<long>("SELECT COUNT(*) FROM autoTagSuggestionChange"), Is.Zero);
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagSuggestionCount WHERE total <= 0"), Is.Zero);
    }

    [Test]
    public async Task Statements_that_change_many_rows_at_once_are_counted_row_by_row()
    {
        await Items.EnqueueAsync([.. Enumerable.Range(0, 30).Select(n => A.Request(path: $"-1,{1063 + n % 3},{n}"))], default);
        await Suggestions.SaveAsync([.. Enumerable.Range(0, 30).Select(n => A.Suggestion(value: $"word {n % 4}"))], [], lease: null, default);

        await ExecuteAsync("UPDATE autoTagWorkItem SET state = 2 WHERE path LIKE '-1,1063,%'");
        await ExecuteAsync("UPDATE autoTagSuggestion SET state = 1 WHERE valueKey = 'word 1'");
        await ExecuteAsync("DELETE FROM autoTagSuggestion WHERE valueKey = 'word 2'");
        await ExecuteAsync("DELETE FROM autoTagWorkItem WHERE path LIKE '-1,1064,%'");

        await TheSumsAreRightAsync("all at once");
        Assert.That((await Items.CountAsync(new PathScope(["-1,1063"]), default))[WorkState.Done], Is.EqualTo(10));
    }

    [Test]
    public async Task What_is_undone_is_not_counted()
    {
        Suggestion known = A.Suggestion();
        await Suggestions.SaveAsync([known], [], lease: null, default);

        bool saved = await Suggestions.SaveAsync([A.Suggestion(value: "cat")], [known with { Version = 7 }], lease: null, default);

        Assert.That(saved, Is.False);
        await TheSumsAreRightAsync("rolled back");
    }

    [Test]
    public async Task An_update_that_moves_nothing_writes_no_change()
    {
        Lease lease = await ClaimOneAsync();
        long before = await AskAsync<long>("SELECT COUNT(*) FROM autoTagWorkChange");

        await Items.ExtendAsync(lease, s_lease, default);

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagWorkChange"), Is.EqualTo(before));
    }

    [Test]
    public async Task An_editor_whose_part_of_the_library_begins_with_an_image_sees_its_counts_beside_those_of_folders()
    {
        Guid image = await SuggestAsync("-1,1063,1064", "dog", "cat");
        await SuggestAsync("-1,1063,10640", "dog");
        await SuggestAsync("-1,1070,1071", "dog");
        var scope = new PathScope(["-1,1063,1064", "-1,1070", "-1,1070,1071"]);
        var own = new ReviewFilter(scope, ReviewQueue.Pending);

        Assert.That((await Items.CountAsync(scope, default))[WorkState.Waiting], Is.EqualTo(2));
        Assert.That((await CountAsync(own)).Cells.Items.Sum(cell => cell.Count), Is.EqualTo(3));
        Assert.That((await CountAsync(own)).Folders, Is.EquivalentTo(new Dictionary<string, long> { ["-1,1063"] = 2, ["-1,1070"] = 1 }));
        Assert.That((await Reviews.ImagesAsync(own, after: null, 10, default)).Select(found => found.Key.MediaKey), Does.Contain(image).And.Exactly(2).Items);
    }

    [Test]
    public async Task Ages_change_with_the_full_hour_in_lists_and_counts_alike()
    {
        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(Clock.GetUtcNow().Ticks % TimeSpan.TicksPerHour) + TimeSpan.FromMinutes(25));
        DateTimeOffset border = Clock.GetUtcNow() - TimeSpan.FromDays(1) - TimeSpan.FromMinutes(25);
        foreach (TimeSpan after in new[] { TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.FromMinutes(59) })
        {
            await Suggestions.SaveAsync([A.Suggestion() with { CreatedAt = border + after }], [], lease: null, default);
        }

        foreach ((ReviewAge age, int count) in new[] { (ReviewAge.Day, 2), (ReviewAge.Week, 1), (ReviewAge.Month, 0) })
        {
            ReviewFilter ofAge = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) with { Age = age };
            Assert.That((await CountAsync(ofAge)).Cells.Items.Where(cell => cell.Age == age).Sum(cell => cell.Count), Is.EqualTo(count), $"{age}");
            Assert.That(await Reviews.SuggestionsAsync(ofAge, 10, default), Has.Count.EqualTo(count), $"{age}");
            Assert.That((await CountAsync(ofAge)).Folders.Values.Sum(), Is.EqualTo(count), $"{age}");
        }
    }

    [Test]
    public async Task The_most_frequent_values_are_right_while_some_of_them_are_not_folded_yet_page_by_page()
    {
        for (int image = 0; image < 9; image++)
        {
            await SuggestAsync("-1,1063,1064", [.. Enumerable.Range(image, 9 - image).Select(n => $"word {n}")]);
        }

        await Counts.FoldAsync(default);
        await SuggestAsync("-1,1063,1065", "word 3", "word 3b", "word 8");
        await SuggestAsync("-1,-21,1066", "word 0", "word 1");
        await ExecuteAsync("DELETE FROM autoTagSuggestion WHERE valueKey = 'word 5'");

        var seen = new List<(string, long)>();
        ReviewValuePlace? after = null;
        while (await Reviews.ValuesAsync(new ReviewFilter(PathScope.Everything, ReviewQueue.Pending), after, 2, default) is { Items: { Count: > 0 } page })
        {
            seen.AddRange(page.Select(value => (value.Place.ValueKey, value.Place.Count)));
            after = page[^1].Place;
        }

        Assert.That(seen, Is.EqualTo(new[]
        {
            ("word 8", 10L), ("word 7", 8L), ("word 6", 7L), ("word 3", 5L), ("word 4", 5L), ("word 2", 3L), ("word 1", 2L), ("word 0", 1L), ("word 3b", 1L),
        }));
    }

    [Test]
    public async Task The_most_frequent_values_of_a_connection_a_band_or_an_age_are_those_that_counting_finds_folded_or_not()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        var random = new Random(7);
        ConfidenceSource[] sources = [ConfidenceSource.Exact, ConfidenceSource.None, ConfidenceSource.SelfReported];
        Guid[] analyses = [Guid.NewGuid(), Guid.NewGuid()];
        await Analyses.KeepAsync(A.Analysis() with { Id = analyses[0], Connection = "left" }, replace: false, default);
        await Analyses.KeepAsync(A.Analysis() with { Id = analyses[1], Connection = "right", Key = A.Analysis().Key with { Language = "da" } }, replace: false, default);
        Suggestion[] all =
        [
            .. Enumerable.Range(0, 150).Select(n => A.Suggestion(value: $"word {random.Next(1 + n % 9)}") with
            {
                AnalysisId = analyses[random.Next(2)],
                Confidence = Confidence.Of(random.Next(11) / 10.0),
                ConfidenceSource = sources[random.Next(sources.Length)],
                CreatedAt = n == 0 ? now.AddDays(-40) : n < 5 ? now.AddDays(-3) : now.AddMinutes(-n),
            }),
        ];
        await Suggestions.SaveAsync(all[..90], [], lease: null, default);
        await Counts.FoldAsync(default);
        await Suggestions.SaveAsync(all[90..], [], lease: null, default);
        await ExecuteAsync("DELETE FROM autoTagSuggestion WHERE valueKey = 'word 5'");
        IReadOnlyList<Suggestion> left = await Reviews.SuggestionsAsync(new ReviewFilter(PathScope.Everything, ReviewQueue.Pending), 1_000, default);
        Assert.That(left, Has.Count.GreaterThan(100).And.Count.LessThan(150));

        foreach ((string? connection, ConfidenceBand? band, ReviewAge? age) in
            from connection in new[] { null, "left", "right", "nobody" }
            from band in Enum.GetValues<ConfidenceBand>().Cast<ConfidenceBand?>().Append(null)
            from age in Enum.GetValues<ReviewAge>().Cast<ReviewAge?>().Append(null)
            select (connection, band, age))
        {
            ReviewFilter filter = new(PathScope.Everything, ReviewQueue.Pending) { Connection = connection, Band = band, Age = age };
            string which = $"{connection} {band} {age}";
            IReadOnlyList<Suggestion> listed = await Reviews.SuggestionsAsync(filter, 1_000, default);
            var counted = left
                .Where(one => connection is null || analyses[connection == "left" ? 0 : 1] == one.AnalysisId && connection != "nobody")
                .Where(one => band is null || band == BandOf(one))
                .Where(one => age is null || age == AgeOf(one, now))
                .ToList();

            Assert.That(listed.Select(one => one.Id), Is.EquivalentTo(counted.Select(one => one.Id)), which);
            Assert.That(
                (await Reviews.ImagesAsync(filter, after: null, 1_000, default)).Select(image => image.Key.MediaKey),
                Is.EquivalentTo(counted.Select(one => one.MediaKey).Distinct()),
                which);
            Assert.That(
                (await Reviews.ValuesAsync(filter, after: null, 100, default)).Items.Select(value => (value.Place.ValueKey, value.Place.Count)),
                Is.EqualTo(counted.GroupBy(one => one.Value).Select(value => (value.Key, (long)value.Count()))
                    .OrderByDescending(value => value.Item2).ThenBy(value => value.Key, StringComparer.Ordinal)),
                which);
        }
    }

    [Test]
    public async Task What_no_sum_knows_is_counted_among_the_newest_of_each_queue_and_says_so()
    {
        Guid image = await SuggestAsync("-1,1063,1");
        DateTimeOffset now = Clock.GetUtcNow();
        await Suggestions.SaveAsync(
            [
                .. Enumerable.Range(0, IReviewStore.MostCounted).Select(n => A.Suggestion(image, n % 4 == 0 ? $"dog {n}" : $"word {n}") with { CreatedAt = now.AddSeconds(-n) }),
                .. Enumerable.Range(0, 30).Select(n => A.Suggestion(image, $"an older word {n}") with { CreatedAt = now.AddDays(-20) }),
                A.Suggestion(image, "cat") with { State = SuggestionState.Applied },
            ],
            [],
            lease: null,
            default);
        // Otherwise it would take hundreds of images, since one has the same keyword once.
        foreach (string value in (string[])["dog", "an older word"])
        {
            await ExecuteAsync($"UPDATE autoTagSuggestion SET value = '{value}', valueKey = '{value}' WHERE value LIKE '{value} %'");
        }

        Run run = await RunAsync([image]);
        var everything = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending);
        var part = everything with { Scope = new PathScope(["-1,1063"]) };

        foreach (ReviewFilter filter in new[] { part, everything with { Folder = "-1,1063" }, everything with { Age = ReviewAge.Day }, everything with { Run = run.Id } })
        {
            ReviewValues values = await Reviews.ValuesAsync(filter, after: null, 2, default);
            Assert.That(values.IsWhole, Is.False, $"{filter}");
            Assert.That(values.Items.Select(value => (value.Place.ValueKey, value.Place.Count)), Is.EqualTo(new[] { ("dog", 250L), ("word 1", 1L) }), $"{filter}");
            ReviewValues end = await Reviews.ValuesAsync(filter, new ReviewValuePlace(1, new FieldKey(Field.Keywords, "zz"), "zz"), 2, default);
            Assert.That((end.Items.Count, end.IsWhole), Is.EqualTo((0, false)), $"the empty page at the end, {filter}");
        }

        Assert.That((await Reviews.ValuesAsync(everything, after: null, 2, default)).IsWhole, "sums know it");
        Assert.That((await Reviews.ValuesAsync(everything, new ReviewValuePlace(1, new FieldKey(Field.Keywords, "zz"), "zz"), 2, default)).IsWhole, "sums know the end");
        Assert.That((await Reviews.ValuesAsync(part with { Age = ReviewAge.Month }, after: null, 2, default)).IsWhole, "there is no more");
        Assert.That((await CountAsync(part)).Cells.IsWhole, "sums know it");
        ReviewRuns runs = (await CountAsync(everything)).Runs;
        Assert.That((runs.Items.Single().Count, runs.IsWhole), Is.EqualTo(((long)IReviewStore.MostCounted, false)));
        ReviewCells cells = (await CountAsync(everything with { Run = run.Id })).Cells;
        Assert.That(cells.IsWhole, Is.False);
        Assert.That(cells.Items.Select(cell => (cell.Queue, cell.Age, cell.Count)), Is.EquivalentTo(new[]
        {
            (ReviewQueue.Pending, ReviewAge.Day, (long)IReviewStore.MostCounted), (ReviewQueue.Applied, ReviewAge.Day, 1L),
        }));
        Assert.That((await CountAsync(everything with { Images = [image], ValueKey = "an older word" })).Cells.IsWhole, "there is no more");
    }

    [Test]
    public async Task A_runs_counts_in_a_folder_are_of_both_queues_whenever_each_was_made()
    {
        Guid image = await SuggestAsync("-1,1063,1");
        DateTimeOffset now = Clock.GetUtcNow();
        await Suggestions.SaveAsync(
            [
                A.Suggestion(image, "waits") with { CreatedAt = now.AddDays(-5) },
                A.Suggestion(image, "written before") with { CreatedAt = now.AddDays(-20), State = SuggestionState.Applied },
                A.Suggestion(image, "written since") with { CreatedAt = now, State = SuggestionState.Applied },
            ],
            [],
            lease: null,
            default);
        Run run = await RunAsync([image]);
        var inFolder = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) { Folder = "-1,1063", Run = run.Id };

        ReviewCells cells = (await CountAsync(inFolder)).Cells;

        Assert.That(cells.Items.Select(cell => (cell.Queue, cell.Age, cell.Count)), Is.EquivalentTo(new[]
        {
            (ReviewQueue.Pending, ReviewAge.Week, 1L), (ReviewQueue.Applied, ReviewAge.Month, 1L), (ReviewQueue.Applied, ReviewAge.Day, 1L),
        }));
        Assert.That((await CountAsync(inFolder with { Queue = ReviewQueue.Applied })).Folders, Is.EqualTo(new Dictionary<string, long> { ["-1,1063"] = 2 }));
    }

    [Test]
    public async Task What_a_run_suggests_in_a_folder_is_not_missed_for_newer_images_elsewhere()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        WorkRequest inside = A.Request(path: "-1,1063,1070,1");
        WorkRequest[] elsewhere = [.. Enumerable.Range(0, IReviewStore.MostImagesOfRun).Select(n => A.Request(path: $"-1,1064,{n}"))];
        await Items.EnqueueAsync([inside, .. elsewhere], default);
        await Suggestions.SaveAsync(
            [.. elsewhere.Select(image => A.Suggestion(image.MediaKey) with { CreatedAt = now }), A.Suggestion(inside.MediaKey) with { CreatedAt = now.AddDays(-2) }],
            [],
            lease: null,
            default);
        Run run = await RunAsync([inside.MediaKey, .. elsewhere.Select(image => image.MediaKey)]);

        ReviewBreakdown counts = await CountAsync(new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) { Folder = "-1,1063", Run = run.Id });

        Assert.That(counts.Cells.IsWhole);
        Assert.That(counts.Folders, Is.EqualTo(new Dictionary<string, long> { ["-1,1063,1070"] = 1 }));
    }

    [Test]
    public async Task Runs_are_counted_by_what_waits_for_their_images_the_newest_run_first()
    {
        Guid[] images = [await SuggestAsync("-1,1063,1", "dog", "cat"), await SuggestAsync("-1,1064,2", "dog"), await SuggestAsync("-1,1063,3", "bird")];
        Run older = await RunAsync([images[0], images[1]]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Run newer = await RunAsync([images[1], Guid.NewGuid()]);
        var everything = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending);

        ReviewRuns runs = (await CountAsync(everything)).Runs;

        Assert.That(runs.Items, Is.EqualTo(new[] { new ReviewRun(newer.Id, newer.CreatedAt, 1), new ReviewRun(older.Id, older.CreatedAt, 3) }));
        Assert.That(runs.IsWhole);
        foreach ((ReviewFilter filter, (Guid, long)[] expected) in new (ReviewFilter, (Guid, long)[])[]
        {
            (everything with { Run = older.Id }, [(newer.Id, 1), (older.Id, 3)]),
            (everything with { Folder = "-1,1063" }, [(older.Id, 2)]),
            (everything with { Scope = new PathScope(["-1,1063,3"]) }, []),
            (everything with { Field = Field.Keywords, Language = "en", ValueKey = "dog" }, [(newer.Id, 1), (older.Id, 2)]),
            (everything with { Images = [images[0]] }, [(older.Id, 2)]),
            (everything with { Queue = ReviewQueue.Applied }, []),
        })
        {
            Assert.That((await CountAsync(filter)).Runs.Items.Select(run => (run.Id, run.Count)), Is.EqualTo(expected), $"{filter}");
        }

        Assert.That((await Reviews.BreakDownAsync(everything, values: 1, runs: 1, default)).Runs.Items.Select(run => run.Id), Is.EqualTo(new[] { newer.Id }));
    }

    [TestCase(0)]
    [TestCase(50_000)]
    public async Task What_waits_of_a_run_is_the_same_whether_the_run_is_short_or_long(int others)
    {
        Guid[] images = [await SuggestAsync("-1,1063,1", "dog", "cat"), await SuggestAsync("-1,1063,2", "dog"), await SuggestAsync("-1,1063,3", "dog", "bird")];
        Run run = await RunAsync([images[0], images[1], Guid.NewGuid()]);
        // As if there were so many more of them.
        await ExecuteAsync(
            $"INSERT INTO autoTagRunCount (runId, state, reasonCode, isCached, isForReview, isWritten, total) VALUES ('{run.Id:D}', 5, '', 0, 0, 0, {others})");
        var filter = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) { Run = run.Id };

        Assert.That((await Reviews.ImagesAsync(filter, after: null, 10, default)).Select(image => image.Key.MediaKey), Is.EquivalentTo(images[..2]));
        Assert.That((await Reviews.SuggestionsAsync(filter, 10, default)).Select(one => one.Value), Is.EquivalentTo(new[] { "dog", "cat", "dog" }));
        Assert.That(
            (await Reviews.ValuesAsync(filter, after: null, 10, default)).Items.Select(value => (value.Place.ValueKey, value.Place.Count, value.Samples.Count)),
            Is.EqualTo(new[] { ("dog", 2L, 2), ("cat", 1L, 1) }));
        Assert.That((await CountAsync(filter)).Cells.Items.Sum(cell => cell.Count), Is.EqualTo(3));
        Assert.That((await CountAsync(filter)).Folders, Is.EquivalentTo(new Dictionary<string, long> { ["-1,1063"] = 3 }));
        await ExecuteAsync("DELETE FROM autoTagRunCount WHERE state = 5");
    }

    [TestCase(0)]
    [TestCase(50_000)]
    public async Task Of_a_run_the_images_that_stand_first_in_each_queue_are_counted_and_all_are_listed(int others)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        WorkRequest[] images = [.. Enumerable.Range(0, 260).Select(n => A.Request(path: $"-1,1063,{n}"))];
        await Items.EnqueueAsync(images, default);
        Run run = await RunAsync([.. images[..255].Select(image => image.MediaKey)]);
        await ExecuteAsync(
            $"INSERT INTO autoTagRunCount (runId, state, reasonCode, isCached, isForReview, isWritten, total) VALUES ('{run.Id:D}', 5, '', 0, 0, 0, {others})");
        // Those of other images are the newest of all; each image has an older one, too.
        await Suggestions.SaveAsync(
            [
                .. images.Select((image, n) => A.Suggestion(image.MediaKey, "dog") with { CreatedAt = now.AddSeconds(n) }),
                .. images.Select((image, n) => A.Suggestion(image.MediaKey, n < 210 ? "earlier" : "later") with { CreatedAt = now.AddDays(-40).AddSeconds(-n) }),
                .. images.Take(IReviewStore.MostImagesOfRun - 1).Select(image => A.Suggestion(image.MediaKey, "written") with { State = SuggestionState.Applied }),
            ],
            [],
            lease: null,
            default);
        var pending = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) { Run = run.Id };

        ReviewBreakdown counts = await CountAsync(pending);
        ReviewBreakdown written = await CountAsync(pending with { Queue = ReviewQueue.Applied });

        Assert.That((counts.Cells.IsWhole, counts.Values.IsWhole), Is.EqualTo((false, false)));
        Assert.That(
            counts.Cells.Items.Select(cell => (cell.Queue, cell.Age, cell.Count)),
            Is.EquivalentTo(new[] { (ReviewQueue.Pending, ReviewAge.Day, 50L), (ReviewQueue.Pending, ReviewAge.Older, 50L), (ReviewQueue.Applied, ReviewAge.Day, 49L) }));
        Assert.That(counts.Values.Items.Select(value => (value.Place.ValueKey, value.Place.Count)), Is.EqualTo(new[] { ("dog", 50L), ("later", 45L), ("earlier", 5L) }));
        Assert.That(counts.Folders, Is.EquivalentTo(new Dictionary<string, long> { ["-1,1063"] = 100 }));
        Assert.That((written.Values.IsWhole, written.Values.Items.Single().Place.Count), Is.EqualTo((true, 49L)));
        Assert.That(await Reviews.SuggestionsAsync(pending, 1_000, default), Has.Count.EqualTo(510));
        Assert.That((await Reviews.SuggestionsAsync(pending, 3, default)).Select(one => one.MediaKey).Distinct(), Is.EqualTo(new[] { images[254].MediaKey, images[253].MediaKey }));
        await ExecuteAsync("DELETE FROM autoTagRunCount WHERE state = 5");
    }

    // Of the days in which one age turns into the next the hour counts, of all others only the day.
    [Test]
    public async Task Ages_of_the_whole_library_are_counted_to_the_hour_and_as_the_lists_have_them()
    {
        WorkRequest image = A.Request(path: "-1,1063,1064");
        await Items.EnqueueAsync([image], default);
        DateTimeOffset hour = new(Clock.GetUtcNow().Ticks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        TimeSpan[] borders = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];
        DateTimeOffset[] made =
        [
            .. borders.SelectMany(border => new[] { 0, 1, 9, 30 }.SelectMany(hours => new[] { hour - border + TimeSpan.FromHours(hours), hour - border - TimeSpan.FromHours(hours) - TimeSpan.FromTicks(1) })),
        ];
        await Suggestions.SaveAsync([.. made.Select((at, n) => A.Suggestion(image.MediaKey, $"word {n}") with { CreatedAt = at })], [], lease: null, default);
        var everything = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending);

        var listed = new Dictionary<ReviewAge, int>();
        foreach (ReviewAge age in Enum.GetValues<ReviewAge>())
        {
            listed[age] = (await Reviews.SuggestionsAsync(everything with { Age = age }, 100, default)).Count;
        }

        Assert.That(await CountedAsync(), Is.EqualTo(listed), "not folded");
        await Counts.FoldAsync(default);
        Assert.That(await CountedAsync(), Is.EqualTo(listed), "folded");
        Assert.That(listed.Values, Is.All.GreaterThanOrEqualTo(4));

        async Task<Dictionary<ReviewAge, int>> CountedAsync() =>
            (await CountAsync(everything)).Cells.Items.GroupBy(cell => cell.Age).ToDictionary(age => age.Key, age => (int)age.Sum(cell => cell.Count));
    }

    [Test]
    public async Task Sums_that_somebody_has_changed_by_hand_are_made_anew_and_what_waits_to_be_folded_is_not_counted_twice()
    {
        await SuggestAsync("-1,1063,1064", "dog", "cat");
        await Counts.FoldAsync(default);
        await SuggestAsync("-1,1063,1065", "dog");
        Assert.That(await Counts.RecomputeAsync(default), Is.Zero, "all agree");

        await ExecuteAsync("UPDATE autoTagSuggestionCount SET total = total + 5");
        await ExecuteAsync("UPDATE autoTagSuggestionDay SET total = total + 1");
        await ExecuteAsync("DELETE FROM autoTagValueCount WHERE valueKey = 'dog'");
        await ExecuteAsync("DELETE FROM autoTagWorkChange");
        await ExecuteAsync("INSERT INTO autoTagWorkCount (folder, state, total) VALUES ('-1,1', 2, 3)");

        Assert.That(await Counts.RecomputeAsync(default), Is.Positive);
        await TheSumsAreRightAsync("made anew");
        Assert.That(await Counts.RecomputeAsync(default), Is.Zero);
    }

    // As a server of a version from before the sums by day leaves them.
    [Test]
    public async Task Sums_by_day_that_another_server_did_not_fold_into_follow_those_by_hour_at_start_and_every_hour()
    {
        await Counts.FoldAsync(default);
        await SuggestAsync("-1,1063,1064", "dog", "cat");
        await Counts.FoldAsync(default);
        await ExecuteAsync("DELETE FROM autoTagSuggestionDay");

        await Competitor().GetRequiredService<ICountStore>().FoldAsync(default);
        await TheSumsAreRightAsync("after another server's start");

        await ExecuteAsync("UPDATE autoTagSuggestionDay SET total = total + 3");
        Clock.Advance(TimeSpan.FromHours(1));
        await Counts.FoldAsync(default);
        await TheSumsAreRightAsync("an hour later");
    }

    [Test]
    public async Task Servers_that_write_and_servers_that_fold_at_once_lose_no_count_and_never_show_half_of_one()
    {
        Guid[] images = [.. Enumerable.Range(0, 60).Select(_ => Guid.NewGuid())];
        await Items.EnqueueAsync([.. images.Select((key, n) => A.Request(key, $"-1,{1063 + n % 2},{n}"))], default);
        using var written = new CancellationTokenSource();

        Task[] others =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                ICountStore counts = Competitor().GetRequiredService<ICountStore>();
                while (!written.IsCancellationRequested)
                {
                    await counts.FoldAsync(default);
                }
            })),
            Task.Run(async () =>
            {
                ICountStore counts = Competitor().GetRequiredService<ICountStore>();
                for (int round = 0; round < 8; round++)
                {
                    Assert.That(await counts.RecomputeAsync(default), Is.Zero, "sums that were wrong while others wrote");
                }
            }),
            Task.Run(async () =>
            {
                IWorkItemStore items = Competitor().GetRequiredService<IWorkItemStore>();
                while (!written.IsCancellationRequested)
                {
                    Assert.That((await items.CountAsync(PathScope.Everything, default)).Values.Sum(), Is.EqualTo(images.Length));
                }
            }),
        ];
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => WorkAsync(Competitor(), $"worker {number}"))));
        }
        finally
        {
            await written.CancelAsync();
            await Task.WhenAll(others);
        }

        await TheSumsAreRightAsync("afterwards");
        Assert.That((await Items.CountAsync(PathScope.Everything, default))[WorkState.Done], Is.EqualTo(images.Length));
    }

    [Test]
    public async Task What_was_there_before_there_were_sums_is_in_them()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 9))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (9, 'as it was', 0)", old);
        for (int image = 0; image < 12; image++)
        {
            await ExecuteAsync(
                $"""
                INSERT INTO autoTagWorkItem (mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, enqueuedAt, changedAt, seenAt)
                VALUES ('{image}', '{s_folders[image % s_folders.Length]},{image}', 'default', {image % 6}, 1, 0, 0, 0, 1, 0, 0, 0, 0)
                """,
                old);
            await ExecuteAsync(
                $"""
                INSERT INTO autoTagSuggestion (id, mediaKey, field, language, value, valueKey, path, connection, confidence, confidenceSource, state,
                    analysisId, revisionId, createdAt, changedAt, version)
                VALUES ('{image}', '{image}', {image % 4}, 'en', 'Dog', 'dog', '{s_folders[image % s_folders.Length]},{image}', 'local',
                    {(image % 5 == 0 ? "NULL" : $"0.{image % 10}")}, {image % 4}, {image % 3}, 'analysis', 'revision', {A.Moment.UtcTicks}, 0, 1)
                """,
                old);
        }

        await NewServer(settings: DatabaseSettings.For(ProviderName, old)).GetRequiredService<Schema>().MigrateAsync(default);

        await TheSumsAreRightAsync("migrated", old);
        Assert.That(await AskAsync<long>("SELECT SUM(total) FROM autoTagWorkCount", old), Is.EqualTo(12));
    }

    private static ConfidenceBand BandOf(Suggestion suggestion) => (suggestion.ConfidenceSource, suggestion.Confidence.Value) switch
    {
        (ConfidenceSource.Exact, _) => ConfidenceBand.Exact,
        (_, null) => ConfidenceBand.None,
        (_, >= 0.9) => ConfidenceBand.VerySure,
        (_, >= 0.7) => ConfidenceBand.Sure,
        (_, >= 0.4) => ConfidenceBand.Unsure,
        _ => ConfidenceBand.Guess,
    };

    private static ReviewAge AgeOf(Suggestion suggestion, DateTimeOffset now) => (now - suggestion.CreatedAt).TotalDays switch
    {
        < 2 => ReviewAge.Day,
        < 7 => ReviewAge.Week,
        < 30 => ReviewAge.Month,
        _ => ReviewAge.Older,
    };

    private async Task TheSumsAreRightAsync(string when, string? connectionString = null)
    {
        await using DbConnection connection = await OpenAsync(connectionString);
        await CountedRows.AgreeWithSumsAsync(connection, when);
    }

    private async Task<Guid> SuggestAsync(string path, params string[] values)
    {
        WorkRequest image = A.Request(path: path);
        await Items.EnqueueAsync([image], default);
        await Suggestions.SaveAsync([.. values.Select(value => A.Suggestion(image.MediaKey, value))], [], lease: null, default);
        return image.MediaKey;
    }

    private Task<ReviewBreakdown> CountAsync(ReviewFilter filter) => Reviews.BreakDownAsync(filter, values: 10, runs: 10, default);

    /// <summary>A run that is under way and has these images on its list.</summary>
    private async Task<Run> RunAsync(Guid[] images, Func<string>? path = null)
    {
        IRunStore runs = Server.GetRequiredService<IRunStore>();
        var run = new Run
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Foretold = new Foretold(3, 2, new MicroUsd(40)),
            CreatedBy = Guid.NewGuid(),
            CreatedAt = Clock.GetUtcNow(),
        };
        await runs.AddAsync(run, default);
        await runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = (await runs.FindAsync(run.Id, default))!;
        await RunImages.ListAsync(run, [.. images.Select(key => new ListedImage(key, path?.Invoke() ?? "-1,1063,1", null))], null, default);
        return run;
    }

    private static async Task WorkAsync(IServiceProvider server, string name)
    {
        IWorkItemStore items = server.GetRequiredService<IWorkItemStore>();
        ISuggestionStore suggestions = server.GetRequiredService<ISuggestionStore>();
        while (await items.ClaimAsync(name, 3, s_lease, default) is { Count: > 0 } leases)
        {
            foreach (Lease lease in leases)
            {
                Suggestion dog = A.Suggestion(lease.Item.MediaKey);
                await suggestions.SaveAsync([dog, A.Suggestion(lease.Item.MediaKey, "cat")], [], lease, default);
                await suggestions.SaveAsync([], [dog with { State = SuggestionState.Accepted }], lease, default);
                await items.MoveAsync([(lease.Item.MediaKey, lease.Item.Path.Replace("-1,1063", "-1,1070", StringComparison.Ordinal))], default);
                Assert.That(await items.EndAsync(lease, new WorkEnd(WorkState.Done), default), Is.True);
            }
        }
    }

    /// <summary>One thing after the other that the stores can do, to a few images in a few folders.</summary>
    private sealed class Walk(CountTests site, Random random)
    {
        private readonly Guid[] _images = [.. Enumerable.Range(0, 15).Select(_ => Guid.NewGuid())];

        public string Last { get; private set; } = string.Empty;

        public Task StepAsync()
        {
            (string Name, Func<Task> Do)[] steps =
            [
                ("bring in", () => site.Items.EnqueueAsync([.. Some(4).Select(key => A.Request(key, Path(), (WorkOrigin)random.Next(5)))], default)),
                ("claim and end", () => ClaimAsync(EndAsync)),
                ("claim and end again", () => ClaimAsync(EndAsync)),
                ("claim and give back", () => ClaimAsync(lease => site.Items.GiveBackAsync(lease, [], default))),
                ("claim and fall silent", () => ClaimAsync(_ => Silence())),
                ("ignore", () => site.Items.SetIgnoredAsync(One(), Path(), ignored: true, Guid.NewGuid(), default)),
                ("no longer ignore", () => site.Items.SetIgnoredAsync(One(), Path(), ignored: false, Guid.NewGuid(), default)),
                ("move", () => site.Items.MoveAsync([.. Some(3).Select(key => (key, Path()))], default)),
                ("trash", () => site.Items.MoveAsync([(One(), $"-1,-21,{random.Next(100)}")], default)),
                ("drop", () => site.Items.DropAsync(Some(2), default)),
                ("forget", () => site.Items.ForgetAsync([One()], default)),
                ("retry", () => site.Items.RetryAsync(PathScope.Everything, reasonCode: null, Guid.NewGuid(), default)),
                ("run and withdraw", RunAsync),
                ("suggest", SuggestAsync),
                ("suggest more", SuggestAsync),
                ("decide", DecideAsync),
                ("decide otherwise", DecideAsync),
                ("fold", () => site.Counts.FoldAsync(default)),
            ];
            (Last, Func<Task> step) = steps[random.Next(steps.Length)];
            return step();
        }

        private Guid One() => _images[random.Next(_images.Length)];

        private Guid[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => One()).Distinct()];

        private string Path() => $"{s_folders[random.Next(s_folders.Length)]},{random.Next(1000, 1100)}";

        private async Task ClaimAsync(Func<Lease, Task> then)
        {
            foreach (Lease lease in await site.Items.ClaimAsync("worker", 3, s_lease, default))
            {
                await then(lease);
            }
        }

        private Task EndAsync(Lease lease)
        {
            WorkState[] ends = [WorkState.Waiting, WorkState.Done, WorkState.Skipped, WorkState.Failed];
            return site.Items.EndAsync(lease, new WorkEnd(ends[random.Next(ends.Length)]), default);
        }

        private Task Silence()
        {
            site.Clock.Advance(TimeSpan.FromMinutes(random.Next(50)));
            return Task.CompletedTask;
        }

        private async Task RunAsync()
        {
            Run run = await site.RunAsync([.. Some(4).Append(Guid.NewGuid())], Path);
            await site.RunImages.FeedAsync(run, "default", 100, default);
            await site.Server.GetRequiredService<IRunStore>().MoveAsync(run.Id, RunState.Cancelled, null, null, default);
            await site.RunImages.WithdrawAsync(run.Id, default);
        }

        private Task SuggestAsync() => site.Suggestions.SaveAsync(
            [.. Some(4).Select(key => Anything(A.Suggestion(key, $"word {random.Next(6)}")))], [], lease: null, default);

        private async Task DecideAsync()
        {
            foreach (Suggestion known in (await site.Suggestions.ForMediaAsync(One(), default)).Take(2))
            {
                await site.Suggestions.SaveAsync([], [Anything(known)], lease: null, default);
            }
        }

        private Suggestion Anything(Suggestion suggestion) => suggestion with
        {
            Field = suggestion.Version > 1 ? suggestion.Field : new FieldKey((Field)random.Next(4), random.Next(2) == 0 ? "en" : "da"),
            State = (SuggestionState)random.Next(6),
            AnalysisId = random.Next(3) == 0 ? Guid.NewGuid() : suggestion.AnalysisId,
            Confidence = random.Next(4) == 0 ? Confidence.Unknown : Confidence.Of(random.Next(11) / 10.0),
            ConfidenceSource = (ConfidenceSource)random.Next(4),
            CreatedAt = suggestion.Version > 1 ? suggestion.CreatedAt : A.Moment.AddMinutes(random.Next(300)),
        };
    }
}
