using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Clarifai;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Clarifai;

public sealed class ClarifaiTests : ProviderContract
{
    private const string General = "general-image-recognition/versions/aa7f35c01e0642fda5cf400f543e7c40";

    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("clarifai");

    // The others show addresses of pictures, several pictures in one call, or a question without options.
    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample =>
        sample.Request["body"]!["model"] is not null && sample.Request["body"]!["inputs"]!.AsArray() is [{ } only] && only["data"]!["image"]!["base64"] is not null
        && ((string)sample.Request["path"]!).Contains("/clarifai/", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new ClarifaiProvider();

    protected override string SuccessWith(IEnumerable<string> keywords) => Answer(new JsonObject
    {
        ["concepts"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["name"] = k, ["value"] = 0.9 })]),
    });

    protected override string SuccessScoring(string score) =>
        $$$"""{"outputs":[{"status":{"code":10000},"data":{"concepts":[{"name":"dog","value":{{{score}}}}]}}]}""";

    protected override string ErrorSaying(string message) =>
        new JsonObject { ["status"] = new JsonObject { ["code"] = 99999, ["description"] = message } }.ToJsonString();

    // "Making too many requests": the docs say to wait as long.
    protected override TimeSpan? WaitWhereNothingIsSaid => TimeSpan.FromSeconds(15);

    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        Connection connection = Connect(o =>
        {
            o.ApiKey = ((string)sample.Request["headers"]!["Authorization"]!)["Key ".Length..];
            o.Settings["MinScore"] = "0.5";
        });

        await Provider.AskAsync(connection, Question with { Model = General, MaxKeywords = 20 }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(sent.Body), sample.Request["body"]), sent.Body);
        });
    }

    [Test]
    public async Task A_model_of_your_own_has_its_owner_in_the_path_and_keeps_its_own_language()
    {
        Server.Answer(200, SuccessWith(["sadelpind"]));
        Connection connection = Connect(o =>
        {
            o.Settings["User"] = "acme";
            o.Settings["App"] = "shop";
            o.Model = "parts-detector/versions/3f1d2c4b5a69788796a5b4c3d2e1f001";
        });

        VisionReply reply = await Provider.AskAsync(connection, Question with { Language = "is" }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.PathAndQuery, Is.EqualTo("/v2/users/acme/apps/shop/models/parts-detector/versions/3f1d2c4b5a69788796a5b4c3d2e1f001/outputs"));
            Assert.That(JsonNode.Parse(sent.Body)!["model"]!["output_info"]!["output_config"]!["language"], Is.Null);
            Assert.That(reply.Observations!.Single().Language, Is.Null);
        });
    }

    [Test]
    public async Task A_region_says_where()
    {
        VisionReply reply = await Replay(AllSamples.Single(s => s.File == "clarifai/success-regions.json"), Connect(), Question);

        Box box = reply.Observations!.Single().Box!;
        Assert.Multiple(() =>
        {
            Assert.That(box.X, Is.EqualTo(0.11).Within(1e-9));
            Assert.That(box.Y, Is.EqualTo(0.24).Within(1e-9));
            Assert.That(box.Width, Is.EqualTo(0.76).Within(1e-9));
            Assert.That(box.Height, Is.EqualTo(0.69).Within(1e-9));
        });
    }

    [Test]
    public async Task A_model_that_moderates_gives_no_keywords_and_its_safe_is_no_finding()
    {
        Server.Answer(200, SuccessWith(["safe", "suggestive"]));

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["Classes"] = "moderation"), Question with { Tasks = VisionTasks.Moderation }, CancellationToken.None);

        Assert.That(reply.Observations!.Select(o => (o.Kind, o.Value)), Is.EqualTo(new[] { (ObservationKind.Moderation, "suggestive") }));
    }

    [Test]
    public async Task A_model_is_not_asked_for_what_it_does_not_say()
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Tasks = VisionTasks.Moderation }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Settings:Classes"));
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [TestCase(200, "11004", FailureKind.OutOfCredit)]
    [TestCase(429, "CONN_EXCEED_MONTHLY_LIMIT", FailureKind.OutOfCredit)]
    [TestCase(400, "21354", FailureKind.Unavailable)]
    [TestCase(400, "98123", FailureKind.Unavailable)]
    [TestCase(401, "77777", FailureKind.Unauthorised)]
    [TestCase(200, "77777", FailureKind.Unavailable)]
    public async Task Its_code_is_believed_before_the_status(int status, string code, FailureKind expected)
    {
        Server.Answer(status, $$$"""{"status":{"code":"{{{code}}}","description":"no"},"outputs":[]}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [TestCase("general-image-recognition", 0)]
    [TestCase(General, 0)]
    [TestCase("a/b", 1)]
    [TestCase("../../users/x", 1)]
    public void A_model_is_an_id_or_an_id_and_a_version(string model, int problems) =>
        Assert.That(Provider.Validate(Connect(o => o.Model = model).Options).ToArray(), Has.Length.EqualTo(problems));

    [TestCase("User", "a/b", "Settings:User must be a name")]
    [TestCase("MinScore", "50", "Settings:MinScore must be a number from 0 to 1")]
    [TestCase("Classes", "colours", "Settings:Classes must be one of keywords, moderation")]
    public void A_wrong_setting_is_named(string key, string value, string sentence) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.Contain(sentence));

    private static string Answer(JsonObject data) => new JsonObject
    {
        ["status"] = new JsonObject { ["code"] = 10000 },
        ["outputs"] = new JsonArray(new JsonObject { ["status"] = new JsonObject { ["code"] = 10000 }, ["data"] = data }),
    }.ToJsonString();
}
