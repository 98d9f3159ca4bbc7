using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The same media, as images that have an alternative text or none, in small pages.</summary>
internal sealed class MemoryImages(MemoryLibrary library) : ILibraryImages
{
    private const int PageSize = 2;

    /// <summary>How many pages were read.</summary>
    public int Pages { get; private set; }

    /// <summary>After so many pages the process ends.</summary>
    public int? EndsAfter { get; set; }

    public async Task<LibraryPage> PageAsync(DateTimeOffset? since, string? after, int take, CancellationToken cancellationToken)
    {
        if (++Pages > EndsAfter)
        {
            throw new OperationCanceledException("The process ends.");
        }

        List<MediaReference> found = await library.EnumerateAsync(since ?? DateTimeOffset.MinValue, cancellationToken).ToListAsync(cancellationToken);
        MediaReference[] page = [.. found.OrderBy(media => $"{media.Key}", StringComparer.Ordinal).Where(media => string.CompareOrdinal($"{media.Key}", after) > 0).Take(PageSize)];
        return new LibraryPage(
            [.. page.Select(media => new LibraryImage(media.Key, media.Path, "photo", "Image", library[media.Key].Fields[Given.AltText], media.SavedAt))],
            [],
            page.Length < PageSize ? null : $"{page[^1].Key}");
    }
}
