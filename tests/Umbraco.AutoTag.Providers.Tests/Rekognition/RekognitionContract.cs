using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Aws;
using Umbraco.AutoTag.Providers.Rekognition;
using Umbraco.AutoTag.Providers.Tests.Credentials;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Rekognition;

/// <summary>The operations beside labels: each is a provider of its own, so each is held to the whole contract.</summary>
public abstract class RekognitionContract : ProviderContract
{
    protected abstract RekognitionOperation Operation { get; }

    protected override IVisionProvider Provider => new RekognitionProvider(Operation);

    protected override ICredential Credential { get; } = new AwsCredential(new GoldenMoment());

    protected override void Configure(ConnectionOptions options)
    {
        options.Credential = "aws";
        options.Settings["AccessKeyId"] = "AKIDEXAMPLE";
        options.Settings["Region"] = "us-east-1";
    }

    protected override string ErrorSaying(string message) => new JsonObject { ["message"] = message }.ToJsonString();

    /// <summary>What AWS documents for an operation, and its errors that all four share: they stand in the model of the service, told by the first of them.</summary>
    protected static IEnumerable<ProviderSample> DocumentedFor(RekognitionOperation operation) => Samples.Of("aws-rekognition").Where(sample =>
        TargetOf(sample) == operation.Target || (sample.Status >= 400 && TargetOf(sample) == RekognitionOperation.Labels.Target));

    protected static string TargetOf(ProviderSample sample) => ((string)sample.Request["headers"]!["X-Amz-Target"]!)["RekognitionService.".Length..];

    protected static string Found(string member, IEnumerable<string> words, string name = "Name", string? type = null) => new JsonObject
    {
        [member] = new JsonArray([.. words.Select(word => (JsonNode)new JsonObject { [name] = word, ["Confidence"] = 90.5, ["Type"] = type })]),
    }.ToJsonString();
}

public sealed class RekognitionTextTests : RekognitionContract
{
    private static IEnumerable<ProviderSample> Documented => DocumentedFor(RekognitionOperation.Text);

    protected override RekognitionOperation Operation => RekognitionOperation.Text;

    protected override ObservationKind Named => ObservationKind.Text;

    protected override string SuccessWith(IEnumerable<string> keywords) => Found("TextDetections", keywords, "DetectedText", "LINE");

    protected override string SuccessScoring(string score) => $$$"""{"TextDetections":[{"DetectedText":"dog","Type":"LINE","Confidence":{{{score}}}}]}""";

    [TestCaseSource(nameof(Documented))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCase("\"PARAGRAPH\"")]
    [TestCase("\"\"")]
    [TestCase("1")]
    [TestCase("null")]
    [TestCase("{}")]
    public async Task Text_of_a_type_that_nobody_knows_is_left_out_and_the_lines_are_read(string type)
    {
        Server.Answer(200, $$"""{"TextDetections":[{"DetectedText":"EXIT","Type":"LINE","Confidence":90},{"DetectedText":"EXIT here","Type":{{type}},"Confidence":10}]}""");

        Observation text = (await Ask()).Observations!.Single();

        Assert.That((text.Value, text.Confidence.Value), Is.EqualTo(("EXIT", (double?)0.9)));
    }
}

public sealed class RekognitionModerationTests : RekognitionContract
{
    private static IEnumerable<ProviderSample> Documented => DocumentedFor(RekognitionOperation.Moderation);

    protected override RekognitionOperation Operation => RekognitionOperation.Moderation;

    protected override ObservationKind Named => ObservationKind.Moderation;

    protected override string SuccessWith(IEnumerable<string> keywords) => Found("ModerationLabels", keywords);

    protected override string SuccessScoring(string score) => $$$"""{"ModerationLabels":[{"Name":"dog","Confidence":{{{score}}}}]}""";

    [TestCaseSource(nameof(Documented))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);
}

public sealed class RekognitionCustomLabelsTests : RekognitionContract
{
    private static IEnumerable<ProviderSample> Documented => DocumentedFor(RekognitionOperation.CustomLabels);

    protected override RekognitionOperation Operation => RekognitionOperation.CustomLabels;

    protected override void Configure(ConnectionOptions options)
    {
        base.Configure(options);
        options.Model = "arn:aws:rekognition:us-east-1:123456789012:project/bikes/version/bikes.2026-01-10T09.30.00/1768037400000";
    }

    protected override string SuccessWith(IEnumerable<string> keywords) => Found("CustomLabels", keywords);

    protected override string SuccessScoring(string score) => $$$"""{"CustomLabels":[{"Name":"dog","Confidence":{{{score}}}}]}""";

    [TestCaseSource(nameof(Documented))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);
}
