using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class ConfiguredSiteTests
{
    // Some systems charge for each question.
    [TestCase("google-vision", VisionTasks.Keywords)]
    [TestCase("azure-image-analysis", VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Description)]
    [TestCase("openai", VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description | VisionTasks.Decorative)]
    [TestCase("hive-v3", VisionTasks.Keywords)]
    [TestCase("rekognition-text", VisionTasks.Text)]
    [TestCase("rekognition-moderation", VisionTasks.Moderation)]
    public void A_connection_is_asked_for_what_fills_a_field_unless_a_step_says_otherwise(string provider, VisionTasks asked)
    {
        using ServiceProvider services = Services(options =>
        {
            options.Connections["eye"] = new ConnectionOptions { Provider = provider };
            options.Profile.Language = "en";
        });
        using ServiceProvider withSteps = Services(options =>
        {
            options.Connections["eye"] = new ConnectionOptions { Provider = provider };
            options.Profile.Language = "en";
            options.Profile.Steps = [new StepOptions { Connection = "eye" }, new StepOptions { Connection = "eye", Tasks = VisionTasks.Text }];
        });

        Assert.Multiple(() =>
        {
            Assert.That(SiteOf(services).Default.Steps.Single(step => step.Connection == "eye").Tasks, Is.EqualTo(asked));
            Assert.That(SiteOf(withSteps).Default.Steps.Select(step => step.Tasks), Is.EqualTo(new[] { asked, VisionTasks.Text }));
        });
    }

    [Test]
    public void A_field_in_several_languages_is_asked_of_a_model_in_one_step_and_of_others_in_a_step_for_each()
    {
        using ServiceProvider services = Services(options =>
        {
            options.Connections["model"] = new ConnectionOptions { Provider = "openai" };
            options.Connections["labels"] = new ConnectionOptions { Provider = "imagga" };
            options.Profile.Language = "en";
            options.Profile.FieldLanguages.Keywords = ["en", "da"];
        });
        Profile profile = SiteOf(services).Default;

        Assert.That(profile.Steps.Select(step => (step.Connection, step.LanguageIn(profile), string.Join(' ', step.AlsoIn.Select(also => also.Language)))), Is.EqualTo(new[]
        {
            ("embedded-metadata", "en", "da"), ("model", "en", "da"), ("labels", "en", string.Empty), ("labels", "da", string.Empty),
        }));
        Assert.That(profile.LanguagesOf(Field.Keywords), Is.EqualTo(new[] { "en", "da" }));
        Assert.That(profile.LanguagesOf(Field.AltText), Is.EqualTo(new[] { "en" }));
    }

    [Test]
    public async Task A_star_is_every_language_of_the_site_its_default_one_first()
    {
        using ServiceProvider services = Services(options => options.Profile.FieldLanguages.AltText = ["*"]);
        SiteLanguage known = LanguagesOfASite.Of("da", "en-US", "en-GB");
        ConfiguredSite site = SiteOf(services, known);
        IReadOnlyList<string> before = site.Default.LanguagesOf(Field.AltText);

        await known.ReadAsync();

        Assert.That(before, Is.EqualTo(new[] { "en" }));
        Assert.That(site.Default.LanguagesOf(Field.AltText), Is.EqualTo(new[] { "da", "en" }));
        Assert.That(site.Default.LanguagesOf(Field.Title), Is.EqualTo(new[] { "da" }));
    }

    [Test]
    public void A_connection_has_the_credential_it_names_and_no_other()
    {
        var passport = new Passport();
        using ServiceProvider services = Services(options =>
        {
            options.Connections["signed"] = new ConnectionOptions { Provider = "rekognition-labels", Credential = "Passport" };
            options.Connections["by-key"] = new ConnectionOptions { Provider = "google-vision" };
        });
        ConfiguredSite site = SiteOf(services, passport);

        Assert.That(site.All.Select(connection => (connection.Alias, connection.Credential)), Is.EquivalentTo(new (string, ICredential?)[]
        {
            ("embedded-metadata", null), ("signed", passport), ("by-key", null),
        }));
    }

    [Test]
    public void The_brand_sheet_is_the_profiles_guidance_on_one_line_without_markup()
    {
        using ServiceProvider services = Services(options =>
            options.Profile = new ProfileOptions { Language = "en", BrandSheet = "British spelling.\n<b>No</b> exclamation marks.\u202E" });

        Assert.That(SiteOf(services).Default.Guidance.BrandSheet, Is.EqualTo("British spelling. No exclamation marks."));
    }

    private static ServiceProvider Services(Action<AutoTagOptions> configure) =>
        new ServiceCollection().Configure(configure).AddConnectionHttp().BuildServiceProvider();

    private static ConfiguredSite SiteOf(ServiceProvider services, params ICredential[] credentials) =>
        SiteOf(services, new SiteLanguage(languages: null!), credentials);

    private static ConfiguredSite SiteOf(ServiceProvider services, SiteLanguage language, params ICredential[] credentials) => new(
        services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(),
        VisionProviders.All,
        credentials,
        services.GetRequiredService<IHttpClientFactory>(),
        language);

    /// <summary>A credential of a third party.</summary>
    private sealed class Passport : ICredential
    {
        public string Alias => "passport";

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);
    }
}
