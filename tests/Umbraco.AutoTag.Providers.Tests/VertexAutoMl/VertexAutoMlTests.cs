using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Tests.Credentials;
using Umbraco.AutoTag.Providers.VertexAutoMl;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.VertexAutoMl;

public sealed class VertexAutoMlTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("vertex-automl-image");

    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample => sample.Request["body"]!["instances"]![0]!["mimeType"] is not null);

    protected override IVisionProvider Provider { get; } = new VertexAutoMlProvider();

    protected override ICredential Credential { get; } = new BearerOf("ya29.TEST");

    protected override void Configure(ConnectionOptions options)
    {
        options.Credential = "google";
        options.Model = "7512345678901234567";
        options.Settings["Project"] = "demo-project";
        options.Settings["Location"] = "us-central1";
    }

    protected override string SuccessWith(IEnumerable<string> keywords)
    {
        string[] names = [.. keywords];
        return new JsonObject
        {
            ["predictions"] = new JsonArray(new JsonObject
            {
                ["displayNames"] = new JsonArray([.. names.Select(n => (JsonNode)n)]),
                ["confidences"] = new JsonArray([.. names.Select(_ => (JsonNode)0.9)]),
            }),
        }.ToJsonString();
    }

    protected override string SuccessScoring(string score) => $$$"""{"predictions":[{"displayNames":["dog"],"confidences":[{{{score}}}]}]}""";

    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        JsonNode documented = sample.Request["body"]!;

        await Provider.AskAsync(Connect(o => o.Settings["MinScore"] = "0.5"), Question with
        {
            MaxKeywords = 5,
            Image = Picture with { Bytes = Convert.FromBase64String((string)documented["instances"]![0]!["content"]!) },
        }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That((sent.Method, sent.PathAndQuery), Is.EqualTo(("POST", (string?)sample.Request["path"])));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(sent.Body), documented), sent.Body);
        });
    }

    [Test]
    public async Task A_detection_says_where_with_its_edges_in_googles_order()
    {
        Server.Answer(200, """{"predictions":[{"displayNames":["frame","wheel"],"confidences":[0.9],"bboxes":[[0.1,0.6,0.2,0.9]]}],"modelVersionId":"2"}""");

        Observation[] found = [.. (await Ask()).Observations!];

        Assert.Multiple(() =>
        {
            Assert.That(found[0].Box!.X, Is.EqualTo(0.1).Within(1e-9));
            Assert.That(found[0].Box!.Y, Is.EqualTo(0.2).Within(1e-9));
            Assert.That(found[0].Box!.Width, Is.EqualTo(0.5).Within(1e-9));
            Assert.That(found[0].Box!.Height, Is.EqualTo(0.7).Within(1e-9));
            Assert.That(found[1].Confidence.IsKnown, Is.False, "a name without its confidence has none");
            Assert.That(found[1].Box, Is.Null);
        });
    }

    [TestCase("\"model\":\"projects/1/locations/us-central1/models/55\",\"modelDisplayName\":\"bikes\",\"modelVersionId\":\"2\"", "55@2")]
    [TestCase("\"model\":\"projects/1/locations/us-central1/models/55@2\",\"modelVersionId\":\"2\"", "55@2")]
    [TestCase("\"model\":\"projects/1/locations/us-central1/models/55\"", "55")]
    [TestCase("\"modelVersionId\":\"2\"", "2")]
    [TestCase("\"model\":7,\"modelVersionId\":null", "7")]
    [TestCase("\"model\":\"\",\"modelVersionId\":{}", null)]
    public async Task What_answered_is_the_number_of_the_model_with_its_version(string told, string? reported)
    {
        Server.Answer(200, $$"""{"predictions":[{"displayNames":["frame"],"confidences":[0.9]}],{{told}}}""");

        Assert.That((await Ask()).ModelReported, Is.EqualTo(reported));
    }

    [TestCase("Project")]
    [TestCase("Location")]
    public void What_the_address_needs_is_asked_for(string key) => Assert.That(
        Provider.Validate(Connect(o => o.Settings.Remove(key)).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} is missing"));

    [TestCase(null, ":Model is missing")]
    [TestCase("bikes", ":Model must be the number of the endpoint")]
    public void An_endpoint_is_a_number(string? model, string sentence) => Assert.That(Provider.Validate(Connect(o => o.Model = model).Options).Single(), Does.Contain(sentence));

    [Test]
    public void A_key_is_not_enough() => Assert.That(Provider.Validate(Connect(o => o.Credential = null).Options).Single(), Does.Contain("Umbraco.AutoTag.Providers.Google"));
}
