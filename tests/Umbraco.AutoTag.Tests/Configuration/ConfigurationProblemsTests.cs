using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class ConfigurationProblemsTests
{
    [Test]
    public void Nothing_configured_is_fine() => Assert.That(ProblemsOf(new AutoTagOptions()), Is.Empty);

    [Test]
    public void A_provider_nobody_knows_is_named_with_the_ones_that_are_known()
    {
        var options = new AutoTagOptions { Connections = { ["main"] = new ConnectionOptions { Provider = "imagedescriberr" } } };

        Assert.That(ProblemsOf(options).Single(), Does.StartWith("AutoTag:Connections:main:Provider").And.Contain("openai-compatible"));
    }

    [Test]
    public void A_number_out_of_range_is_named_by_its_key()
    {
        var options = new AutoTagOptions { Profile = { ImageSize = 9_000 }, Workers = { Images = 0 } };

        Assert.That(ProblemsOf(options), Has.Some.StartWith("AutoTag:Profile:ImageSize").And.Some.StartWith("AutoTag:Workers:Images"));
    }

    [TestCase(0)]
    [TestCase(3_651)]
    public void Answers_are_kept_for_a_day_at_least_and_ten_years_at_most(int days) =>
        Assert.That(ProblemsOf(new AutoTagOptions { KeepAnswersForDays = days }).Single(), Does.StartWith("AutoTag:KeepAnswersForDays").And.Contain("3650"));

    [Test]
    public void A_nightly_run_needs_the_most_that_it_may_cost()
    {
        Assert.That(
            ProblemsOf(new AutoTagOptions { Upkeep = { At = new TimeOnly(3, 0) } }).Single(), Does.StartWith("AutoTag:Upkeep:At needs a limit: AutoTag:Upkeep:Usd"));
        Assert.That(ProblemsOf(new AutoTagOptions { Upkeep = { At = new TimeOnly(3, 0), Usd = 2 } }), Is.Empty);
        Assert.That(ProblemsOf(new AutoTagOptions { Upkeep = { At = new TimeOnly(3, 0), Credits = 100 } }), Is.Empty);
        Assert.That(ProblemsOf(new AutoTagOptions { Upkeep = { At = new TimeOnly(3, 0), Usd = -1 } }).Single(), Does.StartWith("AutoTag:Upkeep:Usd"));
    }

    [Test]
    public void A_brand_sheet_that_is_too_long_is_named_by_its_key() =>
        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { BrandSheet = new string('a', 2_001) } }).Single(), Does.StartWith("AutoTag:Profile:BrandSheet: must be at most 2000 characters"));

    [Test]
    public void A_language_that_is_none_or_stands_there_twice_is_named_by_its_field()
    {
        var options = new AutoTagOptions { Profile = { FieldLanguages = { AltText = ["en", "da-DK"], Title = ["en", "en"], Description = ["*"], Keywords = ["en", "da"] } } };

        Assert.That(ProblemsOf(options), Is.EqualTo(new[]
        {
            "AutoTag:Profile:FieldLanguages:AltText names 'da-DK'. A language is two small letters, for example \"da\"; a single \"*\" is all languages of the site.",
            "AutoTag:Profile:FieldLanguages:Title names a language twice. Name each once.",
        }));
    }

    [Test]
    public void Thresholds_that_cross_are_refused() =>
        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { WriteFrom = 0.3 } }).Single(), Does.Contain("AutoTag:Profile:ReviewFrom"));

    [Test]
    public void A_threshold_that_says_nothing_names_nobody_or_crosses_is_refused()
    {
        var options = new AutoTagOptions
        {
            Profile =
            {
                Thresholds =
                [
                    new ThresholdOptions(),
                    new ThresholdOptions { Connection = "nobody", WriteFrom = 0.8 },
                    new ThresholdOptions { Field = Field.Title, WriteFrom = 0.3, ReviewFrom = 1.4 },
                    new ThresholdOptions { Connection = "embedded-metadata", Field = Field.Title, WriteFrom = 0.9 },
                ],
            },
        };

        Assert.That(ProblemsOf(options), Has.Exactly(5).Items
            .And.Some.StartsWith("AutoTag:Profile:Thresholds:0 changes nothing")
            .And.Some.StartsWith("AutoTag:Profile:Thresholds:0 names no field")
            .And.Some.StartsWith("AutoTag:Profile:Thresholds:1:Connection is 'nobody'")
            .And.Some.StartsWith("AutoTag:Profile:Thresholds:2:ReviewFrom: ")
            .And.Some.StartsWith("AutoTag:Profile:Thresholds:2:ReviewFrom ("));
    }

    [Test]
    public void A_profile_that_publishes_nothing_or_ranks_a_source_twice_is_refused()
    {
        var options = new AutoTagOptions
        {
            Profile = { Publish = PublishMode.Never, SourcePriority = [SourceRank.Classifier, SourceRank.Classifier] },
        };

        Assert.That(ProblemsOf(options), Has.Exactly(2).Items
            .And.Some.StartsWith("AutoTag:Profile:Publish is 'Never'")
            .And.Some.StartsWith("AutoTag:Profile:SourcePriority"));
    }

    [Test]
    public void A_vocabulary_that_contradicts_itself_is_refused()
    {
        var options = new AutoTagOptions
        {
            Profile =
            {
                Vocabulary = new VocabularyOptions
                {
                    Terms =
                    {
                        ["dog"] = new TermOptions { Synonyms = ["canine", "Wolf"], Parents = ["animal"] },
                        ["wolf"] = new TermOptions { Synonyms = ["canine"] },
                        ["animal"] = new TermOptions { Parents = ["dog"] },
                        ["photo"] = new TermOptions(),
                        [new string('x', 65)] = new TermOptions(),
                    },
                    StopWords = ["Photo"],
                },
            },
        };

        Assert.That(ProblemsOf(options), Has.Exactly(5).Items
            .And.Some.StartsWith("AutoTag:Profile:Vocabulary:Terms:dog:Synonyms has 'Wolf', which stands for 'wolf' too")
            .And.Some.StartsWith("AutoTag:Profile:Vocabulary:Terms:wolf:Synonyms has 'canine', which stands for 'dog' too")
            .And.Some.StartsWith("AutoTag:Profile:Vocabulary:Terms:dog:Parents leads back")
            .And.Some.StartsWith("AutoTag:Profile:Vocabulary:Terms has 'photo'")
            .And.Some.Contains("longer than the 64 characters"));
    }

    [Test]
    public void One_term_of_each_circle_is_named_and_none_of_those_that_only_lead_into_it()
    {
        var terms = new Dictionary<string, TermOptions>
        {
            ["puppy"] = new() { Parents = ["dog", "young animal"] },
            ["dog"] = new() { Parents = ["pet", "animal"] },
            ["pet"] = new() { Parents = ["beast"] },
            ["animal"] = new() { Synonyms = ["beast"], Parents = ["creature"] },
            ["creature"] = new() { Parents = ["beast"] },
            ["young animal"] = new() { Parents = ["animal", "young animal"] },
        };

        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { Vocabulary = { Terms = terms } } }).Single(), Does.StartWith("AutoTag:Profile:Vocabulary:Terms:animal:Parents leads back to 'animal' itself."));
    }

    /// <summary>Whoever follows each term to its end and each of those again never comes back from this one.</summary>
    [Test]
    public void A_long_chain_of_terms_is_no_circle()
    {
        Dictionary<string, TermOptions> terms = Enumerable.Range(0, 4_000).ToDictionary(number => $"term{number}", number => new TermOptions { Parents = [$"term{number + 1}"] });

        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { Vocabulary = { Terms = terms } } }), Is.Empty);
    }

    [Test]
    public void A_term_that_stands_there_twice_is_named()
    {
        var terms = new Dictionary<string, TermOptions> { ["Dog"] = new() { Parents = ["animal"] }, ["dog"] = new() { Parents = ["pet"] } };

        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { Vocabulary = { Terms = terms } } }).Single(), Does.StartWith("AutoTag:Profile:Vocabulary:Terms has 'dog' twice"));
    }

    [Test]
    public void A_closed_list_without_terms_is_refused() => Assert.That(
        ProblemsOf(new AutoTagOptions { Profile = { Vocabulary = { Closed = true } } }).Single(), Does.StartWith("AutoTag:Profile:Vocabulary:Closed"));

    [TestCase("nowhere.json", null, "which is not there")]
    [TestCase("words.json", "{ \"Terms\": [] }", "line 1")]
    [TestCase("words.json", "{ \"Terms\": { \"dog\": { \"Synonyms\": [\"canine\"] } } }", null)]
    [TestCase("words.json", "\uFEFF{ \"Terms\": { \"dog\": null }, \"StopWords\": null }", null)]
    public void A_vocabulary_file_that_cannot_be_used_is_named_with_what_is_wrong(string path, string? content, string? problem)
    {
        using var folder = new TempFolder();
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(folder.Path, path), content);
        }

        var options = new AutoTagOptions { ContentRoot = folder.Path, Profile = { Vocabulary = { File = path } } };

        Assert.That(ProblemsOf(options), problem is null ? Is.Empty : Has.Exactly(1).Items.And.Some.Contains(problem).And.Some.StartsWith("AutoTag:Profile:Vocabulary:File"));
        Assert.That(
            ConfiguredVocabulary.Of(options.Profile.Vocabulary, folder.Path).Words.Terms.Select(term => term.Preferred),
            problem is null ? Is.EqualTo(new[] { "dog" }) : Is.Empty);
    }

    [Test]
    public void A_step_that_names_no_connection_is_refused() =>
        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { Steps = [new StepOptions { Connection = "nobody" }] } }).Single(), Does.StartWith("AutoTag:Profile:Steps:0:Connection"));

    [Test]
    public void A_budget_that_caps_nothing_counts_nobody_or_lasts_for_no_time_is_refused()
    {
        var options = new AutoTagOptions { Budgets = { ["monthly"] = new BudgetOptions { Connection = "nobody" } } };

        Assert.That(ProblemsOf(options), Has.Exactly(3).Items
            .And.Some.StartsWith("AutoTag:Budgets:monthly:Period")
            .And.Some.StartsWith("AutoTag:Budgets:monthly caps nothing")
            .And.Some.StartsWith("AutoTag:Budgets:monthly:Connection is 'nobody'"));
    }

    [Test]
    public void Credits_of_one_provider_are_not_anothers()
    {
        var options = new AutoTagOptions { Budgets = { ["monthly"] = new BudgetOptions { Period = BudgetSpan.Month, Credits = 100 } } };

        Assert.That(ProblemsOf(options).Single(), Does.StartWith("AutoTag:Budgets:monthly:Credits needs AutoTag:Budgets:monthly:Connection"));
    }

    [Test]
    public void A_budget_as_the_docs_show_it_is_fine()
    {
        var options = new AutoTagOptions { Budgets = { ["monthly"] = new BudgetOptions { Period = BudgetSpan.Month, Usd = 20 } } };

        Assert.That(ProblemsOf(options), Is.Empty);
    }

    [Test]
    public void The_name_of_the_files_own_metadata_is_taken()
    {
        var options = new AutoTagOptions { Connections = { ["embedded-metadata"] = new ConnectionOptions { Provider = "openai-compatible" } } };

        Assert.That(ProblemsOf(options).Single(), Does.Contain("Choose another name"));
    }

    [TestCase("rekognition-labels", "aws", "is 'aws', and the package that brings it is not installed")]
    [TestCase("rekognition-labels", "google", "is 'google', which Amazon Rekognition labels does not take. Use one of: aws.")]
    [TestCase("imagga", "aws", "is set, and Imagga takes none: its key is enough")]
    public void A_credential_that_cannot_work_is_named_with_what_to_do(string provider, string credential, string sentence) =>
        Assert.That(ProblemsOf(Signed(provider, credential)), Has.Some.StartsWith($"AutoTag:Connections:labels:Credential {sentence}"));

    [Test]
    public void An_installed_credential_says_itself_what_it_lacks() =>
        Assert.That(
            new ConfigurationProblems(VisionProviders.All, [new Passport()]).Of(Signed("rekognition-labels", "AWS")).Single(),
            Is.EqualTo("AutoTag:Connections:labels:Settings:Number is missing."));

    private static AutoTagOptions Signed(string provider, string credential) => new()
    {
        Connections = { ["labels"] = new ConnectionOptions { Provider = provider, Credential = credential, Endpoint = new Uri("https://rekognition.eu-central-1.amazonaws.com") } },
    };

    /// <summary>A third party's way to sign.</summary>
    private sealed class Passport : ICredential
    {
        public string Alias => "aws";

        public IEnumerable<string> Validate(ConnectionOptions options) => ["AutoTag:Connections:{alias}:Settings:Number is missing."];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);
    }

    private static IReadOnlyList<string> ProblemsOf(AutoTagOptions options) => new ConfigurationProblems(VisionProviders.All, []).Of(options);
}
