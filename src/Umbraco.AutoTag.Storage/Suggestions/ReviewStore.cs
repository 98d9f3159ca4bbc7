using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Counts;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <inheritdoc />
internal sealed class ReviewStore(Database database) : IReviewStore
{
    /// <summary>A run with more images than this is looked up from the queue, and not the queue from the run.</summary>
    private const int LongRun = 5_000;

    public async Task<IReadOnlyList<ReviewImage>> ImagesAsync(
        ReviewFilter filter, ReviewImageKey? after, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<(long CreatedAt, string MediaKey)> found = await database.RunAsync(
            session => ImageKeysAsync(session, filter, after, take), cancellationToken);
        ILookup<Guid, Suggestion> suggestions = await OfImagesAsync(filter, [.. found.Select(key => key.MediaKey)], cancellationToken);
        return
        [
            .. found
                .Select(key => new ReviewImageKey(Stored.Time(key.CreatedAt), Stored.Id(key.MediaKey)))
                .Select(key => new ReviewImage(key, [.. suggestions[key.MediaKey]])),
        ];
    }

    private async Task<IReadOnlyList<(long CreatedAt, string MediaKey)>> ImageKeysAsync(Session session, ReviewFilter filter, ReviewImageKey? after, int take)
    {
        ReviewReach? reach = await ReviewReach.ReadAsync(session, database, filter);
        if (reach is { Total: 0 })
        {
            return [];
        }

        ReviewColumns rows = await RowsAsync(session, filter, reach);
        var parameters = new DynamicParameters(new { take });
        var page = new List<string> { Meant(filter, rows, parameters), rows.Within(filter, parameters, after) };
        if (after is not null)
        {
            page.Add($"{rows.CreatedAt} <= @afterAt AND ({rows.CreatedAt} < @afterAt OR mediaKey < @afterKey)");
            parameters.AddDynamicParams(new { afterAt = Stored.Of(after.NewestAt), afterKey = Stored.Of(after.MediaKey) });
        }

        // An image stands where its newest suggestion does: the walk down the index passes over its older ones. The sums keep SQLite from looking
        // for newer ones by time, among those of all images, where it should look by image.
        string keys = database.Dialect.First(
            $"""
            SELECT DISTINCT createdAt, mediaKey FROM autoTagSuggestion AS this{ReviewColumns.By(filter, database.Dialect)}
            WHERE {string.Join(" AND ", page)} AND NOT EXISTS (
                SELECT 1 FROM autoTagSuggestion AS newer
                WHERE newer.mediaKey = this.mediaKey AND newer.createdAt + 0 > this.createdAt AND {Meant(filter, rows with { CreatedAt = "createdAt + 0" }, parameters)})
            ORDER BY createdAt DESC, mediaKey DESC
            """,
            "@take");
        return await session.QueryAsync<(long CreatedAt, string MediaKey)>(keys, parameters);
    }

