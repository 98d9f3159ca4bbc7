using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Baseten;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Baseten;

public sealed class BasetenTests : ProviderContract
{
    private static IEnumerable<ProviderSample> OfModels => Samples.Of("baseten").Where(sample => (string?)sample.Request["path"] == "/v1/chat/completions");

    private static ProviderSample OfDeployment => Samples.Of("baseten").Single(sample => (string?)sample.Request["path"] != "/v1/chat/completions");

    protected override IVisionProvider Provider { get; } = new BasetenProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "moonshotai/Kimi-K2.5";

    protected override string SuccessWith(IEnumerable<string> keywords) => ChatReply.Saying(ModelText.Of(keywords), "moonshotai/Kimi-K2.5");

    protected override string SuccessScoring(string score) => ChatReply.Saying(ModelText.Scoring(score), "moonshotai/Kimi-K2.5");

    protected override string SuccessWriting(string text) => ChatReply.Saying(text, "moonshotai/Kimi-K2.5");

    protected override string ErrorSaying(string message) => new JsonObject { ["error"] = message }.ToJsonString();

    [TestCaseSource(nameof(OfModels))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["MaxOutputTokens"] = "512";
            o.Settings["ImageDetail"] = "low";
        });

        VisionReply reply = await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo("/v1/chat/completions"));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
            Assert.That(reply.RequestId, Is.EqualTo("testbt1"));
        });
    }

    [Test]
    public async Task A_deployment_of_ones_own_is_asked_and_understood_as_documented()
    {
        Connection connection = Connect(o =>
        {
            o.Model = null;
            o.Settings["Serves"] = "deployment";
        });

        VisionReply reply = await Replay(OfDeployment, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(Provider.Validate(connection.Options), Is.Empty);
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)OfDeployment.Request["path"]));
            Assert.That(OfDeployment.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), "$.prompt"), Is.EqualTo(RequestShape.Of(OfDeployment.Request["body"], "$.prompt")));
            Assert.That(reply.ModelReported, Is.EqualTo("moondream2@2025-06-21"));
        });
    }

    [Test]
    public async Task Text_in_the_picture_is_not_taken_for_the_whole_answer_of_a_deployment()
    {
        Server.Answer(200, """{"keywords":["dog"],"text":"EXIT"}""");

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["Serves"] = "deployment"), Question, CancellationToken.None);

        Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public void A_deployment_has_an_address_of_its_own_and_no_published_limit()
    {
        var options = new ConnectionOptions { Provider = "baseten", ApiKey = Key, Settings = { ["Serves"] = "deployment" } };

        Assert.That(Provider.Validate(options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Endpoint is missing"));
        Assert.That(Provider.RateLimitOf(options, null), Is.Null);
    }

    [Test]
    public void A_known_model_has_its_list_price_at_basetens_own_address()
    {
        Connection connection = Connect(o => o.Endpoint = null);

        Assert.Multiple(() =>
        {
            Assert.That(new Core.Ledger.Prices(new ListPrices()).AtMost(connection, Question).Cost, Is.Not.Null);
            Assert.That(connection.RateLimitFor(null), Is.EqualTo(new RateLimit(15, TimeSpan.FromMinutes(1))));
        });
    }

    [TestCase("Serves", "both", "must be one of models, deployment")]
    [TestCase("ImageDetail", "tiny", "must be one of low, high, auto, original, none")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));
}
