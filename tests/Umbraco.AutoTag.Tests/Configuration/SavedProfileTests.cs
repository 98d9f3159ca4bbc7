using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api.Profiles;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>A profile that was saved in the backoffice, in the place of the configuration's.</summary>
public sealed class SavedProfileTests
{
    [Test]
    public void The_configurations_profile_holds_until_somebody_saves_another_and_again_once_somebody_goes_back()
    {
        using ServiceProvider services = Services(options => options.Profile.MaxKeywords = 7);
        IOptionsMonitor<AutoTagOptions> options = services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>();
        ProfileInForce inForce = services.GetRequiredService<ProfileInForce>();
        Assert.That(options.CurrentValue.Profile.MaxKeywords, Is.EqualTo(7));

        inForce.Take(Saved(ProfileJson.Write(new ProfileOptions { ImageSize = 512 })));

        Assert.Multiple(() =>
        {
            Assert.That(options.CurrentValue.Profile.ImageSize, Is.EqualTo(512));
            Assert.That(options.CurrentValue.Profile.MaxKeywords, Is.EqualTo(20), "the saved one as a whole, and nothing of the configuration's");
            Assert.That(options.CurrentValue.ConfiguredProfile.MaxKeywords, Is.EqualTo(7));
        });

        inForce.Take(Saved(settings: null));

        Assert.That(options.CurrentValue.Profile.MaxKeywords, Is.EqualTo(7));
    }

    [Test]
    public void What_a_site_sets_in_code_is_put_aside_too_however_late_it_is_set()
    {
        using ServiceProvider services = Services(_ => { }, collection => collection.PostConfigureAll<AutoTagOptions>(options => options.Profile.MaxKeywords = 9));
        services.GetRequiredService<ProfileInForce>().Take(Saved(ProfileJson.Write(new ProfileOptions())));

        AutoTagOptions options = services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>().CurrentValue;

        Assert.That((options.Profile.MaxKeywords, options.ConfiguredProfile.MaxKeywords), Is.EqualTo((20, 9)));
    }

    [Test]
    public void The_vocabularys_file_is_always_the_configurations()
    {
        using ServiceProvider services = Services(options => options.Profile.Vocabulary.File = "words.json");
        string written = ProfileJson.Write(new ProfileOptions { Vocabulary = new VocabularyOptions { File = "/etc/passwd" } });
        Assert.That(written, Does.Not.Contain("passwd"), "no path goes into the database");

        services.GetRequiredService<ProfileInForce>().Take(Saved("""{"Vocabulary":{"File":"/etc/passwd","StopWords":["image"]}}"""));

        VocabularyOptions words = services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>().CurrentValue.Profile.Vocabulary;
        Assert.That((words.File, words.StopWords.Single()), Is.EqualTo(("words.json", "image")), "and none comes out of it");
    }

    [Test]
    public void Everything_that_can_be_set_is_kept()
    {
        ProfileOptions all = Everything;

        string written = ProfileJson.Write(all);
        ProfileOptions read = ProfileJson.ReadProfile(written, file: null)!;

        Assert.That(ProfileJson.Write(read), Is.EqualTo(written));
        Assert.That(Unset(all), Is.Empty, "this test is to name what is new");
        Assert.That(read.Steps![0].Tasks, Is.EqualTo(VisionTasks.Keywords | VisionTasks.AltText));
        Assert.That(written, Does.Contain("\"Tasks\":\"Keywords, AltText\""), "in the configuration's own words");
    }

    [Test]
    public void Whatever_the_browser_is_told_and_sends_back_is_the_same_profile_but_for_the_file()
    {
        var problems = new List<ProfileProblem>();
        ProfileSettings told = ProfileMapping.SettingsOf(Everything);

        ProfileOptions back = ProfileMapping.OptionsOf(told with { Vocabulary = told.Vocabulary with { File = "/etc/passwd" } }, "words.json", problems);

        Assert.That(problems, Is.Empty);
        Assert.That(ProfileJson.Write(back), Is.EqualTo(ProfileJson.Write(Everything)));
        Assert.That(back.Vocabulary.File, Is.EqualTo("words.json"));
    }

    [TestCase("""{"MaxKeywords":5,"AndWhatIsNewInAnotherVersion":true}""")]
    [TestCase("""{"Publish":"OnFullMoon"}""")]
    [TestCase("""{"Thresholds":null}""")]
    [TestCase("no JSON")]
    public void A_profile_that_this_version_cannot_read_does_not_hold_and_nothing_works_in_its_place(string settings)
    {
        using ServiceProvider services = Services(options => options.Profile.MaxKeywords = 7);
        services.GetRequiredService<ProfileInForce>().Take(Saved(settings));

        AutoTagOptions options = services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>().CurrentValue;

        Assert.That(options.Profile.MaxKeywords, Is.EqualTo(7));
        Assert.That(ProblemsOf(options).Single(), Does.Contain("cannot be read by this version").And.Contains("Media → Runs"));
    }

    [Test]
    public void While_a_saved_profile_cannot_be_read_what_is_under_way_ends_under_the_one_that_held_before()
    {
        using ServiceProvider services = Services(options => options.Profile.MaxKeywords = 7, collection => collection.AddConnectionHttp());
        var site = new ConfiguredSite(
            services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(), VisionProviders.All, [], services.GetRequiredService<IHttpClientFactory>(), new SiteLanguage(languages: null!));
        ProfileInForce inForce = services.GetRequiredService<ProfileInForce>();
        inForce.Take(Saved(ProfileJson.Write(new ProfileOptions { MaxKeywords = 3 })));
        int before = site.Default.MaxKeywords;

        inForce.Take(Saved("""{"AndWhatIsNewInAnotherVersion":true}"""));
        int meanwhile = site.Default.MaxKeywords;
        inForce.Take(Saved(ProfileJson.Write(new ProfileOptions { MaxKeywords = 4 })));

        Assert.That((before, meanwhile, site.Default.MaxKeywords), Is.EqualTo((3, 3, 4)));
    }

