using Umbraco.AutoTag.Core.Catalogue;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class CatalogueTests(Engine engine) : StorageTest(engine)
{
    private static readonly CatalogueModel s_model = new()
    {
        Vendor = "openrouter",
        Id = "acme/sees-2",
        Name = "Acme: ser 2 – 見る",
        UsdPerMillionInputTokens = 0.5m,
        UsdPerMillionOutputTokens = 0.000_001m,
        ContextTokens = 4_096,
        StructuredAnswers = false,
        RetiresOn = new DateOnly(2027, 1, 14),
    };

    private ICatalogueStore Catalogues => Server.GetRequiredService<ICatalogueStore>();

    [Test]
    public async Task A_list_comes_back_as_it_was_fetched_and_a_later_one_takes_its_place()
    {
        await Catalogues.KeepAsync(new FetchedCatalogue("openrouter", A.Moment, [s_model with { Id = "acme/sees-1" }, s_model]), default);
        await Catalogues.KeepAsync(new FetchedCatalogue("openrouter", A.Moment.AddDays(1), [s_model]), default);

        FetchedCatalogue kept = (await Catalogues.FindAsync("openrouter", default))!;

        Assert.That((kept.Source, kept.FetchedAt), Is.EqualTo(("openrouter", A.Moment.AddDays(1))));
        Assert.That(kept.Models, Is.EqualTo(new[] { s_model }));
    }

    [Test]
    public async Task Where_none_was_fetched_there_is_none() => Assert.That(await Catalogues.FindAsync("openrouter", default), Is.Null);
}
