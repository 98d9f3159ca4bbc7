using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>What is likely not meant is said, and keeps nothing from working.</summary>
public sealed class ConfigurationNotesTests
{
    [Test]
    public void A_fallback_that_is_dearer_and_not_allowed_is_noted_with_the_key_that_allows_it() => Assert.That(
        NotesOf(0.02m, allowDearer: false).Single(),
        Is.EqualTo("The fallback 'spare' is left out because an image may cost up to 0.02 USD there, and up to 0.01 USD at the step's own connection. "
            + "AutoTag:Profile:Steps:0:Fallbacks:0:AllowDearer = true allows it."));

    [TestCase(0.02, true)]
    [TestCase(0.01, false)]
    public void One_that_may_be_asked_is_not(double price, bool allowDearer) => Assert.That(NotesOf((decimal)price, allowDearer), Is.Empty);

    [Test]
    public async Task A_language_that_the_site_does_not_have_and_one_that_nobody_answers_in_are_noted()
    {
        SiteLanguage known = LanguagesOfASite.Of("en-US", "da");
        await known.ReadAsync();
        var site = new Site(0.01m, allowDearer: true);
        site.Default = site.Default with { FieldLanguages = new Dictionary<Field, IReadOnlyList<string>> { [Field.Keywords] = ["en", "fr"] } };

        Assert.That(new ConfigurationNotes(site, site, new Prices(new ListPrices()), known, new FixedOptions(new AutoTagOptions())).All, Is.EqualTo(new[]
        {
            "AutoTag:Profile:FieldLanguages:Keywords names 'fr', which is not among the site's languages (en, da). It is written all the same. Add the language in Umbraco, or take it out.",
            "AutoTag:Profile:FieldLanguages:Keywords wants 'fr', and no step is asked for it: none of the connections that say Keywords answers in that language. Add one that does, or take the language out.",
        }));
    }

    [Test]
    public void A_configured_profile_that_is_put_aside_is_noted_and_one_that_nobody_configured_is_not()
    {
        var saved = new SavedProfile(1, "{}", "revision", null, Guid.NewGuid(), DateTimeOffset.UnixEpoch);
        var files = new ProfileOptions { Vocabulary = new VocabularyOptions { File = "words.json" } };

        Assert.That(NotesOf(0, true, new AutoTagOptions { Saved = saved, ConfiguredProfile = files }), Is.Empty, "the file's words hold on");
        Assert.That(
            NotesOf(0, true, new AutoTagOptions { Saved = saved, ConfiguredProfile = new ProfileOptions { MaxKeywords = 5 } }).Single(),
            Does.StartWith("What the configuration says under AutoTag:Profile is put aside").And.Contains("Media → Runs"));
        Assert.That(
            NotesOf(0, true, new AutoTagOptions { Saved = saved with { Settings = null }, Profile = new ProfileOptions { MaxKeywords = 5 } }),
            Is.Empty,
            "somebody went back to the configuration");
    }

    private static IReadOnlyList<string> NotesOf(decimal price, bool allowDearer, AutoTagOptions? options = null)
    {
        var site = new Site(price, allowDearer);
        return new ConfigurationNotes(site, site, new Prices(new ListPrices()), new SiteLanguage(languages: null!), new FixedOptions(options ?? new AutoTagOptions())).All;
    }

    private sealed class Site(decimal price, bool allowDearer) : IConnections, IProfiles
    {
        public IReadOnlyList<Connection> All { get; } = [Connect("labels", 0.01m), Connect("spare", price)];

        public Profile Default { get; set; } = new()
        {
            Alias = "default",
            Language = "en",
            Steps =
            [
                new Step("labels", VisionTasks.Keywords)
                {
                    Fallbacks = [new Fallback(new Step("spare", VisionTasks.Keywords), ConfiguredSteps.KeyOf(0, 0)) { AllowDearer = allowDearer }],
                },
            ],
        };

        Connection? IConnections.Find(string alias) => All.FirstOrDefault(connection => connection.Alias == alias);

        Profile? IProfiles.Find(string alias) => Default;

        private static Connection Connect(string alias, decimal usdPerImage) => new(
            alias,
            new ConnectionOptions { Provider = "google-vision", UsdPerImage = usdPerImage },
            VisionProviders.All.Single(provider => provider.Declaration.Alias == "google-vision"),
            Http: null!);
    }
}
