using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Counts;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>One reading of the review queue. What several of its counts need is looked up once.</summary>
internal sealed class ReviewReading(Session session, Database database)
{
    /// <summary>A run with more images than this is looked up from the queue, and not the queue from the run.</summary>
    private const int LongRun = 5_000;

    private readonly Dictionary<ReviewFilter, (ReviewFilter Filter, bool IsWhole)> _counted = [];
    private readonly Dictionary<Guid, bool> _isLong = [];

    /// <summary>Where images stand in the queue, from the place a page begins behind.</summary>
    public async Task<IReadOnlyList<(long CreatedAt, string MediaKey)>> ImageKeysAsync(ReviewFilter filter, ReviewImageKey? after, int take)
    {
        ReviewReach? reach = await ReviewReach.ReadAsync(session, database, filter);
        if (reach is { Total: 0 })
        {
            return [];
        }

        ReviewColumns rows = await RowsAsync(filter, reach);
        var parameters = new DynamicParameters(new { take });
        ReviewFilter ofAnyRun = filter with { Run = null };
        var suggestion = new List<string> { Meant(ofAnyRun, rows, parameters), rows.Within(filter, parameters, after) };
        if (after is not null)
        {
            suggestion.Add($"{rows.CreatedAt} <= @afterAt AND ({rows.CreatedAt} < @afterAt OR mediaKey < @afterKey)");
            parameters.AddDynamicParams(new { afterAt = Stored.Of(after.NewestAt), afterKey = Stored.Of(after.MediaKey) });
        }

        // An image stands where its newest suggestion does: the walk down the index passes over its older ones. The sums keep SQLite from looking
        // for newer ones by time, among those of all images, where it should look by image.
        var image = new List<string>
        {
            $"""
            NOT EXISTS (
                SELECT 1 FROM autoTagSuggestion AS newer
                WHERE newer.mediaKey = this.mediaKey AND newer.createdAt + 0 > this.createdAt AND {Meant(ofAnyRun, rows with { CreatedAt = "createdAt + 0" }, parameters)})
            """,
        };
        if (filter.Run is { } run)
        {
            // A walk down the queue asks a long run once for each image, and not for each of its suggestions.
            (rows.OfRun == ReviewColumns.OfLongRun ? image : suggestion).Insert(0, rows.OfRun);
            parameters.Add("run", Stored.Of(run));
        }

        string keys = database.Dialect.First(
            $"""
            SELECT createdAt, mediaKey FROM autoTagSuggestion AS this{rows.By(filter, database.Dialect)}
            WHERE {string.Join(" AND ", suggestion)}
            GROUP BY createdAt, mediaKey HAVING {string.Join(" AND ", image)}
            ORDER BY createdAt DESC, mediaKey DESC
            """,
            "@take");
        return await session.QueryAsync<(long CreatedAt, string MediaKey)>(keys, parameters);
    }

    /// <summary>The newest suggestions.</summary>
    public async Task<IReadOnlyList<Suggestion>> NewestAsync(ReviewFilter filter, int take)
    {
        ReviewReach? reach = await ReviewReach.ReadAsync(session, database, filter);
        if (reach is { Total: 0 })
        {
            return [];
        }

        ReviewColumns rows = await RowsAsync(filter, reach);
        var parameters = new DynamicParameters(new { take });
        string newest = database.Dialect.First(
            $"""
            SELECT {SuggestionRow.Columns} FROM autoTagSuggestion{rows.By(filter, database.Dialect)}
            WHERE {Meant(filter, rows, parameters)} AND {rows.Within(filter, parameters)}
            ORDER BY {rows.NewestFirst(filter)}, mediaKey DESC, id
            """,
            "@take");
        return [.. (await session.QueryAsync<SuggestionRow>(newest, parameters)).Select(row => row.ToSuggestion())];
    }

