using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Anthropic;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Anthropic;

public sealed class AnthropicTests : ProviderContract
{
    private static readonly string[] s_own = ["$.system", "$.messages[0].content[1].text", "$.output_config.format.schema"];

    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("anthropic");

    protected override IVisionProvider Provider { get; } = new AnthropicProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "claude-haiku-5-5";

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply(text);

    protected override string ErrorSaying(string message) => new JsonObject
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = "api_error", ["message"] = message },
        ["request_id"] = "req_1",
    }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        // One sample shows a sampling parameter, which this client never sends.
        documented.Remove("temperature");
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
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)!, s_own), Is.EqualTo(RequestShape.Of(documented, s_own)));
        });
    }

    [Test]
    public async Task The_key_goes_into_its_own_header_and_into_no_other()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Ask();

        Assert.That(Server.Received.Single().Headers.Where(h => h.Value.Contains(Key, StringComparison.Ordinal)).Select(h => h.Key), Is.EqualTo(new[] { "x-api-key" }));
    }

    [TestCase("claude-haiku-5-5", null, true)]
    [TestCase("claude-haiku-4-5-20251001", null, true)]
    [TestCase("claude-model-of-next-year", null, true)]
    [TestCase("claude-3-haiku-20240307", null, false)]
    [TestCase("claude-sonnet-4-20250514", null, false)]
    [TestCase("claude-3-haiku-20240307", "json_schema", true)]
    [TestCase("claude-haiku-5-5", "none", false)]
    public async Task A_model_that_takes_no_schema_is_told_the_form_in_words(string model, string? setting, bool schema)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings["StructuredOutput"] = setting ?? string.Empty;
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.Multiple(() =>
        {
            Assert.That(body["output_config"] is not null, Is.EqualTo(schema));
            Assert.That(((string)body["messages"]![0]!["content"]![1]!["text"]!).Contains("The form: {\"altText\"", StringComparison.Ordinal), Is.EqualTo(!schema));
        });
    }

    [Test]
    public async Task A_step_can_pin_another_model_than_the_connection()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["Headers"] = "anthropic-beta: files"), Question with { Model = "claude-opus-5-5" }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That((string?)JsonNode.Parse(sent.Body)!["model"], Is.EqualTo("claude-opus-5-5"));
            Assert.That(sent.Headers["anthropic-beta"], Is.EqualTo("files"));
        });
    }

    [Test]
    public async Task What_a_cache_had_is_counted_as_read()
    {
        Server.Answer(200, """{"content":[],"usage":{"input_tokens":10,"cache_creation_input_tokens":300,"cache_read_input_tokens":4000,"output_tokens":7}}""");

        Usage usage = (await Ask()).Usage;

        Assert.That((usage.InputTokens, usage.OutputTokens), Is.EqualTo((4_310L, 7L)));
    }

    [Test]
    public async Task A_model_that_is_not_told_how_long_it_may_answer_is_misconfigured_and_the_picture_is_not_to_blame()
    {
        Server.Answer(400, """{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: 32768 > 8192, which is the maximum allowed number of output tokens"}}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
    }

    [TestCase("StructuredOutput", "xml", "must be one of json_schema, none")]
    [TestCase("MaxOutputTokens", "1", "must be a whole number from 64 to 32768")]
    [TestCase("Headers", "x-api-key: another", "must not set 'x-api-key'")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    private static string Reply(string text) => new JsonObject
    {
        ["id"] = "msg_1",
        ["model"] = "claude-haiku-5-5",
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["stop_reason"] = "end_turn",
        ["usage"] = new JsonObject { ["input_tokens"] = 100, ["output_tokens"] = 20 },
    }.ToJsonString();
}
