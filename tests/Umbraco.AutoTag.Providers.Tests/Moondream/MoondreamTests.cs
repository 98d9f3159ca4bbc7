using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Moondream;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Moondream;

public sealed class MoondreamTests : ProviderContract
{
    // Its chat door is the openai-compatible provider's.
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("moondream").Where(sample => (string?)sample.Request["path"] != "/v1/chat/completions");

    protected override IVisionProvider Provider { get; } = new MoondreamProvider(new HastyClock(TimeSpan.FromSeconds(1)));

    protected override void Configure(ConnectionOptions options) => options.Model = "moondream3.1-9B-A2B";

    protected override string SuccessWith(IEnumerable<string> keywords) => Answer(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Answer(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Answer(text);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        string path = (string)sample.Request["path"]!;
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["Mode"] = path["/v1/".Length..];
            o.Settings["Objects"] = (string?)documented["object"] ?? string.Empty;
        });

        VisionReply reply = await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(Provider.Validate(connection.Options), Is.Empty);
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo(path));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), "$.question"), Is.EqualTo(RequestShape.Of(documented, "$.question")));
            Assert.That(reply.ModelReported, Is.Null);
        });
    }

    [Test]
    public async Task Each_thing_that_is_found_is_a_keyword_with_its_place_and_without_a_confidence()
    {
        Sees(
            ("bicycle", """{"objects":[{"x_min":0.1,"y_min":0.1,"x_max":0.2,"y_max":0.2},{"x_min":0.25,"y_min":0.5,"x_max":1.5,"y_max":1.0}],"metrics":{"input_tokens":730,"output_tokens":9}}"""),
            ("dog", """{"objects":[]}"""),
            ("wall", """{"objects":[{"x_min":"left"}]}"""));

        VisionReply reply = await Provider.AskAsync(LooksFor("bicycle, dog, wall"), Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Observations!.Select(o => (o.Kind, o.Value, o.Confidence.IsKnown, o.ConfidenceSource, o.Box)), Is.EqualTo(new[]
            {
                (ObservationKind.Keyword, "bicycle", false, ConfidenceSource.None, new Box(0.25, 0.5, 0.75, 0.5)),
                (ObservationKind.Keyword, "wall", false, ConfidenceSource.None, null),
            }));
            Assert.That(reply.Usage.InputTokens, Is.Null, "two of the three looks did not say");
            Assert.That(Server.Received, Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task A_look_that_fails_fails_the_whole_question_and_those_before_it_are_paid_for()
    {
        Sees(("bicycle", """{"objects":[]}"""), ("dog", null));

        VisionReply reply = await Provider.AskAsync(LooksFor("bicycle, dog"), Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.Yes));
        });
    }

    [TestCase("""{"objects":"many"}""")]
    [TestCase("""{"objects":[{"x_min":0.1""")]
    [TestCase("""{}""")]
    public async Task A_look_that_cannot_be_read_is_malformed(string body)
    {
        Server.Answer(200, body);

        Assert.That((await Provider.AskAsync(LooksFor("dog"), Question, CancellationToken.None)).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
    }

    [Test]
    public void Looking_for_three_things_takes_three_times_as_long_and_two_looks_do_not_begin_together() => Assert.Multiple(() =>
    {
        Assert.That(Connect().RateLimitFor(null), Is.EqualTo(new RateLimit(2, TimeSpan.FromSeconds(1))));
        Assert.That(LooksFor("a, b, c").RateLimitFor(null), Is.EqualTo(new RateLimit(1, TimeSpan.FromSeconds(1.5))));
        Assert.That(Provider.TokensAtMost(LooksFor("a, b, c"), Question)!.Read, Is.EqualTo(3 * Provider.TokensAtMost(Connect(), Question)!.Read));
    });

    [Test]
    public async Task A_caption_in_another_language_than_english_is_not_sent_and_says_what_to_change()
    {
        Connection connection = Connect(o => o.Settings["Mode"] = "caption");

        VisionReply reply = await Provider.AskAsync(connection, Question with { Language = "da" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("'da'").And.Contain("only in en").And.Contain("AutoTag:Connections:demo"));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task An_apology_for_a_caption_is_a_refusal()
    {
        Server.Answer(200, """{"caption":"I'm sorry, but I cannot describe this picture."}""");

        Assert.That((await Provider.AskAsync(Connect(o => o.Settings["Mode"] = "caption"), Question, CancellationToken.None)).Failure!.Kind, Is.EqualTo(FailureKind.Refused));
    }

    [TestCase("Mode", "point", "must be one of query, caption, detect")]
    [TestCase("Mode", "detect", null, TestName = "A look for nothing is named")]
    [TestCase("CaptionLength", "epic", "must be one of short, normal")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string? must) => Assert.That(
        Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(),
        Does.StartWith(must is null ? "AutoTag:Connections:{alias}:Settings:Objects must name 1 to 10 things" : $"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public void What_a_call_costs_at_most_is_known_from_the_list() =>
        Assert.That(new Core.Ledger.Prices(new ListPrices()).AtMost(Connect(), Question).Cost, Is.Not.Null);

    private Connection LooksFor(string things) => Connect(o =>
    {
        o.Settings["Mode"] = "detect";
        o.Settings["Objects"] = things;
    });

    private void Sees(params (string Thing, string? Answer)[] things) => Server.Answer(async context =>
    {
        string asked = (string)JsonNode.Parse(Server.Received[^1].Body)!["object"]!;
        string? answer = things.Single(thing => thing.Thing == asked).Answer;
        context.Response.StatusCode = answer is null ? 500 : 200;
        await context.Response.WriteAsync(answer ?? "{}");
    });

    private static string Answer(string text) => new JsonObject
    {
        ["request_id"] = "2026-11-21_query_1",
        ["answer"] = text,
        ["metrics"] = new JsonObject { ["input_tokens"] = 741, ["output_tokens"] = 58 },
    }.ToJsonString();
}
