using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.OpenAiCompatible;

public sealed class OpenAiCompatibleTests : ProviderContract
{
    // OpenAI's other two calls, which no other server speaks, are its own provider's.
    private static IEnumerable<ProviderSample> AllSamples =>
        Samples.Of("openai", "openai-compatible").Where(sample => (string?)sample.Request["path"] is not ("/v1/responses" or "/v1/decisions"));

    protected override IVisionProvider Provider { get; } = new OpenAiCompatibleProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "demo-1";

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply(text);

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
            o.Settings["Path"] = (string)sample.Request["path"]!;
            o.Settings["MaxOutputTokens"] = "512";
            o.Settings["ImageDetail"] = "low";
            o.Settings["Auth"] = sample.Request["headers"]!["api-key"] is null ? "bearer" : "api-key";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        JsonNode body = JsonNode.Parse(sent.Body)!;
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(body, ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
            Assert.That((string?)body["messages"]![1]!["content"]![0]!["image_url"]!["url"], Is.EqualTo((string?)documented["messages"]![1]!["content"]![0]!["image_url"]!["url"]));
        });
    }

    // xAI and Google's compatible endpoint leave what was thought out of the completion's tokens; others tell a total that is no more than the sum, or none.
    [TestCase("""{"prompt_tokens":100,"completion_tokens":20,"total_tokens":420,"completion_tokens_details":{"reasoning_tokens":300}}""", 320)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":320,"total_tokens":420,"completion_tokens_details":{"reasoning_tokens":300}}""", 320)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":20}""", 20)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":20,"total_tokens":0}""", 20)]
    public async Task What_was_thought_is_counted_where_only_the_total_has_it(string usage, int outputTokens)
    {
        JsonNode reply = JsonNode.Parse(SuccessWith(["dog"]))!;
        reply["usage"] = JsonNode.Parse(usage);
        Server.Answer(200, reply.ToJsonString());

        Usage told = (await Provider.AskAsync(Connect(), Question, CancellationToken.None)).Usage;

        Assert.That((told.InputTokens, told.OutputTokens), Is.EqualTo(((long?)100, (long?)outputTokens)));
    }

    [Test]
    public async Task The_schema_asks_for_exactly_what_was_asked_and_closes_every_object()
    {
        Server.Answer(200, SuccessWith([]));

        await Provider.AskAsync(Connect(), Question with { Tasks = VisionTasks.Keywords | VisionTasks.AltText }, CancellationToken.None);

        JsonNode format = JsonNode.Parse(Server.Received.Single().Body)!["response_format"]!;
        JsonNode schema = format["json_schema"]!["schema"]!;
        Assert.Multiple(() =>
        {
            Assert.That((bool)format["json_schema"]!["strict"]!, Is.True);
            Assert.That(schema["properties"]!.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "altText", "keywords" }));
            Assert.That(schema["required"]!.AsArray().Select(r => (string?)r), Is.EqualTo(new[] { "altText", "keywords" }));
            Assert.That((bool)schema["additionalProperties"]!, Is.False);
            Assert.That((bool)schema["properties"]!["keywords"]!["items"]!["additionalProperties"]!, Is.False);
        });
    }

    [TestCase("json_object", "{\"type\":\"json_object\"}")]
    [TestCase("none", null)]
    public async Task A_server_without_schemas_is_told_the_form_in_words(string mode, string? expected)
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["StructuredOutput"] = mode), Question, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received.Single().Body)!;
        Assert.Multiple(() =>
        {
            Assert.That(body["response_format"]?.ToJsonString(), Is.EqualTo(expected));
            Assert.That((string?)body["messages"]![1]!["content"]![1]!["text"], Does.Contain("The form: {\"altText\""));
        });
    }

    [Test]
    public async Task Each_setting_changes_the_request()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Endpoint = new Uri(Server.Address, "/gateway/");
            o.Settings["LimitField"] = "max_tokens";
            o.Settings["Auth"] = "none";
            o.Settings["ImageForm"] = "string";
            o.Settings["ReasoningEffort"] = "low";
            o.Settings["Headers"] = "OpenAI-Project: proj_1; X-Team: media";
        });

        await Provider.AskAsync(connection, Question with { Model = "pinned-2" }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        JsonNode body = JsonNode.Parse(sent.Body)!;
        Assert.Multiple(() =>
        {
            Assert.That(sent.PathAndQuery, Is.EqualTo("/gateway/v1/chat/completions"));
            Assert.That(sent.Headers, Does.Not.ContainKey("Authorization"));
            Assert.That(sent.Headers["OpenAI-Project"], Is.EqualTo("proj_1"));
            Assert.That((string?)body["model"], Is.EqualTo("pinned-2"));
            Assert.That((int?)body["max_tokens"], Is.EqualTo(1_024));
            Assert.That(body["max_completion_tokens"], Is.Null);
            Assert.That((string?)body["reasoning_effort"], Is.EqualTo("low"));
            Assert.That((string?)body["messages"]![1]!["content"]![0]!["image_url"], Does.StartWith("data:image/png;base64,"));
        });
    }

    [TestCase("openrouter.ai", "anthropic/claude-3-haiku", null, false)]
    [TestCase("openrouter.ai", "minimax/minimax-m3", null, true)]
    [TestCase("openrouter.ai", "anthropic/claude-3-haiku", "json_schema", true)]
    [TestCase("vllm.example", "anthropic/claude-3-haiku", null, true)]
    public async Task A_model_that_is_listed_to_take_no_schema_is_sent_none(string host, string model, string? setting, bool isSent)
    {
        using var vendor = new Overheard(SuccessWith(["dog"]));
        using var http = new HttpClient(vendor);
        Connection connection = Connect(o =>
        {
            (o.Endpoint, o.Model) = (new Uri($"https://{host}"), model);
            if (setting is not null)
            {
                o.Settings["StructuredOutput"] = setting;
            }
        }) with { Http = http };

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That((vendor.Body.Contains("\"json_schema\"", StringComparison.Ordinal), vendor.Body.Contains("The form: {", StringComparison.Ordinal)), Is.EqualTo((isSent, !isSent)));
    }

    [TestCase("StructuredOutput", "xml", "must be one of json_schema, json_object, none")]
    [TestCase("LimitField", "limit", "must be one of max_completion_tokens, max_tokens")]
    [TestCase("Auth", "basic", "must be one of bearer, api-key, none")]
    [TestCase("MaxOutputTokens", "many", "must be a whole number from 64 to 32768")]
    [TestCase("Path", "v1/chat", "must begin with one '/'")]
    [TestCase("Path", "//elsewhere.example/v1", "must begin with one '/'")]
    [TestCase("Headers", "Authorization: Bearer x", "must not set 'Authorization'")]
    [TestCase("Headers", "nonsense", "must be pairs")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [TestCase("0.96", 0.96)]
    [TestCase("\"0.96\"", 0.96)]
    [TestCase("96", 0.96)]
    [TestCase("\"96%\"", 0.96)]
    [TestCase("1", 1.0)]
    [TestCase("-0.1", null)]
    [TestCase("250", null)]
    [TestCase("\"NaN\"", null)]
    [TestCase("1e400", null)]
    [TestCase("\"high\"", null)]
    [TestCase("null", null)]
    [TestCase("{}", null)]
    public async Task A_confidence_is_a_number_from_0_to_1_or_unknown(string json, double? expected)
    {
        Server.Answer(200, Reply($$"""{"keywords":[{"name":"dog","confidence":{{json}}}]}"""));

        Observation keyword = (await Ask()).Observations!.Single();

        Assert.Multiple(() =>
        {
            Assert.That(keyword.Confidence.Value, Is.EqualTo(expected).Within(1e-9));
            Assert.That(keyword.ConfidenceSource, Is.EqualTo(expected is null ? ConfidenceSource.None : ConfidenceSource.SelfReported));
        });
    }

    [TestCase("I'm sorry, but I can't help with identifying people.", FailureKind.Refused)]
    [TestCase("Es tut mir leid, dabei kann ich nicht helfen.", FailureKind.Refused)]
    [TestCase("""{"altText":"I cannot describe this picture.","keywords":[]}""", FailureKind.Refused)]
    [TestCase("A dog on a chair.", FailureKind.Malformed)]
    [TestCase("{'keywords':['the dog's basket']}", FailureKind.Malformed)]
    [TestCase("{'keywords':['dog', 'cat}", FailureKind.Malformed)]
    [TestCase("{keywords:[dog]}", FailureKind.Malformed)]
    [TestCase("""{"keywords":"dog, chair"}""", FailureKind.Malformed)]
    [TestCase("""{"answer":42}""", FailureKind.Malformed)]
    [TestCase("""{"altText":"A dog.","keywords":[{"name":"dog"},{"na""", FailureKind.Malformed)]
    [TestCase("", FailureKind.Malformed)]
    public async Task What_is_no_answer_never_becomes_a_value(string text, FailureKind expected)
    {
        Server.Answer(200, Reply(text));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Observations, Is.Null);
            Assert.That(reply.Failure!.Kind, Is.EqualTo(expected));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.Yes));
            Assert.That(reply.Failure.Repairable, Is.EqualTo(expected == FailureKind.Malformed ? Repairable.Yes : Repairable.No));
            Assert.That(reply.Usage.InputTokens, Is.EqualTo(100));
        });
    }

    [TestCase("""Sure! {"note":"{"} {"keywords":["dog"],}""")]
    [TestCase("Here you are: {'keywords': ['dog',], 'altText': None}")]
    [TestCase("{'keywords': [{'name': \"dog\", 'confidence': .9 }]} {\"keywords\":[\"dog\"]}")]
    [TestCase("```json\n{\"KEYWORDS\":[\"dog\"]}\n```")]
    [TestCase("""{"keywords":["cat"],"keywords":["dog"]}""")]
    [TestCase("""{"keywords":[{"label":"dog"},{},null,[],{"name":null}],"unknown":{"a":[1]}}""")]
    public async Task An_answer_whose_meaning_is_certain_is_read(string text)
    {
        Server.Answer(200, Reply(text));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    [TestCase("{\"choices\":[{\"mess")]
    [TestCase("not even JSON")]
    public async Task What_is_no_answer_of_a_model_at_all_is_not_to_be_repaired(string body)
    {
        Server.Answer(200, body);

        Assert.That((await Ask()).Failure!.Repairable, Is.EqualTo(Repairable.No));
    }

    [Test]
    public async Task What_the_site_says_is_a_part_of_the_message_of_its_own()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(), Question with { Guidance = Guidance.Of("Sober.") }, CancellationToken.None);

        JsonArray parts = JsonNode.Parse(Server.Received.Single().Body)!["messages"]![1]!["content"]!.AsArray();
        Assert.That(parts.Select(part => (string?)part!["type"]), Is.EqualTo(new[] { "image_url", "text", "text" }));
        Assert.That((string?)parts[1]!["text"], Is.EqualTo("""<site>{"style":"Sober."}</site>"""));
    }

    [Test]
    public async Task An_error_inside_an_answer_with_status_200_is_an_error()
    {
        Server.Answer(200, """{"error":{"code":402,"message":"Insufficient credits"}}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.OutOfCredit));
    }

    private static string Reply(string content) => ChatReply.Saying(content);

    /// <summary>A vendor at any address, without a network.</summary>
    private sealed class Overheard(string answer) : HttpMessageHandler
    {
        public string Body { get; private set; } = string.Empty;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage { Content = new StringContent(answer, System.Text.Encoding.UTF8, "application/json") };
        }
    }
}
