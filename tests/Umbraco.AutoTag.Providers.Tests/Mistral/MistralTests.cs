using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Mistral;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Mistral;

public sealed class MistralTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("openai-compatible").Where(sample => sample.File.Contains("/mistral-", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new MistralProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "mistral-small-3-2-2506";

    protected override string SuccessWith(IEnumerable<string> keywords) => ChatReply.Saying(ModelText.Of(keywords), "mistral-small-3-2-2506");

    protected override string SuccessScoring(string score) => ChatReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => ChatReply.Saying(text);

    protected override string ErrorSaying(string message) =>
        new JsonObject { ["object"] = "error", ["message"] = message, ["type"] = "api_error", ["param"] = null, ["code"] = "1000" }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        // The samples' requests are those of a client for every server; one of them shows that Mistral refuses its max_completion_tokens.
        documented.Remove("max_completion_tokens");
        documented["max_tokens"] = 512;
        documented["messages"]![1]!["content"]![0]!["image_url"]!.AsObject().Remove("detail");
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["MaxOutputTokens"] = "512";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)!, ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
        });
    }

    [TestCase("StructuredOutput", "xml", "must be one of json_schema, json_object, none")]
    [TestCase("MaxOutputTokens", "0", "must be a whole number from 64 to 32768")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));
}
