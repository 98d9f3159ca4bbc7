using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Tests.Credentials;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Gemini;

public sealed class VertexGeminiTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("gemini").Where(sample => !sample.File.Contains("openai-compat", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new VertexGeminiProvider();

    protected override ICredential Credential { get; } = new BearerOf("TEST-TOKEN");

    protected override void Configure(ConnectionOptions options)
    {
        options.Credential = "google";
        options.Model = "gemini-3.5-flash-lite";
        options.Settings["Project"] = "demo-project";
        options.Settings["Location"] = "europe-west4";
    }

    protected override string SuccessWith(IEnumerable<string> keywords) => GeminiReply.Saying(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => GeminiReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => GeminiReply.Saying(text);

    protected override string ErrorSaying(string message) => GeminiReply.Error(message);

    // The Gemini API's own answers are Vertex AI's too.
    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        await Replay(sample, Connect(o => o.Settings["MaxOutputTokens"] = "512"), Question);

        ReceivedRequest sent = Server.Received.Single();
        if (sample.Request["headers"]!["Authorization"] is not null)
        {
            Assert.Multiple(() =>
            {
                Assert.That((sent.Method, sent.PathAndQuery), Is.EqualTo(("POST", (string?)sample.Request["path"])));
                Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
                Assert.That(sent.Headers, Does.Not.ContainKey("x-goog-api-key"));
                Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)!, GeminiReply.OurOwn), Is.EqualTo(RequestShape.Of(sample.Request["body"]!, GeminiReply.OurOwn)));
            });
        }
    }

    [Test]
    public void Its_prices_are_those_of_vertex_ai() => Assert.That(
        new ListPrices().Find(Connect(), "gemini-3.5-flash-lite"), Is.EqualTo(new ModelPrice(0.3m, 2.5m)));

    [TestCase("Project", "", "is missing")]
    [TestCase("Location", "", "is missing")]
    [TestCase("Project", "a/b", "must be a name")]
    [TestCase("MediaResolution", "ultra", "must be one of low, medium, high, default")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public void Without_a_credential_it_says_which_package_brings_one() => Assert.That(
        Provider.Validate(Connect(o => o.Credential = null).Options),
        Has.Some.StartsWith("AutoTag:Connections:{alias}:Credential is missing").And.Some.Contains("Umbraco.AutoTag.Providers.Google"));
}
