using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.ImageDescriber;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.ImageDescriber;

public sealed class ImageDescriberTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("imagedescriber");

    protected override IVisionProvider Provider { get; } = new ImageDescriberProvider();

    protected override TimeSpan? WaitWhereNothingIsSaid => TimeSpan.FromMinutes(1);

    protected override string ErrorSaying(string message) => new JsonObject { ["code"] = 9998, ["message"] = message, ["request_id"] = "req_e9998" }.ToJsonString();

    protected override string SuccessWith(IEnumerable<string> keywords) => new JsonObject
    {
        ["code"] = 0,
        ["data"] = new JsonObject
        {
            ["tags"] = new JsonObject { ["tags"] = new JsonArray([.. keywords.Select(k => (JsonNode)k)]), ["title"] = "A title", ["description"] = "A sentence." },
            ["credits"] = new JsonObject { ["amount"] = 1, ["remaining"] = 10 },
        },
    }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        VisionRequest question = Question with
        {
            Language = (string)sample.Request["body"]!["lang"]!,
            Image = Picture with { Bytes = Convert.FromBase64String(((string)sample.Request["body"]!["image"]!).Split(',')[1]), Format = ImageFormat.Png },
        };

        await Replay(sample, Connect(), question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo((string?)sample.Request["method"]));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(sent.Body), sample.Request["body"]), sent.Body);
        });
    }

    [Test]
    public async Task The_sentence_serves_as_alt_text_and_as_description_and_nothing_has_an_invented_confidence()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        IReadOnlyList<Observation> observations = (await Ask()).Observations!;

        Assert.Multiple(() =>
        {
            Assert.That(observations.Select(o => (o.Kind, o.Value)), Is.EquivalentTo(new[]
            {
                (ObservationKind.AltText, "A sentence."), (ObservationKind.Title, "A title"), (ObservationKind.Description, "A sentence."), (ObservationKind.Keyword, "dog"),
            }));
            Assert.That(observations.Select(o => o.Confidence.IsKnown), Has.None.True);
            Assert.That(observations.Select(o => o.ConfidenceSource), Is.All.EqualTo(ConfidenceSource.None));
        });
    }

    [Test]
    public async Task Only_what_was_asked_is_answered()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Tasks = VisionTasks.Keywords }, CancellationToken.None);

        Assert.That(reply.Observations!.Select(o => o.Kind), Is.EqualTo(new[] { ObservationKind.Keyword }));
    }

    [Test]
    public async Task A_language_it_does_not_write_is_not_sent_and_says_what_to_change()
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Language = "da" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("'da'").And.Contain("en, zh, fr, de, es, ja, ko").And.Contain("AutoTag:Connections:demo"));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [TestCase(422, "image could not be read", FailureKind.BadImage)]
    [TestCase(408, "request timed out", FailureKind.Unavailable)]
    [TestCase(400, "not enough credits", FailureKind.OutOfCredit)]
    [TestCase(400, "unknown field", FailureKind.Misconfigured)]
    public async Task An_error_without_a_code_is_understood_by_status_and_words(int status, string message, FailureKind kind)
    {
        Server.Answer(status, new JsonObject { ["message"] = message }.ToJsonString());

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(kind));
    }

    [Test]
    public async Task A_site_can_say_what_a_code_means()
    {
        Server.Answer(200, """{"code":4711,"message":"no"}""");
        Connection connection = Connect(o => o.Settings["Codes"] = "4711=OutOfCredit, 4712=BadImage");

        Assert.That((await Provider.AskAsync(connection, Question, CancellationToken.None)).Failure!.Kind, Is.EqualTo(FailureKind.OutOfCredit));
    }

    [Test]
    public void A_code_without_a_meaning_is_refused_at_start() =>
        Assert.That(Provider.Validate(Connect(o => o.Settings["Codes"] = "4711=Nonsense").Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Settings:Codes must be pairs"));

    [TestCase("""{"code":0,"message":"success"}""")]
    [TestCase("""{"code":0,"data":{"tags":["dog"]}}""")]
    [TestCase("""[]""")]
    public async Task A_success_without_tags_is_malformed(string body)
    {
        Server.Answer(200, body);

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
    }
}
