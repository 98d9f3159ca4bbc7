using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.AzureImageAnalysis;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.AzureImageAnalysis;

public sealed class AzureImageAnalysisTests : ProviderContract
{
    // What AutoTag asks for; people and crops are never asked for.
    private static readonly string[] s_features = ["tags", "objects", "caption", "denseCaptions", "read"];

    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("azure-image-analysis");

    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample =>
        sample.Request["headers"]!["Ocp-Apim-Subscription-Key"] is not null
        && sample.Request["body"]!["$bytes"] is not null
        && QueryOf((string)sample.Request["path"]!).ContainsKey("model-version"));

    protected override IVisionProvider Provider { get; } = new AzureImageAnalysisProvider();

    protected override string SuccessWith(IEnumerable<string> keywords) => new JsonObject
    {
        ["modelVersion"] = "2023-10-01",
        ["tagsResult"] = new JsonObject { ["values"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["name"] = k, ["confidence"] = 0.9 })]) },
    }.ToJsonString();

    protected override string SuccessScoring(string score) => $$$"""{"tagsResult":{"values":[{"name":"dog","confidence":{{{score}}}}]}}""";

    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        Dictionary<string, string> documented = QueryOf((string)sample.Request["path"]!);
        string[] features = [.. documented["features"].Split(',').Intersect(s_features)];
        byte[] picture = Convert.FromBase64String((string)sample.Request["body"]!["$bytes"]!["base64"]!);
        Connection connection = Connect(o =>
        {
            o.ApiKey = (string)sample.Request["headers"]!["Ocp-Apim-Subscription-Key"]!;
            o.Settings["Keywords"] = features.Contains("objects") ? "tags, objects" : "tags";
        });

        await Provider.AskAsync(connection, Question with { Tasks = TasksOf(features), Image = Picture with { Bytes = picture } }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Dictionary<string, string> query = QueryOf(sent.PathAndQuery);
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Does.StartWith("/computervision/imageanalysis:analyze?"));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(query["features"].Split(','), Is.EquivalentTo(features));
            Assert.That(query.Where(q => q.Key != "features"), Is.EquivalentTo(documented.Where(q => q.Key is not ("features" or "smartcrops-aspect-ratios"))));
            Assert.That(sent.Bytes.ToArray(), Is.EqualTo(picture));
        });
    }

    [Test]
    public async Task Captions_are_alt_text_and_description_and_lines_are_text()
    {
        VisionReply reply = await Replay(AllSamples.Single(s => s.File.EndsWith("/success.json", StringComparison.Ordinal)), Connect(), Question);

        Observation[] texts = [.. reply.Observations!.Where(o => o.Kind != ObservationKind.Keyword)];
        Observation bicycle = reply.Observations!.Single(o => o.Value == "bicycle");
        Assert.Multiple(() =>
        {
            Assert.That(texts.Select(o => (o.Kind, o.Value, o.Confidence.Value, o.Language)), Is.EqualTo(new (ObservationKind, string, double?, string?)[]
            {
                (ObservationKind.AltText, "a red bicycle leaning on a brick wall", 0.8312, "en"),
                (ObservationKind.Description, "A red bicycle leaning on a brick wall. A close-up of a bicycle wheel.", 0.7421, "en"),
                (ObservationKind.Text, "ACME OPEN", 0.989, null),
            }));
            Assert.That(bicycle.Box!.X, Is.EqualTo(120 / 1024.0).Within(1e-9));
            Assert.That(bicycle.Box.Height, Is.EqualTo(520 / 768.0).Within(1e-9));
            Assert.That(reply.Observations!.Select(o => o.Value), Has.None.EqualTo("person"));
            Assert.That(reply.RequestId, Is.EqualTo("6b7b3f5e-1c39-4c9e-8a53-5e0c2c1f7a10"));
        });
    }

    [Test]
    public async Task Tags_are_asked_for_in_the_profiles_language()
    {
        Server.Answer(200, SuccessWith(["Hund"]));

        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Tasks = VisionTasks.Keywords, Language = "de", Model = "2023-10-01" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(QueryOf(Server.Received.Single().PathAndQuery), Is.SupersetOf(new Dictionary<string, string> { ["language"] = "de", ["features"] = "tags", ["model-version"] = "2023-10-01" }));
            Assert.That(reply.Observations!.Single().Language, Is.EqualTo("de"));
        });
    }

    [TestCase("tags", VisionTasks.AltText, "AltText")]
    [TestCase("tags", VisionTasks.Keywords | VisionTasks.Description, "Description")]
    [TestCase("tags, objects", VisionTasks.Keywords, "Keywords")]
    public async Task English_sentences_are_not_asked_for_where_another_language_is_wanted(string keywords, VisionTasks tasks, string named)
    {
        Connection connection = Connect(o => o.Settings["Keywords"] = keywords);

        VisionReply reply = await Provider.AskAsync(connection, Question with { Tasks = tasks, Language = "de" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain($"does not write {named} in 'de', only in en"));
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_used_up_free_month_is_out_of_credit()
    {
        Server.Answer(403, """{"error":{"code":"403","message":"Out of call volume quota for ComputerVision F0 pricing tier. Please retry after 3 days."}}""");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.OutOfCredit));
    }

    [TestCase("ApiVersion", "newest", "Settings:ApiVersion must be a date")]
    [TestCase("Keywords", "tags, people", "Settings:Keywords must be one or several of tags, objects")]
    [TestCase("GenderNeutral", "perhaps", "Settings:GenderNeutral must be one of true, false")]
    public void A_wrong_setting_is_named(string key, string value, string sentence) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.Contain(sentence));

    [TestCase("latest", 0)]
    [TestCase("2023-10-01", 0)]
    [TestCase("2023-02-01-preview", 0)]
    [TestCase("gpt-4o", 1)]
    public void A_model_is_a_date_or_the_latest(string model, int problems) =>
        Assert.That(Provider.Validate(Connect(o => o.Model = model).Options).ToArray(), Has.Length.EqualTo(problems));

    [Test]
    public void It_has_no_address_of_its_own() =>
        Assert.That(Provider.Validate(Connect(o => o.Endpoint = null).Options).Single(), Does.Contain(":Endpoint is missing"));

    private static VisionTasks TasksOf(string[] features) =>
        (features.Contains("tags") ? VisionTasks.Keywords : VisionTasks.None)
        | (features.Contains("caption") ? VisionTasks.AltText : VisionTasks.None)
        | (features.Contains("denseCaptions") ? VisionTasks.Description : VisionTasks.None)
        | (features.Contains("read") ? VisionTasks.Text : VisionTasks.None);

    private static Dictionary<string, string> QueryOf(string pathAndQuery) =>
        QueryHelpers.ParseQuery(pathAndQuery[pathAndQuery.IndexOf('?')..]).ToDictionary(q => q.Key, q => q.Value.ToString());
}
