namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>The site's images page by page, of whatever media type.</summary>
public interface ILibraryImages
{
    /// <summary>A page of media that is not in the recycle bin, in a stable order.</summary>
    /// <param name="since">Only what was saved at or after this moment; null for everything.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<LibraryPage> PageAsync(DateTimeOffset? since, string? after, int take, CancellationToken cancellationToken);
}

/// <summary>A page of media.</summary>
/// <param name="Images">The images among them.</param>
/// <param name="Others">What is no image: folders, documents, items without a file.</param>
/// <param name="Next">Where the next page begins; null where this is the last.</param>
public sealed record LibraryPage(IReadOnlyList<LibraryImage> Images, IReadOnlyList<Guid> Others, string? Next);
