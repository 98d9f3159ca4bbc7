using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.OpenAi;

public sealed class OpenAiResponsesTests : ProviderContract
{
    private static readonly string[] s_own = ["$.instructions", "$.input[0].content[1].text", "$.text.format.name", "$.text.format.schema"];

    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("openai").Where(sample => (string?)sample.Request["path"] == "/v1/responses");

    // Its errors are those of the other call.
    private static IEnumerable<ProviderSample> Errors => Samples.Of("openai").Where(sample => sample.Status >= 400);

    protected override IReadOnlyList<string> VendorsWords => ["status", "role"];

    protected override IVisionProvider Provider { get; } = new OpenAiProvider();

    protected override string NameInTable => "openai (responses)";

    protected override void Configure(ConnectionOptions options)
    {
        options.Model = "gpt-6-luna";
        options.Settings["Api"] = "responses";
    }

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonNode documented = sample.Request["body"]!;
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["MaxOutputTokens"] = "600";
            o.Settings["ReasoningEffort"] = "none";
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

    [TestCaseSource(nameof(Errors))]
    public Task Each_error_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [Test]
    public async Task A_model_that_does_not_think_is_told_nothing_of_thinking_and_nothing_is_stored()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Model = "gpt-4o-mini"), Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.That((body["reasoning"], (bool)body["store"]!), Is.EqualTo(((JsonNode?)null, false)));
    }

    [TestCase("json_object", """{"format":{"type":"json_object"}}""")]
    [TestCase("none", null)]
    public async Task A_model_that_takes_no_schema_is_told_the_form_in_words(string mode, string? expected)
    {
        Server.Answer(200, SuccessWith(["dog"]));

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["StructuredOutput"] = mode), Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.Multiple(() =>
        {
            Assert.That(body["text"]?.ToJsonString(), Is.EqualTo(expected));
            Assert.That(body["input"]!.ToJsonString(), Does.Contain("The form: {"));
            Assert.That(body["input"]!.ToJsonString().Contains("Answer in JSON.", StringComparison.Ordinal), Is.EqualTo(mode == "json_object"), "without the word it may be refused");
            Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
        });
    }

    [Test]
    public async Task What_the_model_thought_is_no_part_of_what_it_says()
    {
        Server.Answer(200, """
            {"status":"completed","output":[
              {"type":"reasoning","content":[{"type":"output_text","text":"{\"keywords\":[\"cat\"]}"}]},
              {"type":"message","content":[{"type":"output_text","text":"{\"keywords\":[\"dog\"]}"}]}]}
            """);

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    [TestCase("server_error", FailureKind.Unavailable)]
    [TestCase("rate_limit_exceeded", FailureKind.Throttled)]
    [TestCase("invalid_image", FailureKind.BadImage)]
    [TestCase("image_content_policy_violation", FailureKind.Refused)]
    [TestCase("insufficient_quota", FailureKind.OutOfCredit)]
    public async Task A_call_that_failed_says_why_inside_an_answer_with_status_200(string code, FailureKind expected)
    {
        Server.Answer(200, $$"""{"status":"failed","error":{"code":"{{code}}","message":"no"},"output":[]}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [Test]
    public async Task An_answer_that_a_filter_ended_is_refused()
    {
        Server.Answer(200, """{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"error":null,"output":[]}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Refused));
    }

    private static string Reply(string text) => new JsonObject
    {
        ["id"] = "resp_1",
        ["status"] = "completed",
        ["error"] = null,
        ["model"] = "gpt-6-luna",
        ["output"] = new JsonArray(new JsonObject
        {
            ["type"] = "message",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text }),
        }),
        ["usage"] = new JsonObject { ["input_tokens"] = 100, ["output_tokens"] = 20 },
    }.ToJsonString();
}
