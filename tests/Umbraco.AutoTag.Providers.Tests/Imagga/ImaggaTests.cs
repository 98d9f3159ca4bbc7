using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Imagga;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Imagga;

public sealed class ImaggaTests : ProviderContract
{
    // Two samples are of addresses that are never called: uploads, which the tagger does without, and the account's usage.
    private static IEnumerable<ProviderSample> TagSamples => Samples.Of("imagga").Where(sample => ((string)sample.Request["path"]!).StartsWith("/v2/tags", StringComparison.Ordinal));

    protected override IReadOnlyList<string> VendorsWords => ["type"];

    protected override IVisionProvider Provider { get; } = new ImaggaProvider();

    protected override void Configure(ConnectionOptions options) => options.Settings["KeyId"] = "acc_test";

    protected override string SuccessWith(IEnumerable<string> keywords) => Answer(keywords.Select(k => (JsonNode)new JsonObject { ["confidence"] = 90.5, ["tag"] = new JsonObject { ["en"] = k } }));

    protected override string SuccessScoring(string score) =>
        $$$"""{"result":{"tags":[{"confidence":{{{score}}},"tag":{"en":"dog"}}]},"status":{"type":"success"}}""";

    protected override string ErrorSaying(string message) =>
        new JsonObject { ["status"] = new JsonObject { ["type"] = "error", ["text"] = message } }.ToJsonString();

    [TestCaseSource(nameof(TagSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [Test]
    public async Task The_request_is_the_documented_form()
    {
        ProviderSample sample = TagSamples.Single(s => s.File == "imagga/success-post-base64.json");

        await Replay(sample, Connect(o => o.ApiKey = "secret_test"), Question with { MaxKeywords = 20 });

        ReceivedRequest sent = Server.Received.Single();
        IReadOnlyList<FormPart> parts = await FormOf.PartsAsync(sent);
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo("/v2/tags"));
            Assert.That(sample.RequestHeaders.Where(h => h.Key != "Content-Type"), Is.SubsetOf(sent.Headers));
            Assert.That(
                parts.Select(p => (p.Name, p.Text)),
                Is.EqualTo(sample.Request["body"]!["$multipart"]!.AsArray().Select(p => ((string)p!["name"]!, (string)p["text"]!))));
        });
    }

    [Test]
    public async Task Keywords_come_in_the_language_that_was_asked_for_and_in_no_other()
    {
        Server.Answer(200, Answer(
        [
            new JsonObject { ["confidence"] = 99.4, ["tag"] = new JsonObject { ["en"] = "bicycle", ["zh_chs"] = "自行车" } },
            new JsonObject { ["confidence"] = 50, ["tag"] = new JsonObject { ["en"] = "wheel" } },
        ]));

        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Language = "zh" }, CancellationToken.None);

        IReadOnlyList<FormPart> parts = await FormOf.PartsAsync(Server.Received.Single());
        Observation bicycle = reply.Observations!.Single();
        Assert.Multiple(() =>
        {
            Assert.That(parts.Single(p => p.Name == "language").Text, Is.EqualTo("zh_chs"));
            Assert.That((bicycle.Value, bicycle.Language, bicycle.ConfidenceSource), Is.EqualTo(("自行车", "zh", ConfidenceSource.Score)));
            Assert.That(bicycle.Confidence.Value, Is.EqualTo(0.994).Within(1e-9));
        });
    }

    [Test]
    public async Task A_score_above_a_hundred_is_unknown()
    {
        Server.Answer(200, Answer([new JsonObject { ["confidence"] = 100.5, ["tag"] = new JsonObject { ["en"] = "dog" } }]));

        Assert.That((await Ask()).Observations!.Single().Confidence.IsKnown, Is.False);
    }

    [Test]
    public async Task A_language_it_does_not_write_is_not_sent()
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Language = "is" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_tagger_of_your_own_is_part_of_the_address()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["Tagger"] = "my_shop"), Question, CancellationToken.None);

        Assert.That(Server.Received.Single().PathAndQuery, Is.EqualTo("/v2/tags/my_shop"));
    }

    [Test]
    public async Task A_403_that_speaks_of_no_limit_is_about_the_key()
    {
        Server.Answer(403, """{"status":{"type":"error","text":"Forbidden."}}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Unauthorised));
    }

    [TestCase("The monthly limit of this plan has been reached.", FailureKind.OutOfCredit)]
    [TestCase("Too many simultaneous requests for this plan.", FailureKind.Throttled)]
    [TestCase("The image exceeds the size limit.", FailureKind.BadImage)]
    public async Task An_error_inside_a_success_is_the_accounts_where_it_speaks_of_the_account(string text, FailureKind kind)
    {
        Server.Answer(200, ErrorSaying(text));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(kind));
    }

    [Test]
    public async Task An_answer_without_tags_is_malformed()
    {
        Server.Answer(200, """{"result":{},"status":{"type":"success"}}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
    }

    [Test]
    public void A_key_without_its_id_is_half_a_key() =>
        Assert.That(Provider.Validate(Connect(o => o.Settings.Remove("KeyId")).Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Settings:KeyId is missing"));

    private static string Answer(IEnumerable<JsonNode> tags) => new JsonObject
    {
        ["result"] = new JsonObject { ["tags"] = new JsonArray([.. tags]) },
        ["status"] = new JsonObject { ["type"] = "success", ["text"] = string.Empty },
    }.ToJsonString();
}
