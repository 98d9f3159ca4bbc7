using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.OpenRouter;

namespace Umbraco.AutoTag.Api.Catalogue;

/// <summary>The models that can be chosen where a connection leads: of the fetched list where it is that vendor's, else of the one that comes with AutoTag.</summary>
internal sealed class ModelLists(IModelCatalogue models, ICatalogueStore store, TimeProvider clock)
{
    /// <summary>The list that was fetched; null where none was.</summary>
    public Task<FetchedCatalogue?> FetchedAsync(CancellationToken cancellationToken) => store.FindAsync(OpenRouterCatalogue.Vendor, cancellationToken);

    /// <summary>By their ids, without those that are over.</summary>
    public IEnumerable<CatalogueModel> At(Connection connection, FetchedCatalogue? fetched)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        string? vendor = models.VendorOf(connection);
        IEnumerable<CatalogueModel> known = vendor is not null && fetched?.Source == vendor ? fetched.Models : models.All.Where(one => one.Vendor == vendor);
        return known.Where(one => one.RetiresOn is null || one.RetiresOn > today).OrderBy(one => one.Id);
    }
}
