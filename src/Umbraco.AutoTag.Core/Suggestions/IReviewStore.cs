using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>The review queue across the library. Every list is read page by page from a key, never by counting rows off.</summary>
public interface IReviewStore
{
    /// <summary>
    /// Where no running sum knows a count, so many of the newest suggestions are counted one by one and no more: of each queue, and of values altogether. A
    /// count that ends there says so.
    /// </summary>
    const int MostCounted = 1_000;

    /// <summary>Of a run, which no sum knows, the suggestions for so many of its images are counted: those that stand first in each queue.</summary>
    const int MostImagesOfRun = 50;

    /// <summary>
    /// The images with suggestions that are meant, those with the newest suggestion first. One whose suggestions were decided while they were read
    /// comes without any: it has its place in the page all the same.
    /// </summary>
    /// <param name="filter">Which suggestions.</param>
    /// <param name="after">The last image of the page before; null for the first page.</param>
    /// <param name="take">At least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<ReviewImage>> ImagesAsync(ReviewFilter filter, ReviewImageKey? after, int take, CancellationToken cancellationToken);

    /// <summary>
    /// The values that are suggested, the most frequent first: across the library, whatever the connection and the confidence; else those of the newest
    /// <see cref="MostCounted"/> suggestions that are meant, of a run those of <see cref="MostImagesOfRun"/> images.
    /// </summary>
    /// <param name="filter">Which suggestions.</param>
    /// <param name="after">The last value of the page before; null for the first page.</param>
    /// <param name="take">At least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<ReviewValues> ValuesAsync(ReviewFilter filter, ReviewValuePlace? after, int take, CancellationToken cancellationToken);

    /// <summary>The suggestions themselves, newest first; of a run by image, as <see cref="ImagesAsync"/> has them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="take">At least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Suggestion>> SuggestionsAsync(ReviewFilter filter, int take, CancellationToken cancellationToken);

    /// <summary>The counts beside a list.</summary>
    /// <param name="filter">Which suggestions.</param>
    /// <param name="values">So many values at most, at least 1.</param>
    /// <param name="runs">So many runs at most, at least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<ReviewBreakdown> BreakDownAsync(ReviewFilter filter, int values, int runs, CancellationToken cancellationToken);
}

/// <summary>What a list of the review queue can be narrowed by, with how many suggestions would be left.</summary>
/// <param name="Cells">
/// Counts of everything that <see cref="ReviewFilter.Scope"/>, <see cref="ReviewFilter.Folder"/> and <see cref="ReviewFilter.ValueKey"/>
/// let through, by all that a filter can name besides: from these cells each facet is added up with the other facets' choices. With a value or images, of the
/// newest <see cref="IReviewStore.MostCounted"/> of each queue; of a run, of those for <see cref="IReviewStore.MostImagesOfRun"/> images.
/// </param>
/// <param name="Values">The most frequent values, whatever <see cref="ReviewFilter.ValueKey"/> is.</param>
/// <param name="Folders">
/// Counts by the id path of the folder that an image lies in directly, below <see cref="ReviewFilter.Folder"/> at least; of as many as the cells.
/// </param>
/// <param name="Runs">
/// The runs whose images the newest <see cref="IReviewStore.MostCounted"/> suggestions are for, whatever <see cref="ReviewFilter.Run"/> is; the newest run
/// first. An image that is in several runs counts in each.
/// </param>
public sealed record ReviewBreakdown(ReviewCells Cells, ReviewValues Values, IReadOnlyDictionary<string, long> Folders, ReviewRuns Runs);

/// <summary>An image of the review queue.</summary>
/// <param name="Key">Where it stands.</param>
/// <param name="Suggestions">Its suggestions that are meant.</param>
public sealed record ReviewImage(ReviewImageKey Key, IReadOnlyList<Suggestion> Suggestions);

/// <summary>Where an image stands in the review queue.</summary>
/// <param name="NewestAt">When its newest suggestion that is meant was made.</param>
/// <param name="MediaKey">The image.</param>
public sealed record ReviewImageKey(DateTimeOffset NewestAt, Guid MediaKey);

/// <summary>A page of values.</summary>
/// <param name="Items">The most frequent first.</param>
/// <param name="IsWhole">False where only the newest suggestions were counted: there may be more of each.</param>
public sealed record ReviewValues(IReadOnlyList<ReviewValue> Items, bool IsWhole);

/// <summary>A value that is suggested for several images.</summary>
/// <param name="Place">Where it stands, with its count.</param>
/// <param name="Value">As its newest suggestion writes it.</param>
/// <param name="Samples">Some of the images.</param>
public sealed record ReviewValue(ReviewValuePlace Place, string Value, IReadOnlyList<Guid> Samples);

/// <summary>Where a value stands among the others.</summary>
/// <param name="Count">How many suggestions propose it; each is for an image of its own.</param>
/// <param name="Field">For which field.</param>
/// <param name="ValueKey">By which it is put together, see <see cref="ReviewValueKey"/>.</param>
public sealed record ReviewValuePlace(long Count, FieldKey Field, string ValueKey);

/// <summary>Runs with suggestions that are meant.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="IsWhole">False where only the newest suggestions were counted: there may be more of each run, and more runs.</param>
public sealed record ReviewRuns(IReadOnlyList<ReviewRun> Items, bool IsWhole);

/// <summary>A run with suggestions that are meant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Count">How many suggestions are for its images.</param>
public sealed record ReviewRun(Guid Id, DateTimeOffset CreatedAt, long Count);

/// <summary>What the facets are added up from.</summary>
/// <param name="Items">The cells in which there is something.</param>
/// <param name="IsWhole">False where only the newest suggestions were counted: there may be more of each.</param>
public sealed record ReviewCells(IReadOnlyList<ReviewCell> Items, bool IsWhole);

/// <summary>How many suggestions are alike in everything a filter can name.</summary>
public sealed record ReviewCell(ReviewQueue Queue, FieldKey Field, string Connection, ConfidenceBand Band, ReviewAge Age, long Count);
