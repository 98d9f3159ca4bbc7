using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.GoogleVision;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.GoogleVision;

public sealed class GoogleVisionTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("google-vision");

    // The others show what is not sent: addresses, several pictures in one call, tokens, detectors nobody asks for.
    private static IEnumerable<ProviderSample> OwnSamples => AllSamples.Where(sample =>
        sample.Request["headers"]!["x-goog-api-key"] is not null
        && sample.Request["body"]!["requests"]!.AsArray() is [{ } only] && only["image"]!["content"] is not null);

    protected override IVisionProvider Provider { get; } = new GoogleVisionProvider();

    protected override IReadOnlyList<string> VendorsWords => ["adult", "spoof", "medical", "violence", "racy"];

    protected override string SuccessWith(IEnumerable<string> keywords) => Answer(new JsonObject
    {
        ["safeSearchAnnotation"] = new JsonObject([.. VendorsWords.Select(audience => KeyValuePair.Create(audience, (JsonNode?)"VERY_UNLIKELY"))]),
        ["labelAnnotations"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["description"] = k, ["score"] = 0.9 })]),
    });

    protected override string SuccessScoring(string score) => $$$"""{"responses":[{"labelAnnotations":[{"description":"dog","score":{{{score}}}}]}]}""";

    [TestCaseSource(nameof(AllSamples))]
    public Task Each_sample_is_understood_as_documented(ProviderSample sample) => Replay(sample, Connect(), Question);

    [TestCaseSource(nameof(OwnSamples))]
    public async Task Each_request_is_the_documented_one(ProviderSample sample)
    {
        JsonNode documented = sample.Request["body"]!["requests"]![0]!;
        Connection connection = Connect(o =>
        {
            o.ApiKey = (string)sample.Request["headers"]!["x-goog-api-key"]!;
            o.Settings["Keywords"] = "labels, objects";
        });

        await Provider.AskAsync(connection, Question with
        {
            Tasks = VisionTasks.Keywords,
            MaxKeywords = 20,
            Image = Picture with { Bytes = Convert.FromBase64String((string)documented["image"]!["content"]!) },
        }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(sent.Body), sample.Request["body"]), sent.Body);
        });
    }

    [TestCase(VisionTasks.Keywords, "labels", 1_500)]
    [TestCase(VisionTasks.Keywords, "labels, objects", 3_750)]
    [TestCase(VisionTasks.Keywords, "objects, landmarks, logos", 5_250)]
    [TestCase(VisionTasks.Text, "objects", 1_500)]
    [TestCase(VisionTasks.Keywords | VisionTasks.Text | VisionTasks.Moderation, "labels", 3_000, TestName = "Safe search is free beside labels")]
    [TestCase(VisionTasks.Keywords | VisionTasks.Moderation, "logos", 3_000, TestName = "Safe search is charged beside anything else")]
    [TestCase(VisionTasks.Moderation, "labels", 1_500, TestName = "Safe search is charged alone")]
    public void What_a_picture_costs_follows_from_what_is_asked_of_it(VisionTasks tasks, string detectors, long microUsd)
    {
        Connection connection = Connect(o => (o.Endpoint, o.Settings["Keywords"]) = (null, detectors));
        VisionRequest question = Question with { Tasks = tasks };
        var prices = new Umbraco.AutoTag.Core.Ledger.Prices(new ListPrices());

        Assert.Multiple(() =>
        {
            Assert.That(prices.AtMost(connection, question).Cost, Is.EqualTo(new MicroUsd(microUsd)), "what a budget puts aside");
            Assert.That(prices.Of(connection, question, VisionReply.Answered([])), Is.EqualTo(((MicroUsd?)new MicroUsd(microUsd), PriceBasis.Listed)), "what the ledger says");
            Assert.That(prices.BasisOf(connection, question), Is.EqualTo(PriceBasis.Listed));
        });
    }

    [Test]
    public void The_sites_own_price_wins_and_another_address_has_none()
    {
        var prices = new Umbraco.AutoTag.Core.Ledger.Prices(new ListPrices());

        Assert.That(prices.AtMost(Connect(o => (o.Endpoint, o.UsdPerImage) = (new Uri("https://eu-vision.googleapis.com"), 0.002m)), Question).Cost, Is.EqualTo(new MicroUsd(2_000)));
        Assert.That(prices.AtMost(Connect(o => o.Endpoint = new Uri("https://eu-vision.googleapis.com")), Question).Cost, Is.EqualTo(new MicroUsd(3_000)));
        Assert.That(prices.AtMost(Connect(o => o.Endpoint = new Uri("https://vision.example.com")), Question).Cost, Is.Null);
        Assert.That(
            prices.Of(Connect(o => (o.Endpoint, o.CreditsPerImage, o.UsdPerCredit) = (null, 1, 0.001m)), Question, VisionReply.Answered([])).Basis,
            Is.EqualTo(PriceBasis.Unknown),
            "what was put aside by the site's own price is not exceeded by the vendor's list");
    }

    [Test]
    public async Task A_label_that_is_also_an_object_is_one_keyword_with_its_place()
    {
        Observation bicycle = (await AnswerOf("success")).First(o => o.Value == "Bicycle");

        Assert.Multiple(() =>
        {
            Assert.That(bicycle.Confidence.Value, Is.EqualTo(0.9731));
            Assert.That(bicycle.Box!.X, Is.EqualTo(0.112).Within(1e-9));
            Assert.That(bicycle.Box.Height, Is.EqualTo(0.695).Within(1e-9));
            Assert.That(bicycle.Language, Is.EqualTo("en"));
            Assert.That(bicycle.ConfidenceSource, Is.EqualTo(ConfidenceSource.Score));
        });
    }

    [Test]
    public async Task Landmarks_logos_text_and_safe_search_are_read_and_web_entities_are_not()
    {
        IReadOnlyList<Observation> observations = await AnswerOf("success-all-features");

        Assert.Multiple(() =>
        {
            Assert.That(observations.Select(o => (o.Kind, o.Value, o.Confidence.Value)), Is.EqualTo(new (ObservationKind, string, double?)[]
            {
                (ObservationKind.Keyword, "Street", 0.9044),
                (ObservationKind.Keyword, "Old Harbour Clock Tower", 0.6612),
                (ObservationKind.Keyword, "Acme Cycles", 0.7321),
                (ObservationKind.Text, "ACME OPEN", null),
                (ObservationKind.Moderation, "racy (possible)", null),
            }));
            Assert.That(
                observations.Take(3).Select(o => o.Category),
                Is.EqualTo(new[] { ObservationCategory.Thing, ObservationCategory.Place, ObservationCategory.Brand }));
            // Its left corners have no x, because proto3 leaves a zero out.
            Assert.That(observations[1].Box, Is.EqualTo(new Box(0, 10 / 500.0, 300 / 500.0, 410 / 500.0)).Using<Box>(IsAbout));
        });
    }

    [TestCase("\"MAYBE_LIKELY\"")]
    [TestCase("\"EXTREMELY_LIKELY\"")]
    [TestCase("\"LIKELIHOOD_UNSPECIFIED\"")]
    [TestCase("\"UNKNOWN\"")]
    [TestCase("\"\"")]
    [TestCase("5", Description = "an enum's number, as other encodings of proto3 write it")]
    [TestCase("null")]
    [TestCase("true")]
    [TestCase("[\"LIKELY\"]")]
    [TestCase("{}")]
    public async Task A_likelihood_that_nobody_knows_is_no_finding_and_takes_nothing_from_the_others(string likelihood)
    {
        Server.Answer(200, $$$"""{"responses":[{"labelAnnotations":[{"description":"dog","score":0.9}],"safeSearchAnnotation":{"adult":{{{likelihood}}},"racy":"LIKELY"}}]}""");

        VisionReply reply = await Ask();

        Assert.That(reply.Observations?.Select(o => (o.Kind, o.Value)), Is.EqualTo(new[] { (ObservationKind.Keyword, "dog"), (ObservationKind.Moderation, "racy (likely)") }));
    }

    [Test]
    public async Task Only_what_is_asked_is_charged()
    {
        Server.Answer(200, Answer(new JsonObject()));

        await Provider.AskAsync(Connect(), Question with { Tasks = VisionTasks.Text | VisionTasks.Moderation, Language = "da" }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(FeaturesOf(sent), Is.EqualTo(new[] { "TEXT_DETECTION", "SAFE_SEARCH_DETECTION" }));
            Assert.That(sent.Headers["X-Goog-FieldMask"], Does.Contain("responses.fullTextAnnotation.text").And.Contain("responses.error"));
        });
    }

    [Test]
    public async Task Labels_in_a_language_it_does_not_name_things_in_are_not_asked_for()
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Language = "da" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("does not write Keywords in 'da', only in en"));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_project_and_a_location_are_part_of_the_address()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Settings["Project"] = "demo-project";
            o.Settings["Location"] = "EU";
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That(Server.Received.Single().PathAndQuery, Is.EqualTo("/v1/projects/demo-project/locations/eu/images:annotate"));
    }

    // A picture that was turned away was not looked at; of one that could not be read Google does not say whether its unit is counted.
    [TestCase(8, Charged.No)]
    [TestCase(16, Charged.No)]
    [TestCase(3, Charged.Unknown)]
    [TestCase(13, Charged.Unknown)]
    public async Task An_error_for_one_picture_is_charged_by_what_it_says_and_not_by_the_status_around_it(int code, Charged charged)
    {
        Server.Answer(200, $$$"""{"responses":[{"error":{"code":{{{code}}},"message":"?"}}]}""");

        Assert.That((await Ask()).Failure!.Charged, Is.EqualTo(charged));
    }

    [TestCase("8", FailureKind.Throttled)]
    [TestCase("14", FailureKind.Unavailable)]
    [TestCase("16", FailureKind.Unauthorised)]
    public async Task An_error_for_the_picture_is_no_answer_even_beside_labels(string code, FailureKind expected)
    {
        Server.Answer(200, Answer(new JsonObject
        {
            ["labelAnnotations"] = new JsonArray(new JsonObject { ["description"] = "dog", ["score"] = 0.9 }),
            ["error"] = new JsonObject { ["code"] = int.Parse(code), ["message"] = "no" },
        }));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [TestCase(403, "BILLING_DISABLED", FailureKind.OutOfCredit)]
    [TestCase(429, "RESOURCE_QUOTA_EXCEEDED", FailureKind.OutOfCredit)]
    [TestCase(403, "API_KEY_IP_ADDRESS_BLOCKED", FailureKind.Unauthorised)]
    public async Task Googles_reason_is_believed_before_the_status(int status, string reason, FailureKind expected)
    {
        Server.Answer(status, new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = status, ["message"] = "no", ["details"] = new JsonArray(new JsonObject { ["reason"] = reason }) },
        }.ToJsonString());

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    [TestCase("Keywords", "labels, faces", "Settings:Keywords must be one or several of labels, objects, landmarks, logos")]
    [TestCase("Location", "eu", "Settings:Location needs")]
    [TestCase("Location", "mars", "Settings:Location must be one of us, asia, eu")]
    [TestCase("Project", "a/../b", "Settings:Project must be a name")]
    public void A_wrong_setting_is_named(string key, string value, string sentence) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.Contain(sentence));

    [Test]
    public async Task A_model_it_does_not_have_is_refused_at_start_and_is_not_sent()
    {
        Connection connection = Connect(o => o.Model = "gpt-4o");

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Provider.Validate(connection.Options).Single(), Does.Contain(":Model must be builtin/stable or builtin/latest"));
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(Server.Received, Is.Empty);
        });
    }

    private async Task<IReadOnlyList<Observation>> AnswerOf(string name) =>
        (await Replay(AllSamples.Single(s => s.File == $"google-vision/{name}.json"), Connect(), Question with { Image = Picture with { Size = new PixelSize(500, 500) } })).Observations!;

    private static IEnumerable<string> FeaturesOf(ReceivedRequest sent) =>
        JsonNode.Parse(sent.Body)!["requests"]![0]!["features"]!.AsArray().Select(f => (string)f!["type"]!);

    private static string Answer(JsonObject response) => new JsonObject { ["responses"] = new JsonArray(response) }.ToJsonString();

    private static bool IsAbout(Box left, Box right) =>
        Math.Abs(left.X - right.X) + Math.Abs(left.Y - right.Y) + Math.Abs(left.Width - right.Width) + Math.Abs(left.Height - right.Height) < 1e-9;
}
