using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>What AutoTag keeps of every image of the library, so that nobody loads the library to know how many have an alternative text.</summary>
/// <remarks>Folders are named by their id path. What lies in the recycle bin is in no list and in no number.</remarks>
public interface ICoverageStore
{
    /// <summary>Keeps images as they are now. One that was saved later than this is left as it is.</summary>
    /// <param name="images">The images.</param>
    /// <param name="language">The language of their alternative texts, two letters.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    Task KeepAsync(IReadOnlyCollection<LibraryImage> images, string language, CancellationToken cancellationToken);

    /// <summary>Follows images to another place. What is not known is left out.</summary>
    Task MoveAsync(IReadOnlyCollection<(Guid MediaKey, string Path)> moves, CancellationToken cancellationToken);

    /// <summary>Forgets what is deleted for good, or is no image any more. What is not known is left out.</summary>
    Task ForgetAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken);

    /// <summary>The images that are known, in a stable order, wherever they are.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Guid>> KeysAsync(Guid? after, int take, CancellationToken cancellationToken);

    /// <summary>How many images lie directly in each folder, by state. Folders without images are left out.</summary>
    /// <param name="scope">The part of the library.</param>
    /// <param name="folder">Only this folder and those below it; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyDictionary<string, CoverageCounts>> CountAsync(PathScope scope, string? folder, CancellationToken cancellationToken);

    /// <summary>The images in a state, those of a folder together.</summary>
    /// <param name="state">The state.</param>
    /// <param name="scope">The part of the library.</param>
    /// <param name="folder">Only those in this folder or below it; null for all.</param>
    /// <param name="after">The path of the last image of the page before; null for the first page.</param>
    /// <param name="take">At least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<CountedImage>> ImagesAsync(
        AltTextState state, PathScope scope, string? folder, string? after, int take, CancellationToken cancellationToken);

    /// <summary>Keeps the numbers of a day, in place of those that were kept of it before, and drops the days before <paramref name="oldest"/>.</summary>
    Task KeepDayAsync(CoverageDay day, DateOnly oldest, CancellationToken cancellationToken);

    /// <summary>The days that numbers are kept of, the oldest first.</summary>
    Task<IReadOnlyList<CoverageDay>> DaysAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>How far taking stock came.</summary>
    Task<StockMarks> MarksAsync(CancellationToken cancellationToken);

    /// <summary>Keeps how far it came.</summary>
    Task KeepMarksAsync(StockMarks marks, CancellationToken cancellationToken);

    /// <summary>Of the servers that want to take stock at the same time one may, until it is through or has told nothing for so long.</summary>
    /// <param name="until">Until when nobody else may; a moment that is past gives the turn back.</param>
    /// <param name="isMine">True where this server has the turn and only wants to keep it or to give it back.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task<bool> TakeTurnAsync(DateTimeOffset until, bool isMine, CancellationToken cancellationToken);
}

/// <summary>An image of a list.</summary>
/// <param name="Key">The media item.</param>
/// <param name="Path">Its id path, also its place in the list.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="TypeAlias">Its media type.</param>
/// <param name="AltText">Its alternative text; null where it has none.</param>
/// <param name="Waiting">How many suggestions for it wait.</param>
/// <param name="Written">How many were written and not looked at.</param>
public sealed record CountedImage(Guid Key, string Path, string Name, string TypeAlias, string? AltText, int Waiting, int Written);

/// <summary>The whole library's numbers at the end of a day, or now.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Counts">The numbers.</param>
public sealed record CoverageDay(DateOnly Day, CoverageCounts Counts);

/// <summary>How far taking stock came.</summary>
/// <param name="SeenTo">Every save before this moment was seen; null where stock was never taken.</param>
/// <param name="CountedAllAt">When the whole library was last gone through; null where it never was to its end.</param>
/// <param name="Place">Where going through the whole library goes on; null where that is not under way.</param>
public sealed record StockMarks(DateTimeOffset? SeenTo, DateTimeOffset? CountedAllAt, string? Place);
