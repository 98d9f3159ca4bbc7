using Umbraco.AutoTag.Api.Review;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Coverage;

/// <summary>Puts together how many images have an alternative text, and which have not.</summary>
internal sealed class CoverageReport(ICoverageStore coverage, IMediaLibrary library, IEntityService entities, TimeProvider clock)
{
    private const int MostIds = 500;
    private const int MaxFolders = 100;
    private const string Root = "-1";

    // No id path is like this.
    private const string NoSuchFolder = "-";

    public async Task<CoverageView> OfAsync(PathScope scope, Guid? folder, CancellationToken cancellationToken)
    {
        string? path = await PathAsync(folder, cancellationToken);
        IReadOnlyDictionary<string, CoverageCounts> counts = await coverage.CountAsync(scope, path, cancellationToken);
        CoverageCounts all = counts.Values.Aggregate(CoverageCounts.None, (one, other) => one + other);
        IReadOnlyList<CoverageFolder> folders = Folders(counts, scope, path);
        StockMarks marks = await coverage.MarksAsync(cancellationToken);
        return new CoverageView(
            CoverageNumbers.Of(all),
            counts.TryGetValue(path ?? Root, out CoverageCounts? here) ? CoverageNumbers.Of(here) : null,
            [.. folders.Take(MaxFolders)],
            Math.Max(0, folders.Count - MaxFolders),
            marks.CountedAllAt,
            scope.Paths is null ? await TrendAsync(path is null ? all : null, cancellationToken) : null);
    }

    public async Task<CoverageImageList> ImagesAsync(CoverageQuery query, PathScope scope, CancellationToken cancellationToken)
    {
        string? path = await PathAsync(query.Folder, cancellationToken);
        IReadOnlyList<CountedImage> images = await coverage.ImagesAsync(query.State, scope, path, query.After, query.Take, cancellationToken);
        var names = new FolderNames(entities, scope);
        names.Learn(images.Select(image => image.Path));
        return new CoverageImageList(
            [
                .. images.Select(image => new CoverageImage(
                    image.Key,
                    image.Name,
                    names.Of(image.Path),
                    image.TypeAlias,
                    image.AltText,
                    image.Waiting + image.Written,
                    image.Waiting > 0 ? ReviewQueue.Pending : image.Written > 0 ? ReviewQueue.Applied : null)),
            ],
            images.Count < query.Take ? null : images[^1].Path);
    }

    /// <summary>The id path of a folder, one that nothing lies in where there is no such folder; null where none is chosen.</summary>
    public async Task<string?> PathAsync(Guid? folder, CancellationToken cancellationToken) =>
        folder is { } key ? (await library.PlacesAsync([key], cancellationToken)).GetValueOrDefault(key, NoSuchFolder) : null;

    /// <summary>The folders one step below the chosen one, each with everything in it.</summary>
    public IReadOnlyList<CoverageFolder> Folders(IReadOnlyDictionary<string, CoverageCounts> counts, PathScope scope, string? folder)
    {
        var below = new Dictionary<int, (CoverageCounts Counts, bool HasFolders)>();
        foreach ((string path, CoverageCounts some) in counts)
        {
            if (ReviewFolders.IdBelow(path, scope, folder) is { } id)
            {
                (CoverageCounts known, bool hasFolders) = below.GetValueOrDefault(id, (CoverageCounts.None, false));
                below[id] = (known + some, hasFolders || !path.EndsWith($",{id}", StringComparison.Ordinal));
            }
        }

        return below.Count == 0
            ? []
            :
            [
                // As many at once as every database takes parameters.
                .. below.Keys.Chunk(MostIds).SelectMany(ids => entities.GetAll(UmbracoObjectTypes.Media, ids))
                    .Select(entity => new CoverageFolder(entity.Key, entity.Name ?? string.Empty, below[entity.Id].HasFolders, CoverageNumbers.Of(below[entity.Id].Counts)))
                    .OrderByDescending(item => item.Numbers.Missing)
                    .ThenBy(item => item.Name, StringComparer.CurrentCultureIgnoreCase),
            ];
    }

    // What is kept of today may be ten minutes old: where the numbers of this moment are at hand, they are today's.
    private async Task<IReadOnlyList<CoverageDayView>> TrendAsync(CoverageCounts? now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IReadOnlyList<CoverageDay> days = await coverage.DaysAsync(today.AddDays(1 - TakeStock.DaysKept), cancellationToken);
        return [.. days.Select(day => new CoverageDayView(day.Day, CoverageNumbers.Of(day.Day == today && now is not null ? now : day.Counts)))];
    }
}