    /// <summary>The most frequent values, after one or from the beginning.</summary>
    public async Task<ReviewValues> ValuesAsync(ReviewFilter filter, ReviewValuePlace? after, int take)
    {
        (filter, bool isWhole) = await CountedAsync(filter);
        ReviewReach? reach = ReviewCounts.AreSummed(filter) ? null : await ReviewReach.ReadAsync(session, database, filter);
        if (reach is { Total: 0 } || filter.Images is [])
        {
            return new ReviewValues([], IsWhole: true);
        }

        var parameters = new DynamicParameters(new { take });
        string groups = ReviewCounts.Values(database.Dialect, await RowsAsync(filter, reach), filter, after, parameters, database.Now);
        IReadOnlyList<(long Total, long OfSome, int Field, string Language, string ValueKey)> rows =
            await session.QueryAsync<(long Total, long OfSome, int Field, string Language, string ValueKey)>(groups, parameters);
        ReviewValuePlace[] places = [.. rows.Select(row => new ReviewValuePlace(row.Total, new FieldKey((Field)row.Field, row.Language), row.ValueKey))];
        // A page behind the last one counted no less than the others.
        isWhole = isWhole && (ReviewCounts.AreSummed(filter)
            || (rows.Count > 0 ? rows[0].OfSome : after is null ? 0 : await SomeAsync(filter, reach)) < IReviewStore.MostCounted);
        return new ReviewValues(await SampledAsync(filter, reach, places), isWhole);
    }

    /// <summary>How many there are of each kind, in both queues.</summary>
    public async Task<ReviewCells> CellsAsync(ReviewFilter filter)
    {
        var found = new List<ReviewCell>();
        bool isWhole = true;
        ReviewQueue[] both = Enum.GetValues<ReviewQueue>();
        // A run has other images in one queue than in the other.
        foreach (ReviewQueue[] queues in filter.Run is null ? [both] : both.Chunk(1))
        {
            (ReviewFilter counted, bool areAllImages) = await CountedAsync(PlaceAndValue(filter) with { Queue = queues[0] });
            if (counted.Images is [])
            {
                continue;
            }

            var parameters = new DynamicParameters();
            string cells = ReviewCounts.Cells(database.Dialect, await RowsAsync(counted), counted, queues, parameters, database.Now);
            ReviewCell[] rows = [.. (await session.QueryAsync<CellRow>(cells, parameters)).Select(row => row.ToCell())];
            found.AddRange(rows);
            isWhole &= areAllImages
                && (ReviewCounts.IsSummed(counted) || rows.GroupBy(cell => cell.Queue).All(queue => queue.Sum(cell => cell.Count) < IReviewStore.MostCounted));
        }

        return new ReviewCells(found, isWhole);
    }

    /// <summary>How many there are directly in each folder.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FoldersAsync(ReviewFilter filter)
    {
        // What is counted one by one is of the folder that is asked for, so that none of those below it is missed.
        (ReviewFilter counted, _) = await CountedAsync(ReviewCounts.IsSummed(filter) ? filter with { Folder = null } : filter);
        if (counted.Images is [])
        {
            return new Dictionary<string, long>();
        }

        var parameters = new DynamicParameters();
        string folders = ReviewCounts.Folders(database.Dialect, await RowsAsync(counted), counted, parameters, database.Now);
        return (await session.QueryAsync<(string Folder, long Total)>(folders, parameters)).ToDictionary(row => row.Folder, row => row.Total);
    }

    /// <summary>Which runs the newest suggestions are of.</summary>
    public async Task<ReviewRuns> RunsAsync(ReviewFilter filter, int take)
    {
        ReviewFilter ofAnyRun = filter with { Run = null };
        ReviewReach? reach = await ReviewReach.ReadAsync(session, database, ofAnyRun);
        if (reach is { Total: 0 })
        {
            return new ReviewRuns([], IsWhole: true);
        }

        var parameters = new DynamicParameters(new { take });
        string runs = ReviewCounts.Runs(database.Dialect, await RowsAsync(ofAnyRun, reach), ofAnyRun, parameters, database.Now);
        IReadOnlyList<(string? Id, long? CreatedAt, long Total, long OfSome)> rows =
            await session.QueryAsync<(string? Id, long? CreatedAt, long Total, long OfSome)>(runs, parameters);
        return new ReviewRuns(
            [.. rows.Where(row => row.Id is not null).Select(row => new ReviewRun(Stored.Id(row.Id!), Stored.Time(row.CreatedAt!.Value), row.Total))],
            rows.All(row => row.OfSome < IReviewStore.MostCounted));
    }

