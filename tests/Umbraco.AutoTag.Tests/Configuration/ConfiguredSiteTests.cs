using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class ConfiguredSiteTests
{
    [Test]
    public void A_connection_has_the_credential_it_names_and_no_other()
    {
        var passport = new Passport();
        using ServiceProvider services = new ServiceCollection()
            .Configure<AutoTagOptions>(options =>
            {
                options.Connections["signed"] = new ConnectionOptions { Provider = "rekognition-labels", Credential = "Passport" };
                options.Connections["by-key"] = new ConnectionOptions { Provider = "google-vision" };
            })
            .AddConnectionHttp()
            .BuildServiceProvider();
        var site = new ConfiguredSite(
            services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(),
            VisionProviders.All,
            [passport],
            services.GetRequiredService<IHttpClientFactory>(),
            new SiteLanguage(languages: null!));

        Assert.That(site.All.Select(connection => (connection.Alias, connection.Credential)), Is.EquivalentTo(new (string, ICredential?)[]
        {
            ("embedded-metadata", null), ("signed", passport), ("by-key", null),
        }));
    }

    [Test]
    public void The_brand_sheet_is_the_profiles_guidance_on_one_line_without_markup()
    {
        using ServiceProvider services = new ServiceCollection()
            .Configure<AutoTagOptions>(options => options.Profile = new ProfileOptions { Language = "en", BrandSheet = "British spelling.\n<b>No</b> exclamation marks.\u202E" })
            .AddConnectionHttp()
            .BuildServiceProvider();
        var site = new ConfiguredSite(
            services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(), VisionProviders.All, [], services.GetRequiredService<IHttpClientFactory>(), new SiteLanguage(languages: null!));

        Assert.That(site.Default.Guidance.BrandSheet, Is.EqualTo("British spelling. No exclamation marks."));
    }

    /// <summary>A credential of a third party.</summary>
    private sealed class Passport : ICredential
    {
        public string Alias => "passport";

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);
    }
}
