using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Hive;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Hive;

public sealed class HiveV2Tests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("hive-v2");

    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample => sample.Request["body"]!["$multipart"] is not null);

    protected override IVisionProvider Provider { get; } = new HiveV2Provider();

    protected override void Configure(ConnectionOptions options) => options.Settings["Classes"] = "keywords";

    protected override string SuccessWith(IEnumerable<string> keywords) => Answer(keywords.Select(k => (k, 0.9)));

    protected override string SuccessScoring(string score) =>
        $$$"""{"status":[{"status":{"code":"0"},"response":{"output":[{"classes":[{"class":"dog","score":{{{score}}}}]}]}}]}""";

    protected override string ErrorSaying(string message) => new JsonObject { ["return_code"] = 0, ["message"] = message }.ToJsonString();

    // The index counts what is above 0.1 percent; the site's own border is its setting.
    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Moderation(o => o.Settings["MinScore"] = "0.002"), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_form(ProviderSample sample)
    {
        JsonNode documented = sample.Request["body"]!["$multipart"]![0]!;
        byte[] picture = Convert.FromBase64String((string)documented["base64"]!);
        string key = ((string)sample.Request["headers"]!["Authorization"]!)["Token ".Length..];

        await Provider.AskAsync(Moderation(o => o.ApiKey = key), Question with { Image = Picture with { Bytes = picture } }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        FormPart part = (await FormOf.PartsAsync(sent)).Single();
        Assert.Multiple(() =>
        {
            Assert.That((sent.Method, sent.PathAndQuery), Is.EqualTo(("POST", (string?)sample.Request["path"])));
            Assert.That(sample.RequestHeaders.Where(h => h.Key != "Content-Type"), Is.SubsetOf(sent.Headers));
            Assert.That((part.Name, part.FileName, part.ContentType), Is.EqualTo(("media", "picture.png", "image/png")));
            Assert.That(part.Bytes, Is.EqualTo(picture));
        });
    }

    [Test]
    public async Task What_a_head_says_is_not_there_is_no_finding_and_the_charge_is_the_cost()
    {
        VisionReply reply = await Replay(AllSamples.Single(s => s.File == "hive-v2/low-confidence.json"), Moderation(), Question);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Observations, Is.Empty);
            Assert.That(reply.Usage.Cost, Is.EqualTo(MicroUsd.FromUsd(0.001m)));
            Assert.That(reply.ModelReported, Is.EqualTo("visual_moderation_demo@3"));
        });
    }

    [Test]
    public async Task A_class_as_a_keyword_is_written_in_words_and_as_moderation_by_its_own_name()
    {
        Server.Answer(200, Answer([("mountain_bike", 0.9), ("no_bike", 0.1)]));

        VisionReply words = await Ask();
        VisionReply names = await Provider.AskAsync(Moderation(), Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(words.Observations!.Select(o => (o.Kind, o.Value)), Is.EqualTo(new[] { (ObservationKind.Keyword, "mountain bike") }));
            Assert.That(names.Observations!.Select(o => (o.Kind, o.Value)), Is.EqualTo(new[] { (ObservationKind.Moderation, "mountain_bike") }));
        });
    }

    [TestCase("2203", FailureKind.Unavailable)]
    [TestCase("1000", FailureKind.BadImage)]
    [TestCase("4711", FailureKind.Unavailable)]
    public async Task An_error_inside_a_good_answer_is_judged_by_its_code(string code, FailureKind expected)
    {
        Server.Answer(200, $$$"""{"status":[{"status":{"code":2,"message":"ERROR","error_code":{{{code}}}},"response":null}]}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [TestCase("MinScore", "2", "Settings:MinScore must be a number from 0 to 1")]
    [TestCase("Classes", "colours", "Settings:Classes must be one of keywords, moderation")]
    public void A_wrong_setting_is_named(string key, string value, string sentence) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.Contain(sentence));

    private Connection Moderation(Action<ConnectionOptions>? change = null) => Connect(o =>
    {
        o.Settings.Remove("Classes");
        change?.Invoke(o);
    });

    private static string Answer(IEnumerable<(string Name, double Score)> classes) => new JsonObject
    {
        ["status"] = new JsonArray(new JsonObject
        {
            ["status"] = new JsonObject { ["code"] = "0" },
            ["response"] = new JsonObject
            {
                ["output"] = new JsonArray(new JsonObject { ["classes"] = new JsonArray([.. classes.Select(c => (JsonNode)new JsonObject { ["class"] = c.Name, ["score"] = c.Score })]) }),
            },
        }),
    }.ToJsonString();
}