    /// <summary>
    /// What is counted where a run is meant, which no sum knows: its newest images by name, and whether these are all. Anything else as it is.
    /// </summary>
    private async Task<(ReviewFilter Filter, bool IsWhole)> CountedAsync(ReviewFilter filter)
    {
        if (filter is { Run: null } or { Images: not null })
        {
            return (filter, true);
        }

        if (!_counted.TryGetValue(filter, out (ReviewFilter, bool) counted))
        {
            IReadOnlyList<(long CreatedAt, string MediaKey)> keys = await ImageKeysAsync(filter, after: null, IReviewStore.MostImagesOfRun);
            counted = (filter with { Run = null, Images = [.. keys.Select(key => Stored.Id(key.MediaKey))] }, keys.Count < IReviewStore.MostImagesOfRun);
            _counted.Add(filter, counted);
        }

        return counted;
    }

    // A value is one of a field and a language.
    private static ReviewFilter PlaceAndValue(ReviewFilter filter) => filter with
    {
        Field = filter.ValueKey is null ? null : filter.Field,
        Language = filter.ValueKey is null ? null : filter.Language,
        Connection = null,
        Band = null,
        Age = null,
    };

    private async Task<long> SomeAsync(ReviewFilter filter, ReviewReach? reach)
    {
        var parameters = new DynamicParameters();
        return await session.FirstAsync<long>(
            ReviewCounts.Some(database.Dialect, await RowsAsync(filter, reach), filter, parameters, database.Now), parameters);
    }

    private async Task<IReadOnlyList<ReviewValue>> SampledAsync(ReviewFilter filter, ReviewReach? reach, ReviewValuePlace[] places)
    {
        if (places.Length == 0)
        {
            return [];
        }

        var parameters = new DynamicParameters();
        string newest = ReviewSamples.Of(database.Dialect, await RowsAsync(filter, reach), filter, places, parameters, database.Now);
        ILookup<int, (int Number, string Value, string MediaKey)> samples =
            (await session.QueryAsync<(int Number, string Value, string MediaKey)>(newest, parameters)).ToLookup(sample => sample.Number);
        return
        [
            .. places.Select((place, number) => new ReviewValue(
                place,
                samples[number].Select(sample => sample.Value).FirstOrDefault(place.ValueKey),
                [.. samples[number].Select(sample => Stored.Id(sample.MediaKey)).Distinct()])),
        ];
    }

    private async Task<ReviewColumns> RowsAsync(ReviewFilter filter, ReviewReach? reach = null)
    {
        ReviewColumns rows = ReviewColumns.OfRows(database.Dialect);
        if (reach is not null)
        {
            // Of two ends of a walk SQLite takes one. An age ends where what is of that age reaches, or before.
            rows = rows with { Reach = reach, CreatedAt = "createdAt + 0" };
        }

        return filter.Run is { } run && (filter.ValueKey is not null || await IsLongAsync(run)) ? rows with { OfRun = ReviewColumns.OfLongRun } : rows;
    }

    private async Task<bool> IsLongAsync(Guid run)
    {
        if (!_isLong.TryGetValue(run, out bool isLong))
        {
            isLong = await session.FirstAsync<long>(RunImageCounts.Total(database.Dialect), new { run = Stored.Of(run) }) > LongRun;
            _isLong.Add(run, isLong);
        }

        return isLong;
    }

    private string Meant(ReviewFilter filter, ReviewColumns columns, DynamicParameters parameters) =>
        ReviewConditions.Of(filter, columns, database.Dialect, parameters, database.Now);

    /// <summary>Counted rows as they come.</summary>
    private sealed class CellRow
    {
        public int Code { get; init; }

        public required string Language { get; init; }

        public required string Connection { get; init; }

        public long Total { get; init; }

        public ReviewCell ToCell() => new(
            (ReviewQueue)(Code / 1000),
            new FieldKey((Field)(Code / 100 % 10), Language),
            Connection,
            (ConfidenceBand)(Code / 10 % 10),
            (ReviewAge)(Code % 10),
            Total);
    }
}
