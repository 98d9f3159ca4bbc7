using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Hive;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Hive;

public sealed class HiveV3Tests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("hive-v3");

    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample => sample.Request["body"]!["input"]![0]!["media_base64"] is not null);

    protected override IVisionProvider Provider { get; } = new HiveV3Provider();

    protected override void Configure(ConnectionOptions options) => options.Settings["Classes"] = "keywords";

    protected override string SuccessWith(IEnumerable<string> keywords) => new JsonObject
    {
        ["output"] = new JsonArray(new JsonObject { ["classes"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["class"] = k, ["value"] = 0.9 })]) }),
    }.ToJsonString();

    protected override string SuccessScoring(string score) => $$$"""{"output":[{"classes":[{"class":"dog","value":{{{score}}}}]}]}""";

    protected override string ErrorSaying(string message) => new JsonObject { ["return_code"] = 0, ["message"] = message }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(o => o.Settings["Classes"] = "moderation"), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        byte[] picture = Convert.FromBase64String((string)sample.Request["body"]!["input"]![0]!["media_base64"]!);
        string key = ((string)sample.Request["headers"]!["Authorization"]!)["Bearer ".Length..];

        await Provider.AskAsync(Connect(o => o.ApiKey = key), Question with { Image = Picture with { Bytes = picture } }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That((sent.Method, sent.PathAndQuery), Is.EqualTo(("POST", (string?)sample.Request["path"])));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(sent.Body), sample.Request["body"]), sent.Body);
        });
    }

    [Test]
    public async Task The_model_is_part_of_the_address_and_its_version_is_kept()
    {
        Server.Answer(200, """{"task_id":"t1","model":"acme/bikes","version":"7","output":[{"classes":[]}]}""");

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Model = "acme/bikes"), Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Server.Received.Single().PathAndQuery, Is.EqualTo("/api/v3/acme/bikes"));
            Assert.That((reply.ModelReported, reply.RequestId), Is.EqualTo(("acme/bikes@7", "t1")));
        });
    }

    [Test]
    public async Task Moderation_is_not_bought_where_keywords_are_asked()
    {
        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings.Remove("Classes")), Question with { Tasks = VisionTasks.Keywords }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public void A_model_that_is_no_path_is_named() =>
        Assert.That(Provider.Validate(Connect(o => o.Model = "visual-moderation?x").Options).Single(), Does.Contain(":Model must be an owner and a model"));

    [Test]
    public async Task An_answer_without_output_is_malformed()
    {
        Server.Answer(200, """{"task_id":"t1"}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
    }
}
