using System.Text.Json.Nodes;
using PictureDesk;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.ThirdParty.Tests;

/// <summary>A stranger's provider is held to the same contract as those that come with the package, by giving no more than its samples.</summary>
public sealed class PictureDeskTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => ProviderSample.All(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples"));

    protected override IVisionProvider Provider { get; } = new PictureDeskProvider();

    protected override string SuccessWith(IEnumerable<string> keywords) => new JsonObject
    {
        ["model"] = "desk-7",
        ["sentence"] = "A dog.",
        ["things"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["word"] = k, ["sure"] = 0.9 })]),
        ["credits"] = 1,
    }.ToJsonString();

    protected override string SuccessScoring(string score) => $$"""{"things":[{"word":"dog","sure":{{score}}}],"credits":1}""";

    protected override string ErrorSaying(string message) => new JsonObject { ["word"] = "odd", ["explained"] = message }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        Connection connection = Connect();

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo((string?)sample.Request["method"]));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)), Is.EqualTo(RequestShape.Of(sample.Request["body"])));
        });
    }
}
