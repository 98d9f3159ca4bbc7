using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.OpenRouter;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.OpenRouter;

public sealed class OpenRouterTests : ProviderContract
{
    // The catalogue and the account's own pages are no answers about a picture.
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("openrouter").Where(sample => sample.Request["body"] is not null);

    protected override IVisionProvider Provider { get; } = new OpenRouterProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "qwen/qwen3-vl-8b-instruct";

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        // A sampling parameter, which this client never sends.
        documented.Remove("temperature");
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["MaxOutputTokens"] = "512";
            o.Settings["ImageDetail"] = "low";
            // Of the sample's unknown model nobody says that it takes one.
            if (o.Model == "qwen/nope")
            {
                o.Settings["StructuredOutput"] = "json_schema";
            }

            o.Settings["Headers"] = "HTTP-Referer: https://example.invalid; X-Title: Media tagger";
        });

        VisionReply reply = await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
            if ((decimal?)sample.Expect["usage"]?["costUsd"] is { } cost)
            {
                Assert.That(reply.Usage.Cost, Is.EqualTo((MicroUsd?)MicroUsd.FromUsd(cost)));
            }
        });
    }

    [Test]
    public async Task What_the_answer_says_it_cost_wins_over_the_list_price()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect();

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That(new Core.Ledger.Prices(new ListPrices()).Of(connection, Question with { Model = connection.Options.Model }, reply), Is.EqualTo(((MicroUsd?)new MicroUsd(84), PriceBasis.Reported)));
    }

    [Test]
    public void What_a_call_costs_at_most_is_known_before_it_is_sent() =>
        Assert.That(new Core.Ledger.Prices(new ListPrices()).AtMost(Connect(), Question).Cost, Is.Not.Null);

    [Test]
    public async Task Hosts_that_keep_pictures_are_left_out_and_the_schema_must_be_heeded_unless_the_site_says_otherwise()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Ask();

        Assert.That(Routing().ToJsonString(), Is.EqualTo("""{"require_parameters":true,"data_collection":"deny"}"""));
    }

    // By the list that comes with AutoTag: the first lists structured_outputs, the second does not, the third is not in it.
    [TestCase("minimax/minimax-m3", null, true)]
    [TestCase("anthropic/claude-3-haiku", null, false)]
    [TestCase("somebody/something-new", null, false)]
    [TestCase("somebody/something-new", "json_schema", true)]
    [TestCase("minimax/minimax-m3", "none", false)]
    public async Task A_schema_is_sent_to_models_that_say_they_take_one_and_to_others_where_the_site_says_so(string model, string? setting, bool isSent)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Model = "qwen/qwen3-vl-8b-instruct";
            if (setting is not null)
            {
                o.Settings["StructuredOutput"] = setting;
            }
        });

        await Provider.AskAsync(connection, Question with { Model = model }, CancellationToken.None);

        string body = Server.Received.Single().Body;
        Assert.That((body.Contains("\"json_schema\"", StringComparison.Ordinal), Routing()["require_parameters"] is not null, body.Contains("The form: {", StringComparison.Ordinal)), Is.EqualTo((isSent, isSent, !isSent)));
    }

    [Test]
    public async Task A_site_can_pin_the_host_and_cap_its_price()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Settings["Only"] = "deepinfra/fp8, together";
            o.Settings["Order"] = "together";
            o.Settings["Ignore"] = "novita";
            o.Settings["AllowFallbacks"] = "false";
            o.Settings["DataCollection"] = "allow";
            o.Settings["ZeroDataRetention"] = "true";
            o.Settings["StructuredOutput"] = "none";
            o.Settings["MaxUsdPerMillionInputTokens"] = "0.2";
            o.Settings["MaxUsdPerMillionOutputTokens"] = "0.8";
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That(Routing().ToJsonString(), Is.EqualTo(
            """{"data_collection":"allow","only":["deepinfra/fp8","together"],"order":["together"],"ignore":["novita"],"allow_fallbacks":false,"zdr":true,"max_price":{"prompt":0.2,"completion":0.8}}"""));
    }

    // 0.0000831 at the host that the site has a key of its own for, 0.0000042 for OpenRouter; where the host's bill is not told, the tokens count at the list price.
    [TestCase("""{"upstream_inference_cost":0.0000831}""", 88)]
    [TestCase("""{"upstream_inference_cost":null}""", null)]
    public async Task With_a_key_of_the_site_s_own_at_the_host_the_host_s_bill_counts_too(string details, int? microUsd)
    {
        JsonNode reply = JsonNode.Parse(SuccessWith(["dog"]))!;
        reply["usage"]!["cost"] = 0.0000042;
        reply["usage"]!["is_byok"] = true;
        reply["usage"]!["cost_details"] = JsonNode.Parse(details);
        Server.Answer(200, reply.ToJsonString());

        Assert.That((await Ask()).Usage.Cost, Is.EqualTo(microUsd is { } cost ? new MicroUsd(cost) : (MicroUsd?)null));
    }

    // Its 502 came before any word was written, or after: the bill, where it is told, says which.
    [TestCase("""{"error":{"code":502,"message":"Provider returned error"}}""", FailureKind.Unavailable, Charged.Unknown)]
    [TestCase("""{"error":{"code":502,"message":"Provider returned error"},"usage":{"prompt_tokens":9,"completion_tokens":3,"cost":0.0001}}""", FailureKind.Unavailable, Charged.Yes)]
    [TestCase("""{"error":{"code":502,"message":"Provider returned error"},"usage":{"cost":0}}""", FailureKind.Unavailable, Charged.No)]
    [TestCase("""{"error":{"code":429,"message":"Rate limit exceeded"}}""", FailureKind.Throttled, Charged.No)]
    [TestCase("""{"error":{"code":400,"message":"invalid image"}}""", FailureKind.BadImage, Charged.Unknown)]
    [TestCase("""{"choices":[{"finish_reason":"error","message":{"content":null}}]}""", FailureKind.Unavailable, Charged.Unknown)]
    [TestCase("""{"choices":[{"finish_reason":"content_filter","message":{"content":null}}]}""", FailureKind.Refused, Charged.Unknown)]
    [TestCase("""{"choices":[{"finish_reason":"content_filter","message":{"content":null}}],"usage":{"prompt_tokens":9,"completion_tokens":3}}""", FailureKind.Refused, Charged.Yes)]
    public async Task An_error_inside_a_good_answer_is_not_charged_by_the_status_around_it(string body, FailureKind kind, Charged charged)
    {
        Server.Answer(200, body);

        Failure failure = (await Ask()).Failure!;

        Assert.That((failure.Kind, failure.Charged), Is.EqualTo((kind, charged)));
    }

    [Test]
    public async Task A_host_that_broke_down_half_way_is_tried_again_and_what_it_cost_all_the_same_is_counted()
    {
        Server.Answer(200, Reply(null, "error"));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.Yes));
            Assert.That(reply.Usage.Cost, Is.EqualTo((MicroUsd?)new MicroUsd(84)));
        });
    }

    [TestCase("google/gemma-4-26b-a4b-it:free", 20)]
    [TestCase("google/gemma-4-26b-a4b-it", null)]
    public void A_free_model_is_asked_as_often_as_free_models_may_be(string model, int? perMinute) =>
        Assert.That(Connect(o => o.Model = model).RateLimitFor(null), Is.EqualTo(perMinute is { } requests ? new RateLimit(requests, TimeSpan.FromMinutes(1)) : null));

    [Test]
    public void A_step_that_names_a_free_model_has_its_limit_and_one_that_names_a_paid_model_has_none()
    {
        Assert.That(Connect(o => o.Model = "x/paid").RateLimitFor("x/y:free"), Is.EqualTo(new RateLimit(20, TimeSpan.FromMinutes(1))));
        Assert.That(Connect(o => o.Model = "x/y:free").RateLimitFor("x/paid"), Is.Null);
    }

    [Test]
    public void A_limit_that_the_site_sets_holds_for_free_models_too() => Assert.That(
        Connect(o => (o.Model, o.RateLimitRequests) = ("x/y:free", 5)).RateLimitFor(null), Is.EqualTo(new RateLimit(5, TimeSpan.FromMinutes(1))));

    [Test]
    public async Task What_is_left_of_the_keys_limit_is_asked_where_the_site_wants_to_see_it()
    {
        AccountSays(Samples.Of("openrouter").Single(sample => (string?)sample.Request["path"] == "/api/v1/key").Body);
        Connection connection = Connect(o => o.Settings["CreditsLeft"] = "true");
        using var recording = ExchangeRecording.Begin(connection, Picture, TimeProvider.System);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Usage.CreditsRemaining, Is.EqualTo(6.82m));
            Assert.That(reply.Usage.Cost, Is.EqualTo((MicroUsd?)new MicroUsd(84)));
            Assert.That((reply.ModelReported, reply.RequestId), Is.EqualTo(("qwen/qwen3-vl-8b-instruct", "gen-1")));
            Assert.That(Server.Received.Select(r => $"{r.Method} {r.PathAndQuery}"), Is.EqualTo(new[] { "POST /api/v1/chat/completions", "GET /api/v1/key" }));
            Assert.That(recording.Exchanges.Select(exchange => exchange.IsBeside), Is.EqualTo(new[] { false, true }), "what it came to is read in the first");
            Assert.That(Server.Received.Select(r => r.Headers["Authorization"]), Is.All.EqualTo($"Bearer {Key}"));
        });
    }

    [Test]
    public async Task A_key_without_a_limit_has_what_is_left_in_the_account()
    {
        AccountSays("""{"data":{"limit":null,"limit_remaining":null}}""", Samples.Of("openrouter").Single(sample => (string?)sample.Request["path"] == "/api/v1/credits").Body);

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["CreditsLeft"] = "true"), Question, CancellationToken.None);

        Assert.That(reply.Usage.CreditsRemaining, Is.EqualTo(21.8158m));
    }

    [TestCase("not json")]
    [TestCase("""{"error":{"code":403,"message":"Only management keys can perform this operation"}}""")]
    public async Task An_account_that_does_not_say_what_is_left_spoils_no_answer(string body)
    {
        AccountSays(body, body);

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["CreditsLeft"] = "true"), Question, CancellationToken.None);

        Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
        Assert.That(reply.Usage.CreditsRemaining, Is.Null);
    }

    [TestCase("CreditsLeft", "always", "must be one of true, false")]
    [TestCase("DataCollection", "maybe", "must be one of deny, allow")]
    [TestCase("AllowFallbacks", "perhaps", "must be one of true, false")]
    [TestCase("MaxUsdPerMillionInputTokens", "cheap", "must be a number from 0 to 10000")]
    [TestCase("Headers", "Authorization: Bearer x", "must not set 'Authorization'")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public void A_missing_model_is_named() =>
        Assert.That(Provider.Validate(Connect(o => o.Model = " ").Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Model is missing"));

    private void AccountSays(string key, string? account = null) => Server.Answer(context => context.Response.WriteAsync(context.Request.Path.Value switch
    {
        "/api/v1/key" => key,
        "/api/v1/credits" => account ?? throw new InvalidOperationException("not asked"),
        _ => SuccessWith(["dog"]),
    }));

    private JsonNode Routing() => JsonNode.Parse(Server.Received.Single().Body)!["provider"]!;

    private static string Reply(string? content, string finish = "stop") => new JsonObject
    {
        ["id"] = "gen-1",
        ["model"] = "qwen/qwen3-vl-8b-instruct",
        ["provider"] = "TestHost",
        ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = content }, ["finish_reason"] = finish }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 484, ["completion_tokens"] = 58, ["cost"] = 0.0000831 },
    }.ToJsonString();
}