    public Task<ReviewValues> ValuesAsync(ReviewFilter filter, ReviewValuePlace? after, int take, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            ReviewReach? reach = ReviewCounts.AreSummed(filter) ? null : await ReviewReach.ReadAsync(session, database, filter);
            if (reach is { Total: 0 })
            {
                return new ReviewValues([], IsWhole: true);
            }

            var parameters = new DynamicParameters(new { take });
            string groups = ReviewCounts.Values(database.Dialect, await RowsAsync(session, filter, reach), filter, after, parameters, database.Now);
            IReadOnlyList<(long Total, long OfSome, int Field, string Language, string ValueKey)> rows =
                await session.QueryAsync<(long Total, long OfSome, int Field, string Language, string ValueKey)>(groups, parameters);
            ReviewValuePlace[] places = [.. rows.Select(row => new ReviewValuePlace(row.Total, new FieldKey((Field)row.Field, row.Language), row.ValueKey))];
            // A page behind the last one counted no less than the others.
            bool isWhole = ReviewCounts.AreSummed(filter)
                || (rows.Count > 0 ? rows[0].OfSome : after is null ? 0 : await SomeAsync(session, filter, reach)) < ReviewCounts.MostOf(filter);
            return new ReviewValues(await SampledAsync(session, filter, reach, places), isWhole);
        },
        cancellationToken);

    private async Task<long> SomeAsync(Session session, ReviewFilter filter, ReviewReach? reach)
    {
        var parameters = new DynamicParameters();
        return await session.FirstAsync<long>(
            ReviewCounts.Some(database.Dialect, await RowsAsync(session, filter, reach), filter, parameters, database.Now), parameters);
    }

    private async Task<IReadOnlyList<ReviewValue>> SampledAsync(Session session, ReviewFilter filter, ReviewReach? reach, ReviewValuePlace[] places)
    {
        if (places.Length == 0)
        {
            return [];
        }

        var parameters = new DynamicParameters();
        ReviewColumns rows = await RowsAsync(session, filter with { ValueKey = places[0].ValueKey }, reach);
        string newest = ReviewSamples.Of(database.Dialect, rows, filter, places, parameters, database.Now);
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

    public Task<IReadOnlyList<Suggestion>> SuggestionsAsync(ReviewFilter filter, int take, CancellationToken cancellationToken) =>
        database.RunAsync(
            async session => await ReviewReach.ReadAsync(session, database, filter) is var reach && reach is { Total: 0 } ? [] : await NewestAsync(session, filter, take, reach),
            cancellationToken);

    public async Task<ReviewCells> CellsAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        IReadOnlyList<CellRow> rows = await database.RunAsync(
            async session =>
            {
                ReviewReach? reach = await ReviewReach.OfPlaceAsync(session, database, filter);
                if (reach is { Total: 0 })
                {
                    return [];
                }

                var parameters = new DynamicParameters();
                string cells = ReviewCounts.Cells(database.Dialect, await RowsAsync(session, filter, reach), filter, parameters, database.Now);
                return await session.QueryAsync<CellRow>(cells, parameters);
            },
            cancellationToken);
        ReviewCell[] cells = [.. rows.Select(row => row.ToCell())];
        bool isWhole = ReviewCounts.IsSummed(filter) || cells.GroupBy(cell => cell.Queue).All(queue => queue.Sum(cell => cell.Count) < ReviewCounts.MostOf(filter));
        return new ReviewCells(cells, isWhole);
    }

    public async Task<IReadOnlyDictionary<string, long>> FoldersAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Folder, long Total)> rows = await database.RunAsync(
            async session =>
            {
                ReviewFilter anywhere = filter with { Folder = null };
                ReviewReach? reach = filter.Run is null ? null : await ReviewReach.ReadAsync(session, database, anywhere);
                if (reach is { Total: 0 })
                {
                    return [];
                }

                var parameters = new DynamicParameters();
                string folders = ReviewCounts.Folders(database.Dialect, await RowsAsync(session, anywhere, reach), anywhere, parameters, database.Now);
                return await session.QueryAsync<(string Folder, long Total)>(folders, parameters);
            },
            cancellationToken);
        return rows.ToDictionary(row => row.Folder, row => row.Total);
    }

    public Task<ReviewRuns> RunsAsync(ReviewFilter filter, int take, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            ReviewFilter others = filter with { Run = null };
            ReviewReach? reach = await ReviewReach.ReadAsync(session, database, others);
            if (reach is { Total: 0 })
            {
                return new ReviewRuns([], IsWhole: true);
            }

            var parameters = new DynamicParameters(new { take });
            string runs = ReviewCounts.Runs(database.Dialect, await RowsAsync(session, others, reach), others, parameters, database.Now);
            IReadOnlyList<(string? Id, long? CreatedAt, long Total, long OfSome)> rows =
                await session.QueryAsync<(string? Id, long? CreatedAt, long Total, long OfSome)>(runs, parameters);
            return new ReviewRuns(
                [.. rows.Where(row => row.Id is not null).Select(row => new ReviewRun(Stored.Id(row.Id!), Stored.Time(row.CreatedAt!.Value), row.Total))],
                rows.All(row => row.OfSome < ReviewCounts.MostOf(others)));
        },
        cancellationToken);

    private async Task<ReviewColumns> RowsAsync(Session session, ReviewFilter filter, ReviewReach? reach)
    {
        ReviewColumns rows = ReviewColumns.OfRows(database.Dialect);
        if (reach is not null)
        {
            // Of two ends of a walk SQLite takes one. An age ends where what is of that age reaches, or before.
            rows = rows with { Reach = reach, CreatedAt = "createdAt + 0" };
        }

        return filter.Run is { } run && (filter.ValueKey is not null || await IsLongAsync(session, run)) ? rows with { OfRun = ReviewColumns.OfLongRun } : rows;
    }

    private async Task<bool> IsLongAsync(Session session, Guid run) =>
        await session.FirstAsync<long>(RunImageCounts.Total(database.Dialect), new { run = Stored.Of(run) }) > LongRun;

    private async Task<IReadOnlyList<Suggestion>> NewestAsync(Session session, ReviewFilter filter, int take, ReviewReach? reach = null)
    {
        ReviewColumns rows = await RowsAsync(session, filter, reach);
        var parameters = new DynamicParameters(new { take });
        string newest = database.Dialect.First(
            $"""
            SELECT {SuggestionRow.Columns} FROM autoTagSuggestion{ReviewColumns.By(filter, database.Dialect)}
            WHERE {Meant(filter, rows, parameters)} AND {rows.Within(filter, parameters)}
            ORDER BY {rows.NewestFirst(filter)}, mediaKey DESC, id
            """,
            "@take");
        return [.. (await session.QueryAsync<SuggestionRow>(newest, parameters)).Select(row => row.ToSuggestion())];
    }

    private async Task<ILookup<Guid, Suggestion>> OfImagesAsync(ReviewFilter filter, string[] mediaKeys, CancellationToken cancellationToken)
    {
        var found = new List<Suggestion>();
        foreach (string[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            var parameters = new DynamicParameters(new { keys = some });
            // They are known to be the run's.
            string meant = Meant(filter with { Run = null }, ReviewColumns.OfRows(database.Dialect), parameters);
            // The sum keeps SQLite from an index that has fields in order, for all images, where it should look by image.
            IReadOnlyList<SuggestionRow> rows = await database.RunAsync(
                session => session.QueryAsync<SuggestionRow>(
                    $"SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE {meant} AND {database.Dialect.In("mediaKey", "@keys")} ORDER BY field + 0, id",
                    parameters),
                cancellationToken);
            found.AddRange(rows.Select(row => row.ToSuggestion()));
        }

        return found.ToLookup(suggestion => suggestion.MediaKey);
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
