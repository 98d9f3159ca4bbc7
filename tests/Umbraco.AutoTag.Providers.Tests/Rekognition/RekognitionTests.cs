using System.Globalization;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Aws;
using Umbraco.AutoTag.Providers.Rekognition;
using Umbraco.AutoTag.Providers.Tests.Credentials;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Rekognition;

public sealed class RekognitionTests : RekognitionContract
{
    private const string Model = "arn:aws:rekognition:us-east-1:123456789012:project/bikes/version/bikes.2026-01-10T09.30.00/1768037400000";

    private static readonly RekognitionOperation[] s_operations =
        [RekognitionOperation.Labels, RekognitionOperation.Text, RekognitionOperation.Moderation, RekognitionOperation.CustomLabels];

    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("aws-rekognition");

    private static IEnumerable<ProviderSample> Documented => DocumentedFor(RekognitionOperation.Labels);

    // What AutoTag sends: bytes, and neither colours nor filters by category.
    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample =>
        sample.Request["body"]!["Image"]?["Bytes"] is not null && sample.Request["body"]!["Features"] is null);

    protected override RekognitionOperation Operation => RekognitionOperation.Labels;

    protected override string SuccessWith(IEnumerable<string> keywords) => new JsonObject
    {
        ["Labels"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["Name"] = k, ["Confidence"] = 90.5 })]),
    }.ToJsonString();

    protected override string SuccessScoring(string score) => $$$"""{"Labels":[{"Name":"dog","Confidence":{{{score}}}}]}""";

    [TestCaseSource(nameof(Documented))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        double? least = (double?)documented["MinConfidence"] ?? (double?)documented["Filters"]?["WordFilter"]?["MinConfidence"];
        Connection connection = ConnectTo(sample, o =>
        {
            if (least is not null)
            {
                o.Settings["MinScore"] = (least.Value / 100).ToString(CultureInfo.InvariantCulture);
            }
        });

        await connection.Provider.AskAsync(connection, Question with
        {
            Tasks = OperationOf(sample).Task,
            MaxKeywords = 20,
            Image = Picture with { Bytes = Convert.FromBase64String((string)documented["Image"]!["Bytes"]!) },
        }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        JsonObject body = JsonNode.Parse(sent.Body)!.AsObject();
        // The samples leave the most labels to AWS's default.
        if (documented["MaxLabels"] is null)
        {
            body.Remove("MaxLabels");
        }

        Assert.Multiple(() =>
        {
            Assert.That((sent.Method, sent.PathAndQuery), Is.EqualTo(("POST", "/")));
            Assert.That(sample.RequestHeaders.Where(h => h.Key is "Content-Type" or "X-Amz-Target" or "X-Amz-Date"), Is.SubsetOf(sent.Headers));
            Assert.That(sent.Headers["Authorization"], Does.StartWith(((string)sample.Request["headers"]!["Authorization"]!).Split("Signature=")[0]));
            Assert.That(JsonNode.DeepEquals(body, documented), sent.Body);
        });
    }

    [Test]
    public async Task A_label_says_where_its_first_instance_is()
    {
        VisionReply reply = await Replay(Sample("success"), Connect(), Question);

        Observation bicycle = reply.Observations!.First();
        Assert.Multiple(() =>
        {
            Assert.That(bicycle.Box!.Width, Is.EqualTo(0.7611).Within(1e-9));
            Assert.That(bicycle.Box.Y, Is.EqualTo(0.241).Within(1e-9));
            Assert.That((bicycle.Language, bicycle.ConfidenceSource), Is.EqualTo(("en", ConfidenceSource.Score)));
            Assert.That(reply.RequestId, Is.EqualTo("5f2c1d7e-0a61-4b0f-9b1e-2f7c7d1f0a11"));
        });
    }

    [Test]
    public async Task Parents_can_be_left_out()
    {
        Server.Answer(200, Sample("success").Body);

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["LeavesOnly"] = "true"), Question, CancellationToken.None);

        Assert.That(Keywords(reply), Is.EqualTo(new[] { "Bicycle", "Brick", "Street" }));
    }

    [Test]
    public async Task The_type_of_an_error_may_stand_in_a_header_alone()
    {
        Server.Answer(400, """{"message":"slow"}""", headers: [KeyValuePair.Create("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/")]);

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Throttled));
    }

    [Test]
    public async Task English_labels_are_not_asked_for_where_another_language_is_wanted_and_text_is()
    {
        Server.Answer(200, Sample("success-detect-text").Body);
        Connection text = ConnectTo(Sample("success-detect-text"));

        VisionReply labels = await Provider.AskAsync(Connect(), Question with { Language = "da" }, CancellationToken.None);
        VisionReply read = await text.Provider.AskAsync(text, Question with { Tasks = VisionTasks.Text, Language = "da" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(labels.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(read.Observations!.Single().Language, Is.Null);
            Assert.That(Server.Received, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Without_a_credential_nothing_is_sent_and_the_package_is_named()
    {
        Connection unsigned = Connect(o => o.Credential = null) with { Credential = null };

        VisionReply reply = await Provider.AskAsync(unsigned, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Message, Does.Contain("Umbraco.AutoTag.Providers.Aws"));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
            Assert.That(Provider.Validate(unsigned.Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Credential is missing"));
        });
    }

    [Test]
    public void Each_operation_is_a_provider_of_its_own() => Assert.That(
        VisionProviders.All.OfType<RekognitionProvider>().Select(p => (p.Declaration.Alias, p.Declaration.Tasks)),
        Is.EqualTo(s_operations.Select(o => (o.Alias, o.Task))));

    [TestCase("rekognition-labels", "latest", ":Model must be left out")]
    [TestCase("rekognition-custom-labels", null, ":Model is missing")]
    [TestCase("rekognition-custom-labels", "bikes", ":Model must be the ARN of a project version")]
    [TestCase("rekognition-moderation", "bikes", ":Model must be the ARN of an adapter")]
    public void A_wrong_model_is_named(string alias, string? model, string sentence)
    {
        var provider = new RekognitionProvider(s_operations.Single(o => o.Alias == alias));

        Assert.That(provider.Validate(Connect(o => o.Model = model).Options).Single(), Does.Contain(sentence));
    }

    [TestCase("MinScore", "55", "Settings:MinScore must be a number from 0 to 1")]
    [TestCase("LeavesOnly", "sometimes", "Settings:LeavesOnly must be one of true, false")]
    public void A_wrong_setting_is_named(string key, string value, string sentence) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.Contain(sentence));

    private Connection ConnectTo(ProviderSample sample, Action<ConnectionOptions>? change = null)
    {
        RekognitionOperation operation = OperationOf(sample);
        return Connect(o =>
        {
            o.Model = operation == RekognitionOperation.CustomLabels ? Model : null;
            change?.Invoke(o);
        }) with { Provider = new RekognitionProvider(operation) };
    }

    private static RekognitionOperation OperationOf(ProviderSample sample) =>
        s_operations.Single(o => TargetOf(sample) == o.Target);

    private static ProviderSample Sample(string name) => AllSamples.Single(s => s.File == $"aws-rekognition/{name}.json");
}
