using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Media;

/// <summary>The site's media, as the corridor needs it: the one seam between the rules and the CMS.</summary>
public interface IMediaLibrary
{
    /// <summary>The item as it is now, trashed or not; null where it does not exist or is of a type AutoTag does not handle.</summary>
    Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken);

    /// <summary>Every item of a type AutoTag handles that is not trashed and was saved at or after <paramref name="since"/>, in a stable order, without loading the library into memory.</summary>
    IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Where these items are, as id paths, in the recycle bin or not and of whatever type. An item that is missing was deleted for good.</summary>
    Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken);

    /// <summary>The original file; null where the file is missing. The caller disposes the stream.</summary>
    Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken);

    /// <summary>
    /// A rendition from the site's own image pipeline: at most <paramref name="longSide"/> pixels, upright, in
    /// <paramref name="format"/>. It may still carry metadata. A failure says, for people, why there is none.
    /// </summary>
    Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the item again under the site's write lock, asks <paramref name="change"/> what to write given the values of that
    /// moment, and writes exactly that. The write does not come back to Intake as foreign work.
    /// </summary>
    /// <param name="key">The item.</param>
    /// <param name="change">Called once, inside the lock, must not do I/O of its own on the CMS; returns the new values, or nothing to leave the item alone.</param>
    /// <param name="userKey">Whose name the save carries; null for AutoTag's own.</param>
    /// <param name="cancellationToken">Stops before the lock is taken, never in the middle of a write.</param>
    /// <returns>False where the item is gone or trashed, or the site refused the save: nothing was written.</returns>
    Task<bool> WriteAsync(
        Guid key,
        Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change,
        Guid? userKey,
        CancellationToken cancellationToken);
}

/// <summary>A media item by name only.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Path">The site's id path.</param>
/// <param name="SavedAt">When it was last saved.</param>
public sealed record MediaReference(Guid Key, string Path, DateTimeOffset SavedAt);

/// <summary>What the site's image pipeline gave: bytes, or the reason there are none.</summary>
/// <param name="Bytes">The encoded picture; null where there is a reason.</param>
/// <param name="Refusal">For people; null where there are bytes.</param>
/// <param name="IsPassing">True where the reason lies in the moment and not in the image: the pipeline is away.</param>
public sealed record Rendition(ReadOnlyMemory<byte>? Bytes, string? Refusal, bool IsPassing = false);
