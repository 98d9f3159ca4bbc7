namespace Umbraco.AutoTag.Core.Catalogue;

/// <summary>Keeps the list of models that was last fetched from each source.</summary>
public interface ICatalogueStore
{
    /// <summary>Keeps a list in place of the one before.</summary>
    Task KeepAsync(FetchedCatalogue catalogue, CancellationToken cancellationToken);

    /// <summary>The list that was last fetched from a source; null where none ever was.</summary>
    Task<FetchedCatalogue?> FindAsync(string source, CancellationToken cancellationToken);
}

/// <summary>A list of models that was fetched.</summary>
/// <param name="Source">From whom, in a word.</param>
/// <param name="FetchedAt">When.</param>
/// <param name="Models">What it said, cleaned.</param>
public sealed record FetchedCatalogue(string Source, DateTimeOffset FetchedAt, IReadOnlyList<CatalogueModel> Models);
