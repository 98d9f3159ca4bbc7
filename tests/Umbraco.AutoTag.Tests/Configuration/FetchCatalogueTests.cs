using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>Where a list of models is fetched from, and where not.</summary>
public sealed class FetchCatalogueTests
{
    [TestCase("http://models.example.com/list")]
    [TestCase("ftp://localhost/list")]
    [TestCase("/list")]
    public async Task An_address_that_is_not_https_is_refused_by_the_refresh_itself_which_names_the_key(string address)
    {
        // No service is there that could send anything.
        string? problem = await Fetching(new Uri(address, UriKind.RelativeOrAbsolute), new ServiceCollection()).FetchAsync(default);

        Assert.That(problem, Is.EqualTo("Nothing was fetched. AutoTag:Catalogue:Address must be a whole address that begins with https://, or leave it out."));
    }

    [Test]
    public async Task A_redirect_is_told_and_not_followed()
    {
        await using VendorServer elsewhere = await VendorServer.StartAsync();
        await using VendorServer list = await VendorServer.StartAsync();
        list.Answer(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString());
            return Task.CompletedTask;
        });

        string? problem = await Fetching(list.Address, new ServiceCollection().AddConnectionHttp()).FetchAsync(default);

        Assert.That(problem, Does.Contain("points elsewhere (HTTP 302), which is not followed").And.Contain("AutoTag:Catalogue:Address"));
        Assert.That(elsewhere.Received, Is.Empty);
    }

    private static FetchCatalogue Fetching(Uri address, IServiceCollection services) => new(
        services.BuildServiceProvider().GetService<IHttpClientFactory>()!,
        new NowhereKept(),
        new FixedOptions(new AutoTagOptions { Catalogue = { Address = address } }),
        TimeProvider.System,
        NullLogger<FetchCatalogue>.Instance);

    private sealed class NowhereKept : ICatalogueStore
    {
        public Task<FetchedCatalogue?> FindAsync(string source, CancellationToken cancellationToken) => Task.FromResult<FetchedCatalogue?>(null);

        public Task KeepAsync(FetchedCatalogue catalogue, CancellationToken cancellationToken) => throw new AssertionException("Nothing was to be kept.");
    }
}
