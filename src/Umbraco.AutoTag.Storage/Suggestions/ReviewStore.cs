using Dapper;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <inheritdoc />
internal sealed class ReviewStore(Database database) : IReviewStore
{
    private const int ImagesAtOnce = 250;

    public async Task<IReadOnlyList<ReviewImage>> ImagesAsync(
        ReviewFilter filter, ReviewImageKey? after, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<(long CreatedAt, string MediaKey)> found = await database.RunAsync(
            session => new ReviewReading(session, database).ImageKeysAsync(filter, after, take), cancellationToken);
        ILookup<Guid, Suggestion> suggestions = await OfImagesAsync(filter, [.. found.Select(key => key.MediaKey)], cancellationToken);
        return
        [
            .. found
                .Select(key => new ReviewImageKey(Stored.Time(key.CreatedAt), Stored.Id(key.MediaKey)))
                .Select(key => new ReviewImage(key, [.. suggestions[key.MediaKey]])),
        ];
    }

    public Task<ReviewValues> ValuesAsync(ReviewFilter filter, ReviewValuePlace? after, int take, CancellationToken cancellationToken) =>
        database.RunAsync(session => new ReviewReading(session, database).ValuesAsync(filter, after, take), cancellationToken);

    public async Task<IReadOnlyList<Suggestion>> SuggestionsAsync(ReviewFilter filter, int take, CancellationToken cancellationToken)
    {
        if (filter is { Run: null } or { ValueKey: not null } or { Images: not null })
        {
            return await database.RunAsync(session => new ReviewReading(session, database).NewestAsync(filter, take), cancellationToken);
        }

        // Image by image, since that is how a run is looked up.
        var found = new List<Suggestion>();
        ReviewImageKey? after = null;
        do
        {
            IReadOnlyList<ReviewImage> images = await ImagesAsync(filter, after, ImagesAtOnce, cancellationToken);
            found.AddRange(images.SelectMany(image => image.Suggestions));
            after = images.Count < ImagesAtOnce ? null : images[^1].Key;
        }
        while (after is not null && found.Count < take);

        return [.. found.Take(take)];
    }

    public Task<ReviewBreakdown> BreakDownAsync(ReviewFilter filter, int values, int runs, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            var reading = new ReviewReading(session, database);
            return new ReviewBreakdown(
                await reading.CellsAsync(filter),
                await reading.ValuesAsync(filter with { ValueKey = null }, after: null, values),
                await reading.FoldersAsync(filter),
                await reading.RunsAsync(filter, runs));
        },
        cancellationToken);

    private async Task<ILookup<Guid, Suggestion>> OfImagesAsync(ReviewFilter filter, string[] mediaKeys, CancellationToken cancellationToken)
    {
        var found = new List<Suggestion>();
        foreach (string[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            var parameters = new DynamicParameters(new { keys = some });
            // They are known to be the run's.
            string meant = ReviewConditions.Of(filter with { Run = null }, ReviewColumns.OfRows(database.Dialect), database.Dialect, parameters, database.Now);
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
}
