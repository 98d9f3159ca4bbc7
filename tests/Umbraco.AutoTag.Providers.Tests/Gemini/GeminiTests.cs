using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Gemini;

public sealed class GeminiTests : ProviderContract
{
    // Vertex AI has another address and another key; the compatible path speaks another protocol.
    private static IEnumerable<ProviderSample> AllSamples =>
        Samples.Of("gemini").Where(sample => ((string)sample.Request["path"]!).StartsWith("/v1beta/models/", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new GeminiProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "gemini-3.5-flash-lite";

    protected override string SuccessWith(IEnumerable<string> keywords) => GeminiReply.Saying(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => GeminiReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => GeminiReply.Saying(text);

    protected override string ErrorSaying(string message) => GeminiReply.Error(message);

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonNode documented = sample.Request["body"]!;
        string path = (string)sample.Request["path"]!;
        string model = path["/v1beta/models/".Length..path.IndexOf(':', StringComparison.Ordinal)];
        if (!model.StartsWith("gemini-3", StringComparison.Ordinal))
        {
            // The level is Gemini 3's: its elders refuse it, and a name that nobody knows is told nothing.
            documented["generationConfig"]!.AsObject().Remove("thinkingConfig");
        }

        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings["MaxOutputTokens"] = "512";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo(path));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body)!, GeminiReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, GeminiReply.OurOwn)));
        });
    }

    [TestCase("gemini-3.5-flash-lite", null, null, """{"thinkingLevel":"low"}""")]
    [TestCase("models/gemini-3.8-flash", "ThinkingLevel", "minimal", """{"thinkingLevel":"minimal"}""")]
    [TestCase("gemini-12-flash", null, null, """{"thinkingLevel":"low"}""")]
    [TestCase("gemini-2.5-flash-lite", null, null, null)]
    [TestCase("gemini-2.5-flash", "ThinkingBudget", "0", """{"thinkingBudget":0}""")]
    [TestCase("gemini-flash-latest", null, null, null)]
    public async Task Each_generation_is_told_in_its_own_way_how_long_to_think(string model, string? key, string? value, string? sent)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings[key ?? "ThinkingLevel"] = value ?? string.Empty;
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That(JsonNode.Parse(Server.Received.Single().Body)!["generationConfig"]!["thinkingConfig"]?.ToJsonString(), Is.EqualTo(sent));
    }

    [TestCase("low", "MEDIA_RESOLUTION_LOW", 280)]
    [TestCase("medium", "MEDIA_RESOLUTION_MEDIUM", 560)]
    [TestCase("high", "MEDIA_RESOLUTION_HIGH", 1_120)]
    [TestCase("default", null, 1_120)]
    public async Task The_resolution_is_asked_for_and_counted(string setting, string? word, long tokens)
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o => o.Settings["MediaResolution"] = setting);
        VisionRequest without = Question with { Image = null };
        VisionRequest with = Question with { Image = Picture with { Size = new PixelSize(1024, 768) } };

        await Provider.AskAsync(connection, with, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((string?)JsonNode.Parse(Server.Received.Single().Body)!["generationConfig"]!["mediaResolution"], Is.EqualTo(word));
            Assert.That(Provider.TokensAtMost(connection, with)!.Read - Provider.TokensAtMost(connection, without)!.Read, Is.EqualTo(tokens));
        });
    }

    [TestCase("gemini-2.5-flash", "low", 258)]
    [TestCase("gemini-2.5-flash", "default", 516)]
    public void Older_models_count_tiles(string model, string resolution, long tokens)
    {
        Connection connection = Connect(o =>
        {
            o.Model = model;
            o.Settings["MediaResolution"] = resolution;
        });
        VisionRequest without = Question with { Image = null };
        VisionRequest with = Question with { Image = Picture with { Size = new PixelSize(1024, 768) } };

        Assert.That(Provider.TokensAtMost(connection, with)!.Read - Provider.TokensAtMost(connection, without)!.Read, Is.EqualTo(tokens));
    }

    // From December 2026 on Google answers for gemini-2.5-flash with another model, at that model's price.
    [Test]
    public async Task The_model_that_answered_is_recorded_and_paid_for_not_the_one_that_was_asked()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o => o.Model = "gemini-2.5-flash-lite");

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.ModelReported, Is.EqualTo("gemini-3.5-flash-lite"));
            Assert.That(new Core.Ledger.Prices(new ListPrices()).Of(connection, Question with { Model = "gemini-2.5-flash-lite" }, reply).Cost?.Amount, Is.EqualTo(80), "100 read at $0.30 and 20 written at $2.50 a million");
        });
    }

    [Test]
    public async Task A_model_whose_name_would_lead_elsewhere_stays_one_part_of_the_address()
    {
        Server.Answer(404, ErrorSaying("not found"));

        await Provider.AskAsync(Connect(o => o.Model = "../../v1/tunedModels/x?alt=sse#"), Question, CancellationToken.None);

        Assert.That(Server.Received.Single().PathAndQuery, Is.EqualTo("/v1beta/models/..%2F..%2Fv1%2FtunedModels%2Fx%3Falt%3Dsse%23:generateContent"));
    }

    [TestCase("ThinkingBudget", "100", "must be left out")]
    [TestCase("ThinkingLevel", "deep", "must be one of minimal, low, medium, high")]
    [TestCase("MediaResolution", "ultra", "must be one of low, medium, high, default")]
    [TestCase("Headers", "x-goog-api-key: another", "must not set 'x-goog-api-key'")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));
}
