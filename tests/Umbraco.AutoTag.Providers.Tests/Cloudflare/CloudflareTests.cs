using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Cloudflare;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Cloudflare;

public sealed class CloudflareTests : ProviderContract
{
    private const string Account = "0123456789abcdef0123456789abcdef";
    private const string Run = $"/client/v4/accounts/{Account}/ai/run/";

    // Cloudflare's chat door is the openai-compatible provider's, and Moondream's fields there were never seen in a document.
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("cloudflare")
        .Where(sample => ((string)sample.Request["path"]!).StartsWith(Run, StringComparison.Ordinal) && !sample.File.EndsWith("moondream-query.json", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new CloudflareProvider();

    protected override void Configure(ConnectionOptions options)
    {
        options.Model = "@cf/google/gemma-4-26b-a4b-it";
        options.Settings["Account"] = Account;
    }

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        // A sampling parameter, which this client never sends.
        documented.Remove("temperature");
        string path = (string)sample.Request["path"]!;
        Connection connection = Connect(o =>
        {
            o.Model = path[Run.Length..];
            o.Settings["MaxOutputTokens"] = "512";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        string[] ours = ["$.messages[0].content", "$.messages[1].content[1].text", "$.response_format.json_schema"];
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo(path));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ours), Is.EqualTo(RequestShape.Of(documented, ours)));
        });
    }

    [Test]
    public async Task The_exchange_is_named_by_cloudflares_own_id_and_the_model_is_not_invented()
    {
        Server.Answer(200, SuccessWith(["dog"]), headers: [KeyValuePair.Create("CF-RAY", "8f00ba4-CPH")]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.RequestId, Is.EqualTo("8f00ba4-CPH"));
            Assert.That(reply.ModelReported, Is.Null);
        });
    }

    [Test]
    public async Task A_model_that_answers_in_openais_form_inside_the_envelope_is_read()
    {
        Server.Answer(200, """{"result":{"model":"x","choices":[{"message":{"content":"{\"keywords\":[\"dog\"]}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}},"success":true,"errors":[],"messages":[]}""");

        VisionReply reply = await Ask();

        Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
        Assert.That(reply.Usage.InputTokens, Is.EqualTo(7));
    }

    [TestCase("""{"result":null,"success":false,"errors":[{"code":3036,"message":"used up"}],"messages":[]}""", FailureKind.OutOfCredit)]
    [TestCase("""{"result":null,"success":false,"errors":[{"code":5016,"message":"terms"}],"messages":[]}""", FailureKind.Misconfigured)]
    [TestCase("""{"result":null,"success":false,"errors":[{"message":"something"}],"messages":[]}""", FailureKind.Unavailable)]
    [TestCase("""{"result":null,"success":false,"errors":[],"messages":[]}""", FailureKind.Malformed)]
    public async Task An_error_inside_an_answer_with_status_200_is_an_error(string body, FailureKind expected)
    {
        Server.Answer(200, body);

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [TestCase("gemma-4-26b-a4b-it")]
    [TestCase("@cf/../../../user/tokens")]
    [TestCase("@cf/google/x?to=elsewhere")]
    [TestCase("@cf/moondream/moondream3.1-9B-A2B")]
    public async Task A_model_that_is_none_is_named_at_start_and_never_becomes_a_part_of_the_address(string model)
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Model = model }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Provider.Validate(Connect(o => o.Model = model).Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Model must be a chat model's name"));
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [TestCase("StructuredOutput", "xml", "must be one of json_schema, none")]
    [TestCase("Account", "me", "must be your account's id")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public async Task A_model_without_schemas_is_told_the_form_in_words_alone()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["StructuredOutput"] = "none"), Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.That(body["response_format"], Is.Null);
        Assert.That((string?)body["messages"]![1]!["content"]![1]!["text"], Does.Contain("The form: {\"altText\""));
    }

    [Test]
    public void What_a_call_costs_at_most_is_known_from_the_list() =>
        Assert.That(new Core.Ledger.Prices(new ListPrices()).AtMost(Connect(), Question).Cost, Is.Not.Null);

    private static string Reply(string response) => new JsonObject
    {
        ["result"] = new JsonObject { ["response"] = response, ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20 } },
        ["success"] = true,
        ["errors"] = new JsonArray(),
        ["messages"] = new JsonArray(),
    }.ToJsonString();
}