    [Test]
    public void A_saved_profile_whose_connection_is_gone_is_told_with_its_name_and_how_to_mend_it()
    {
        using ServiceProvider services = Services(_ => { });
        services.GetRequiredService<ProfileInForce>().Take(Saved(ProfileJson.Write(new ProfileOptions { Steps = [new StepOptions { Connection = "gone" }] })));

        Assert.That(ProblemsOf(services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>().CurrentValue).Single(), Is.EqualTo(
            "The profile that was saved in the backoffice does not fit: AutoTag:Profile:Steps:0:Connection is 'gone', which is not among AutoTag:Connections. Add that connection, or name another. "
            + "Edit it under Media → Runs, or go back to the configuration's profile there."));
    }

    [Test]
    public void Whoever_fails_over_the_news_of_a_saved_profile_does_not_keep_it_from_holding()
    {
        using ServiceProvider services = Services(_ => { });
        IOptionsMonitor<AutoTagOptions> options = services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>();
        using IDisposable? heard = options.OnChange(_ => throw new InvalidOperationException("a neighbour's"));
        ProfileInForce inForce = services.GetRequiredService<ProfileInForce>();

        Assert.That(() => inForce.Take(Saved(ProfileJson.Write(new ProfileOptions { MaxKeywords = 3 }))), Throws.TypeOf<AggregateException>());
        Assert.That(options.CurrentValue.Profile.MaxKeywords, Is.EqualTo(3));
        Assert.That(() => inForce.Take(Saved(ProfileJson.Write(new ProfileOptions { MaxKeywords = 4 }))), Throws.TypeOf<AggregateException>());
        Assert.That(options.CurrentValue.Profile.MaxKeywords, Is.EqualTo(4), "and the next one is heard of, too");
    }

    private static IReadOnlyList<string> ProblemsOf(AutoTagOptions options) => new ConfigurationProblems(VisionProviders.All, []).Of(options);

    private static SavedProfile Saved(string? settings) => new(1, settings, "revision", Note: null, Guid.NewGuid(), DateTimeOffset.UnixEpoch);

    private static ServiceProvider Services(Action<AutoTagOptions> configure, Action<IServiceCollection>? late = null)
    {
        var services = new ServiceCollection();
        services
            .Configure(configure)
            .AddSingleton<ProfileInForce>()
            .AddSingleton<IOptionsChangeTokenSource<AutoTagOptions>>(provider => provider.GetRequiredService<ProfileInForce>())
            .AddTransient<IOptionsFactory<AutoTagOptions>, OptionsWithSavedProfile>();
        late?.Invoke(services);
        return services.BuildServiceProvider();
    }

    // By reflection, so that a setting that is added one day and not kept is noticed.
    private static IEnumerable<string> Unset(object options) =>
        from property in options.GetType().GetProperties()
        where !(options is VocabularyOptions && property.Name == nameof(VocabularyOptions.File))
        let value = property.GetValue(options)
        let part = value is Array { Length: > 0 } list ? list.GetValue(0)! : value
        from name in part is not null && part.GetType().Namespace == typeof(ProfileOptions).Namespace && part.GetType().IsClass ? Unset(part)
            : value is null || Equals(value, property.GetValue(Activator.CreateInstance(options.GetType()))) ? [$"{options.GetType().Name}.{property.Name}"]
            : Array.Empty<string>()
        select name;

    private static ProfileOptions Everything => new()
    {
        Steps =
        [
            new StepOptions
            {
                Connection = "gpt",
                Tasks = VisionTasks.Keywords | VisionTasks.AltText,
                Model = "gpt-9",
                Question = new QuestionOptions { Ask = "Er der nogen på cykel?", Keyword = "cykel" },
                Fallbacks = [new FallbackOptions { Connection = "claude", Model = "opus", On = FallbackCauses.Refused | FallbackCauses.Paused, AllowDearer = true }],
                When = new WhenOptions { UnsureOf = "google", Below = 0.5 },
            },
        ],
        Language = "da",
        FieldLanguages = new FieldLanguageOptions { AltText = ["da", "en"], Title = ["*"], Description = ["de"], Keywords = ["fr"] },
        ImageSize = 2048,
        MaxKeywords = 9,
        WriteFrom = 0.8,
        ReviewFrom = 0.3,
        Publish = PublishMode.AfterReview,
        BrandSheet = "We say \"bike\".",
        PublishFields = new PublishOptions
        {
            AltText = PublishMode.Never, Title = PublishMode.AfterReview, Description = PublishMode.WhenConfident, Keywords = PublishMode.Never,
        },
        Thresholds = [new ThresholdOptions { Field = Field.Title, Connection = "gpt", Category = ObservationCategory.Person, WriteFrom = 0.99, ReviewFrom = 0.1 }],
        SourcePriority = [SourceRank.LanguageModel, SourceRank.Classifier],
        Vocabulary = new VocabularyOptions
        {
            Terms = { ["cykel"] = new TermOptions { Synonyms = ["velo"], Parents = ["køretøj"] } },
            StopWords = ["foto"],
            ForbiddenWords = ["billig"],
            Closed = true,
            FoldPlurals = false,
        },
    };
}
