using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Providers.OpenRouter;

namespace Umbraco.AutoTag.Api.Catalogue;

/// <summary>Puts the known models together: those that come with AutoTag, with OpenRouter's exchanged for the fetched ones where there are any.</summary>
internal sealed class CatalogueReport(
    IModelCatalogue models, ICatalogueStore store, IConnections connections, IProfiles profiles, IOptionsMonitor<AutoTagOptions> options, TimeProvider clock)
{
    private const int SoonInDays = 60;

    public async Task<CatalogueView> AsOfNowAsync(CancellationToken cancellationToken)
    {
        CatalogueOptions allowed = options.CurrentValue.Catalogue;
        FetchedCatalogue? fetched = await store.FindAsync(OpenRouterCatalogue.Vendor, cancellationToken);
        ILookup<(string Vendor, string Id), string> inUse = InUse();
        IEnumerable<ModelView> shown = models.All.Where(model => fetched is null || model.Vendor != fetched.Source).Select(model => View(model, isFetched: false, inUse))
            .Concat((fetched?.Models ?? []).Select(model => View(model, isFetched: true, inUse)));
        return new CatalogueView(
            [.. shown.OrderByDescending(model => model.Connections.Count > 0).ThenBy(model => model.Vendor, StringComparer.Ordinal).ThenBy(model => model.Id, StringComparer.Ordinal)],
            models.Compiled,
            fetched is null ? null : new FetchedView(fetched.Source, fetched.FetchedAt, fetched.Models.Count),
            allowed.AllowRefresh,
            allowed.Address.Host);
    }

    // By the list's own id where it knows the model, else by what the connection calls it.
    private ILookup<(string Vendor, string Id), string> InUse() => (
        from connection in connections.All
        let asked = TestCall.StepOf(connection, profiles.Default).Model ?? connection.Options.Model
        where asked is not null
        let vendor = models.VendorOf(connection)
        where vendor is not null
        select (Key: (vendor, models.Model(connection, asked)?.Id ?? asked.Trim()), connection.Alias)).ToLookup(use => use.Key, use => use.Alias);

    private ModelView View(CatalogueModel model, bool isFetched, ILookup<(string Vendor, string Id), string> inUse) => new(
        model.Vendor,
        model.Id,
        model.Name,
        model.UsdPerMillionInputTokens,
        model.UsdPerMillionOutputTokens,
        model.ContextTokens,
        model.OutputTokens,
        model.StructuredAnswers,
        model.RetiresOn,
        RetirementOf(model.RetiresOn),
        isFetched,
        [.. inUse[(model.Vendor, model.Id)]]);

    private Retirement RetirementOf(DateOnly? day)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return day switch
        {
            null => Retirement.None,
            { } over when over <= today => Retirement.Past,
            { } soon when soon <= today.AddDays(SoonInDays) => Retirement.Soon,
            _ => Retirement.Later,
        };
    }
}
