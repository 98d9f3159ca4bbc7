using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;

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

    [Test]
    public void A_brand_sheet_that_is_too_long_is_named_by_its_key() =>
        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { BrandSheet = new string('a', 2_001) } }).Single(), Does.StartWith("AutoTag:Profile:BrandSheet: must be at most 2000 characters"));

    [Test]
    public void Thresholds_that_cross_are_refused() =>
        Assert.That(ProblemsOf(new AutoTagOptions { Profile = { WriteFrom = 0.3 } }).Single(), Does.Contain("AutoTag:Profile:ReviewFrom"));

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
