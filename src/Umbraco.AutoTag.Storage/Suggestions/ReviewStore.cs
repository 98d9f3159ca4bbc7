using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <inheritdoc />
internal sealed class ReviewStore(Database database) : IReviewStore
{
    private const int Samples = 3;

    public async Task<IReadOnlyList<ReviewImage>> ImagesAsync(
        ReviewFilter filter, ReviewImageKey? after, int take, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { take });
        string meant = ReviewConditions.Of(filter, parameters, database.Now);
        string page = after is null ? meant : $"{meant} AND createdAt <= @afterAt AND (createdAt < @afterAt OR mediaKey < @afterKey)";
        if (after is not null)
        {
            parameters.Add("afterAt", Stored.Of(after.NewestAt));
            parameters.Add("afterKey", Stored.Of(after.MediaKey));
        }

        // An image stands where its newest suggestion does: the walk down the index passes over its older ones. The sum keeps SQLite from looking
        // for newer ones by time, among those of all images, where it should look by image.
        string keys = database.Dialect.First(
            $"""
            SELECT DISTINCT createdAt, mediaKey FROM autoTagSuggestion AS this
            WHERE {page} AND NOT EXISTS (
                SELECT 1 FROM autoTagSuggestion AS newer WHERE newer.mediaKey = this.mediaKey AND newer.createdAt + 0 > this.createdAt AND {meant})
            ORDER BY createdAt DESC, mediaKey DESC
            """,
            "@take");
        IReadOnlyList<(long CreatedAt, string MediaKey)> found = await database.RunAsync(
            session => session.QueryAsync<(long CreatedAt, string MediaKey)>(keys, parameters),
            cancellationToken);
        ILookup<Guid, Suggestion> suggestions = await OfImagesAsync(filter, [.. found.Select(key => key.MediaKey)], cancellationToken);
        return
        [
            .. found
                .Select(key => new ReviewImageKey(Stored.Time(key.CreatedAt), Stored.Id(key.MediaKey)))
                .Select(key => new ReviewImage(key, [.. suggestions[key.MediaKey]])),
        ];
    }

    public async Task<IReadOnlyList<ReviewValue>> ValuesAsync(
        ReviewFilter filter, ReviewValuePlace? after, int take, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { take });
        string meant = ReviewConditions.Of(filter, parameters, database.Now);
        string from = after is null
            ? string.Empty
            : """
              HAVING COUNT(*) < @count OR (COUNT(*) = @count AND (field > @afterField OR (field = @afterField
                AND (language > @afterLanguage OR (language = @afterLanguage AND valueKey > @afterKey)))))
              """;
        if (after is not null)
        {
            parameters.AddDynamicParams(new
            {
                count = after.Count,
                afterField = (int)after.Field.Field,
                afterLanguage = after.Field.Language,
                afterKey = after.ValueKey,
            });
        }

        string groups = database.Dialect.First(
            $"""
            SELECT COUNT(*) AS total, field, language, valueKey FROM autoTagSuggestion WHERE {meant}
            GROUP BY field, language, valueKey {from}
            ORDER BY COUNT(*) DESC, field, language, valueKey
            """,
            "@take");
        return await database.RunAsync(
            async session =>
            {
                var values = new List<ReviewValue>();
                foreach ((long total, int field, string language, string valueKey) in
                    await session.QueryAsync<(long Total, int Field, string Language, string ValueKey)>(groups, parameters))
                {
                    var place = new ReviewValuePlace(total, new FieldKey((Field)field, language), valueKey);
                    IReadOnlyList<Suggestion> newest = await NewestAsync(session, filter with { Field = place.Field.Field, Language = language, ValueKey = valueKey }, Samples);
                    values.Add(new ReviewValue(
                        place, newest.Count == 0 ? valueKey : newest[0].Value, [.. newest.Select(suggestion => suggestion.MediaKey).Distinct()]));
                }

                return values;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Suggestion>> SuggestionsAsync(ReviewFilter filter, int take, CancellationToken cancellationToken) =>
        database.RunAsync(session => NewestAsync(session, filter, take), cancellationToken);

    public async Task<IReadOnlyList<ReviewCell>> CellsAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        ReviewConditions.AddAges(parameters, database.Now);
        // Four small numbers in one: sorting hundreds of thousands of rows by one column takes half the time.
        string cells =
            $"""
            SELECT code, language, connection, COUNT(*) AS total FROM (
                SELECT state * 1000 + field * 100 + ({ReviewConditions.Band}) * 10 + ({ReviewConditions.Age}) AS code, language, connection
                FROM autoTagSuggestion WHERE {ReviewConditions.OfPlaceAndValue(filter, parameters)}) AS cells
            GROUP BY code, language, connection
            """;
        IReadOnlyList<CellRow> rows = await database.RunAsync(session => session.QueryAsync<CellRow>(cells, parameters), cancellationToken);
        return [.. rows.Select(row => row.ToCell())];
    }

    public async Task<IReadOnlyDictionary<string, long>> FoldersAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        string meant = ReviewConditions.Of(filter with { Folder = null }, parameters, database.Now);
        string folders =
            $"""
            SELECT folder, COUNT(*) AS total FROM (
                SELECT {database.Dialect.FolderOf("path")} AS folder FROM autoTagSuggestion WHERE {meant}) AS places
            GROUP BY folder
            """;
        IReadOnlyList<(string Folder, long Total)> rows = await database.RunAsync(
            session => session.QueryAsync<(string Folder, long Total)>(folders, parameters),
            cancellationToken);
        return rows.ToDictionary(row => row.Folder, row => row.Total);
    }

    private async Task<IReadOnlyList<Suggestion>> NewestAsync(Session session, ReviewFilter filter, int take)
    {
        var parameters = new DynamicParameters(new { take });
        string newest = database.Dialect.First(
            $"""
            SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE {ReviewConditions.Of(filter, parameters, database.Now)}
            ORDER BY createdAt DESC, mediaKey DESC, id
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
            string meant = ReviewConditions.Of(filter, parameters, database.Now);
            IReadOnlyList<SuggestionRow> rows = await database.RunAsync(
                session => session.QueryAsync<SuggestionRow>(
                    $"SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE {meant} AND {database.Dialect.In("mediaKey", "@keys")} ORDER BY field, id",
                    parameters),
                cancellationToken);
            found.AddRange(rows.Select(row => row.ToSuggestion()));
        }

        return found.ToLookup(suggestion => suggestion.MediaKey);
    }

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
