using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Entities;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>Adds up the facets of the review queue.</summary>
internal sealed class ReviewFacetCounts(IReviewStore reviews, IEntityService entities)
{
    private const int MaxFolders = 12;
    private const int MaxValues = 12;
    private const int MaxRuns = 12;

    public async Task<ReviewFacets> OfAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        ReviewBreakdown counts = await reviews.BreakDownAsync(filter, MaxValues, MaxRuns, cancellationToken);
        IReadOnlyList<ReviewCell> cells = counts.Cells.Items;
        return new ReviewFacets(
            cells.Where(cell => Lets(cell, filter)).Sum(cell => cell.Count),
            [.. Enum.GetValues<ReviewQueue>().Select(queue => new ReviewCount<ReviewQueue>(
                queue, cells.Where(cell => Lets(cell, filter with { Queue = queue })).Sum(cell => cell.Count)))],
            Facet(cells, filter with { Field = null }, cell => cell.Field.Field),
            Named(Facet(cells, filter with { Language = null }, cell => cell.Field.Language)),
            Named(Facet(cells.Where(cell => cell.Connection.Length > 0), filter with { Connection = null }, cell => cell.Connection)),
            Facet(cells, filter with { Band = null }, cell => cell.Band),
            Facet(cells, filter with { Age = null }, cell => cell.Age),
            Named(ReviewFolders.Below(counts.Folders, filter)),
            [.. counts.Values.Items.Select(ReviewLists.View)],
            [.. counts.Runs.Items.Select(run => new ReviewRunCount(run.Id, run.CreatedAt, run.Count))],
            counts.Cells.IsWhole,
            counts.Values.IsWhole,
            counts.Runs.IsWhole);
    }

    private static bool Lets(ReviewCell cell, ReviewFilter filter) =>
        cell.Queue == filter.Queue
        && (filter.Field is null || cell.Field.Field == filter.Field)
        && (filter.Language is null || cell.Field.Language == filter.Language)
        && (filter.Connection is null || cell.Connection == filter.Connection)
        && (filter.Band is null || cell.Band == filter.Band)
        && (filter.Age is null || cell.Age == filter.Age);

    private static IReadOnlyList<ReviewCount<T>> Facet<T>(IEnumerable<ReviewCell> cells, ReviewFilter others, Func<ReviewCell, T> by)
        where T : notnull =>
    [
        .. cells
            .Where(cell => Lets(cell, others))
            .GroupBy(by)
            .Select(group => new ReviewCount<T>(group.Key, group.Sum(cell => cell.Count)))
            .OrderBy(count => count.Value),
    ];

    private static IReadOnlyList<ReviewNameCount> Named(IEnumerable<ReviewCount<string>> counts) =>
        [.. counts.Select(count => new ReviewNameCount(count.Value, count.Count))];

    private IReadOnlyList<ReviewFolder> Named(IReadOnlyDictionary<int, long> folders)
    {
        KeyValuePair<int, long>[] most = [.. folders.OrderByDescending(folder => folder.Value).ThenBy(folder => folder.Key).Take(MaxFolders)];
        if (most.Length == 0)
        {
            return [];
        }

        Dictionary<int, IEntitySlim> known = entities
            .GetAll(UmbracoObjectTypes.Media, [.. most.Select(folder => folder.Key)])
            .ToDictionary(entity => entity.Id);
        return
        [
            .. most
                .Where(folder => known.ContainsKey(folder.Key))
                .Select(folder => new ReviewFolder(known[folder.Key].Key, known[folder.Key].Name ?? string.Empty, folder.Value)),
        ];
    }
}
