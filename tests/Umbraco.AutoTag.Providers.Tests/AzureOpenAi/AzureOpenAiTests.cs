using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.AzureOpenAi;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.AzureOpenAi;

public sealed class AzureOpenAiTests : ProviderContract
{
    // OpenAI's own replies are Azure's too; its errors are its own.
    private static IEnumerable<ProviderSample> AllSamples =>
        Samples.Of("openai-compatible").Where(sample => sample.File.Contains("/azure-", StringComparison.Ordinal))
            .Concat(Samples.Of("openai").Where(sample => sample.Status == 200 && (string?)sample.Request["path"] == "/v1/chat/completions"));

    protected override IVisionProvider Provider { get; } = new AzureOpenAiProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "my-deployment";

    protected override string SuccessWith(IEnumerable<string> keywords) => ChatReply.Saying(ModelText.Of(keywords), "gpt-4o-mini");

    protected override string SuccessScoring(string score) => ChatReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => ChatReply.Saying(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        await Replay(sample, Connect(o => o.Settings["MaxOutputTokens"] = "512"), Question);

        JsonObject documented = sample.Request["body"]!.AsObject();
        if (sample.Request["headers"]!["api-key"] is null)
        {
            return;
        }

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(sent.Headers, Does.Not.ContainKey("Authorization"));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)!, ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
        });
    }

    [Test]
    public async Task A_filter_that_failed_itself_lets_the_answer_pass()
    {
        JsonNode reply = JsonNode.Parse(SuccessWith(["dog"]))!;
        reply["choices"]![0]!["content_filter_results"] = new JsonObject { ["error"] = new JsonObject { ["code"] = "content_filter_error", ["message"] = "The contents are not filtered" } };
        Server.Answer(200, reply.ToJsonString());

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public async Task The_model_behind_the_deployment_is_what_the_reply_says()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        Assert.That((await Ask()).ModelReported, Is.EqualTo("gpt-4o-mini"));
    }

    [TestCase(null, null)]
    [TestCase("gpt-4o-mini", 0.165)]
    public void A_budget_knows_the_price_once_the_site_says_what_is_deployed(string? deployed, double? usdPerMillionRead)
    {
        Connection connection = Connect(o => o.Settings["DeployedModel"] = deployed ?? string.Empty);

        ModelPrice? price = new ListPrices().Find(connection, "my-deployment");

        Assert.That(price?.UsdPerMillionInputTokens, Is.EqualTo((decimal?)usdPerMillionRead));
    }

    [TestCase(null, null, null)]
    [TestCase(null, "medium", "medium")]
    [TestCase("gpt-5-mini", null, "low")]
    [TestCase("gpt-4o-mini", null, null)]
    public async Task Only_a_deployment_that_thinks_is_told_how_long(string? deployed, string? setting, string? sent)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Settings["DeployedModel"] = deployed ?? string.Empty;
            o.Settings["ReasoningEffort"] = setting ?? string.Empty;
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That((string?)JsonNode.Parse(Server.Received.Single().Body)!["reasoning_effort"], Is.EqualTo(sent));
    }

    [Test]
    public void The_resources_address_is_required()
    {
        var options = new ConnectionOptions { Provider = "azure-openai", ApiKey = Key, Model = "my-deployment" };

        Assert.That(Provider.Validate(options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Endpoint is missing"));
    }

    [Test]
    public void An_effort_for_a_model_that_does_not_think_is_refused_at_start() => Assert.That(
        Provider.Validate(Connect(o =>
        {
            o.Settings["DeployedModel"] = "gpt-4o";
            o.Settings["ReasoningEffort"] = "low";
        }).Options).Single(),
        Does.StartWith("AutoTag:Connections:{alias}:Settings:ReasoningEffort must be left out"));

    [TestCase("json_object", """{"type":"json_object"}""")]
    [TestCase("none", null)]
    public async Task A_model_that_takes_no_schema_is_told_the_form_in_words(string mode, string? expected)
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["StructuredOutput"] = mode), Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.That(body["response_format"]?.ToJsonString(), Is.EqualTo(expected));
        Assert.That(body["messages"]!.ToJsonString(), Does.Contain("The form: {"));
    }
}
