using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>The site's media, page by page, as runs need it: with the values of every image. The bin is never part of it.</summary>
public interface IRunMedia
{
    /// <summary>The next images of a folder, at any depth, in a stable order that new and deleted images do not shift.</summary>
    /// <param name="folder">Its key; null for the whole library.</param>
    /// <param name="after">The end of the page before; null for the first page.</param>
    /// <param name="take">How many media items to look at; a page may hold fewer images than that.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<MediaPage> PageAsync(Guid? folder, string? after, int take, CancellationToken cancellationToken);

    /// <summary>The images with these keys; those that are gone or of a type AutoTag does not handle are left out.</summary>
    Task<IReadOnlyList<MediaItem>> GetAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken);

    /// <summary>How many media items of any type lie in a folder, at any depth.</summary>
    Task<long> CountAsync(Guid? folder, CancellationToken cancellationToken);

    /// <summary>Images from all over a folder: so many pages of so many media items, evenly spread.</summary>
    Task<IReadOnlyList<MediaItem>> SpreadAsync(Guid? folder, long total, int pages, int perPage, CancellationToken cancellationToken);
}

/// <summary>A page of images.</summary>
/// <param name="Items">Those of a type AutoTag handles.</param>
/// <param name="End">Where the next page begins; null where there is none.</param>
public sealed record MediaPage(IReadOnlyList<MediaItem> Items, string? End);
