using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.OpenAi;

public sealed class OpenAiTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("openai").Where(sample => (string?)sample.Request["path"] == "/v1/chat/completions");

    protected override IVisionProvider Provider { get; } = new OpenAiProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "gpt-4o-mini-2024-07-18";

    protected override string SuccessWith(IEnumerable<string> keywords) => ChatReply.Saying(ModelText.Of(keywords), "gpt-4o-mini-2024-07-18");

    protected override string SuccessScoring(string score) => ChatReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => ChatReply.Saying(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        // Two samples show sampling parameters, which this client never sends.
        documented.Remove("temperature");
        documented.Remove("logprobs");
        documented.Remove("top_logprobs");
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["MaxOutputTokens"] = "512";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        JsonObject body = JsonNode.Parse(sent.Body)!.AsObject();
        // The samples of models that think leave the effort to the model; here it is always said.
        body.Remove("reasoning_effort");
        documented.Remove("reasoning_effort");
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(body, ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
        });
    }

    [TestCase("gpt-6-luna", null, "low")]
    [TestCase("gpt-5-mini-2025-08-07", null, "low")]
    [TestCase("o4-mini", null, "low")]
    [TestCase("ft:gpt-5-mini:site::1", null, "low")]
    [TestCase("gpt-6-luna", "none", "none")]
    [TestCase("gpt-4o-mini-2024-07-18", null, null)]
    [TestCase("gpt-4.1", null, null)]
    [TestCase("gpt-5-chat-latest", null, null)]
    [TestCase("ft:gpt-4o-mini:site::1", null, null)]
    [TestCase("another", null, null)]
    public async Task Only_a_model_that_thinks_is_told_how_long(string model, string? setting, string? sent)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings["ReasoningEffort"] = setting ?? string.Empty;
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That((string?)JsonNode.Parse(Server.Received.Single().Body)!["reasoning_effort"], Is.EqualTo(sent));
    }

    [TestCase("Api", "assistants", "must be one of chat, responses")]
    [TestCase("StructuredOutput", "xml", "must be one of json_schema, json_object, none")]
    [TestCase("ImageDetail", "fine", "must be one of low, high, auto")]
    [TestCase("ReasoningEffort", "low", "must be left out")]
    [TestCase("ReasoningEffort", "huge", "must be one of none, minimal, low, medium, high, max")]
    [TestCase("Headers", "Authorization: Bearer x", "must not set 'Authorization'")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [TestCase("gpt-4o", "low", 85)]
    [TestCase("gpt-4o", "high", 765)]
    [TestCase("gpt-4o-mini", "low", 2_833)]
    [TestCase("gpt-4o-mini", "auto", 25_501)]
    [TestCase("gpt-4.1-mini", "low", 1_659)]
    public void A_picture_in_low_detail_takes_fewer_tokens_where_the_model_heeds_it(string model, string detail, long tokens)
    {
        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings["ImageDetail"] = detail;
        });
        VisionRequest without = Question with { Image = null };
        VisionRequest with = Question with { Image = Picture with { Size = new PixelSize(1024, 1024) } };

        Assert.That(Provider.TokensAtMost(connection, with)!.Read - Provider.TokensAtMost(connection, without)!.Read, Is.EqualTo(tokens));
    }

    [Test]
    public async Task An_organisation_and_a_project_can_be_named()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["Headers"] = "OpenAI-Organization: org_1; OpenAI-Project: proj_1"), Question, CancellationToken.None);

        Assert.That(Server.Received.Single().Headers["OpenAI-Project"], Is.EqualTo("proj_1"));
    }

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
