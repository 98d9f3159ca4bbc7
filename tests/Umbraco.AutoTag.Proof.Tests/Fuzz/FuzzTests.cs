using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Providers.Rekognition;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Proof.Tests.Fuzz;

/// <summary>Whatever a vendor answers, it becomes clean values or a failure.</summary>
public sealed partial class FuzzTests
{
    private const int Mutations = 100_000;
    private const int Seed = 20_261_121;
    private const string Key = "TEST-KEY-THAT-NOBODY-SEES";

    // Those that look again for their answer do so at once, and only until the connection's time is over.
    private static readonly IVisionProvider[] s_providers = [.. VisionProviders.By(new TestKit.HastyClock(TimeSpan.FromSeconds(99))).Where(provider => provider.Declaration.SendsPicture)];
    private static readonly Profile s_profile = new() { Alias = "default", Language = "en", Steps = [new Step("vision", Everything)] };
    private static readonly DateTimeOffset s_now = TestKit.A.Moment;

    private static readonly string[] s_retryAfters =
        ["7", "7.5", "-1", "99999999999999999999", "NaN", "1e308", "Wed, 21 Oct 2099 07:28:00 GMT", "Wed, 21 Oct 1999 07:28:00 GMT", "soon", "\u0001", ""];

    private const VisionTasks Everything = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description | VisionTasks.Text | VisionTasks.Moderation;

    [Test]
    public void A_hundred_thousand_spoilt_answers_become_clean_values_or_failures()
    {
        ProviderSample[] samples = [.. ProviderSample.All(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples"))];
        string[] bodies = [.. samples.Select(sample => sample.Body).Where(body => body.Length is > 0 and < 20_000)];
        var own = s_providers.ToDictionary(provider => provider, provider => samples.Where(sample => IsOf(provider, sample)).ToArray());
        var problems = new ConcurrentQueue<string>();
        int answered = 0;
        int written = 0;

        // Each mutation has a seed of its own, so one that fails is repeated by its number alone.
        Parallel.For(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, () => new SpoiltAnswers(), (number, _, vendor) =>
        {
            var random = new Random(Seed + number);
            IVisionProvider provider = s_providers[number % s_providers.Length];
            // Mostly its own vendor's words; now and then another's, as behind a gateway.
            ProviderSample[] from = random.Next(5) == 0 || own[provider].Length == 0 ? samples : own[provider];
            ProviderSample sample = from[random.Next(from.Length)];
            vendor.Status = (HttpStatusCode)(random.Next(4) == 0 ? new[] { 200, 201, 204, 301, 400, 401, 402, 403, 404, 413, 418, 429, 500, 503 }[random.Next(14)] : sample.Status);
            vendor.Body = new AnswerMutator(random, bodies).Mutate(sample.Body);
            vendor.ContentType = random.Next(10) == 0 ? "text/html; charset=klingon" : "application/json";
            vendor.RetryAfter = random.Next(10) == 0 ? s_retryAfters[random.Next(s_retryAfters.Length)] : null;
            try
            {
                (int reply, int values) = Judge(provider, vendor, problem => problems.Enqueue($"mutation {number} of {sample.File}: {problem}"));
                Interlocked.Add(ref answered, reply);
                Interlocked.Add(ref written, values);
            }
            catch (Exception escaped)
            {
                problems.Enqueue($"mutation {number} of {sample.File}: {escaped.GetType().Name} {escaped.Message} {escaped.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("AutoTag", StringComparison.Ordinal))}");
            }

            return vendor;
        }, vendor => vendor.Dispose());

        TestContext.Out.WriteLine($"{Mutations} answers from {samples.Length} samples: {answered} understood, {written} values written; {problems.Count} problems.");
        Assert.Multiple(() =>
        {
            Assert.That(problems.Take(20), Is.Empty, () => $"{problems.Count} in all");
            Assert.That(answered, Is.GreaterThan(Mutations / 20), "the mutations must leave enough to understand, or nothing is proved");
            Assert.That(written, Is.GreaterThan(Mutations / 20));
        });
    }

    // Servers that speak chat completions share their words, and so do the operations of Rekognition.
    private static bool IsOf(IVisionProvider provider, ProviderSample sample) => sample.File.StartsWith(
        provider.Declaration.Alias switch
        {
            "openai" or "openai-compatible" or "azure-openai" or "mistral" => "openai",
            "vertex-automl" => "vertex-automl-image/",
            _ when provider is RekognitionProvider => "aws-rekognition/",
            string alias => alias + "/",
        },
        StringComparison.Ordinal);

    // A classifier refuses a model that is none of its own before it sends anything.
    private static string? ModelOf(IVisionProvider provider) => provider.Declaration switch
    {
        { Alias: "vertex-automl" } => "7512345678901234567",
        { Alias: "cloudflare" } => "@cf/google/gemma-4-26b-a4b-it",
        { Alias: "replicate" } => "demo/vision-model",
        { Alias: "rekognition-custom-labels" } => "arn:aws:rekognition:us-east-1:123456789012:project/bikes/version/bikes.1/1768037400000",
        { Rank: SourceRank.Classifier } => null,
        _ => "demo-1",
    };

    private static (int Answered, int Written) Judge(IVisionProvider provider, SpoiltAnswers vendor, Action<string> problem)
    {
        using var http = new HttpClient(vendor, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new ConnectionOptions
        {
            Provider = provider.Declaration.Alias,
            Endpoint = new Uri("http://127.0.0.1:9"),
            ApiKey = Key,
            Model = ModelOf(provider),
            Credential = provider.Declaration.Rank == SourceRank.Classifier ? provider.Declaration.Credentials.FirstOrDefault() : null,
            UsdPerMillionInputTokens = 10_000,
            UsdPerMillionOutputTokens = 10_000,
            UsdPerCredit = 1_000,
            UsdPerComputeSecond = 100,
        };
        var connection = new Connection("vision", options, provider, http) { Credential = NoProof.Instance };
        var request = new VisionRequest { Image = s_picture, Tasks = Everything, Language = "en" };

        VisionReply reply = provider.AskAsync(connection, request, CancellationToken.None).GetAwaiter().GetResult();

        JudgeFacts(reply, problem);
        _ = new Prices(NoList.Instance).Of(connection, request with { Model = "demo-1" }, reply);
        return reply.Observations is { } observations ? (1, JudgeValues(observations, connection, problem)) : (0, 0);
    }

    private static void JudgeFacts(VisionReply reply, Action<string> problem)
    {
        if ((reply.Failure is null) == (reply.Observations is null))
        {
            problem("neither or both of answer and failure");
        }

        if (reply.Failure is { } failure)
        {
            JudgeText("failure message", failure.Message, 2_000, problem);
            JudgeText("failure code", failure.Code, 300, problem);
            if (failure.RetryAfter < TimeSpan.Zero)
            {
                problem($"wait of {failure.RetryAfter}");
            }
        }

        JudgeText("model reported", reply.ModelReported, 256, problem);
        JudgeText("request id", reply.RequestId, 256, problem);
        if (reply.Usage is { InputTokens: < 0 } or { OutputTokens: < 0 })
        {
            problem($"usage {reply.Usage}");
        }
    }

    private static int JudgeValues(IReadOnlyList<Observation> observations, Connection connection, Action<string> problem)
    {
        if (observations.Count > 1_010)
        {
            problem($"{observations.Count} observations");
        }

        // What is kept as the analysis.
        foreach (Observation observation in observations)
        {
            JudgeText($"{observation.Kind} observed", observation.Value, 4_000, problem);
        }

        // What becomes suggestions and values.
        Decision decision = Decide.On(new DecisionInput
        {
            Item = s_item,
            Profile = s_profile,
            RevisionId = "r",
            Analyses = Sourced(observations, connection),
            Earlier = [],
            Writes = [],
            IsComplete = true,
            IsAsked = false,
            Now = s_now,
        });
        foreach (Suggestion suggestion in decision.Added)
        {
            JudgeText($"{suggestion.Field.Field} suggested", suggestion.Value, FieldText.MaxLength(suggestion.Field.Field), problem);
        }

        foreach ((FieldKey field, FieldValue value) in decision.Writes)
        {
            if (value.Parts.Count > (field.Field == Field.Keywords ? s_profile.MaxKeywords : 1))
            {
                problem($"{value.Parts.Count} values for {field.Field}");
            }

            foreach (string part in value.Parts)
            {
                JudgeText($"{field.Field} written", part, FieldText.MaxLength(field.Field), problem);
            }
        }

        return decision.Writes.Count;
    }

    private static IReadOnlyList<SourcedAnalysis> Sourced(IReadOnlyList<Observation> observations, Connection connection) =>
    [
        new SourcedAnalysis(
            new Analysis
            {
                Id = Guid.Empty,
                Key = new AnalysisKey(ContentHash.Of("x"u8), "step", "en"),
                Connection = "vision",
                Provider = connection.Provider.Declaration.Alias,
                ModelAsked = null,
                ModelReported = null,
                Observations = observations,
                CallId = null,
                CreatedAt = s_now,
            },
            connection.Provider.Declaration.Rank,
            0),
    ];

    private static void JudgeText(string what, string? text, int maxLength, Action<string> problem)
    {
        if (text is null)
        {
            return;
        }

        string? wrong = text.Length > maxLength ? $"{text.Length} characters"
            : text.Contains(Key, StringComparison.Ordinal) ? "the key"
            : Markup().IsMatch(text) ? "markup"
            : text.EnumerateRunes().Where(IsForbidden).Select(rune => $"U+{rune.Value:X4}").FirstOrDefault();
        if (wrong is not null)
        {
            problem($"{what} holds {wrong}: {(text.Length > 200 ? text[..200] : text)}");
        }
    }

    // The joiners that some scripts spell with are in no sample and no mutation beside letters of theirs.
    private static bool IsForbidden(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate
        or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"<[a-zA-Z/!?]")]
    private static partial Regex Markup();

    private static readonly PreparedImage s_picture = new(new byte[64], ImageFormat.Png, new PixelSize(64, 64));

    private static readonly MediaItem s_item = new()
    {
        Key = Guid.Empty,
        Path = "-1,1",
        Name = "photo",
        TypeAlias = "Image",
        FileValue = "/media/photo.jpg",
        FileName = "photo.jpg",
        UploadedAt = DateTimeOffset.UnixEpoch,
        Trashed = false,
        Fields = Enum.GetValues<Field>().ToDictionary(field => new FieldKey(field, "en"), FieldValue.EmptyOf),
    };

    /// <summary>Lets calls pass that would be signed.</summary>
    private sealed class NoProof : ICredential
    {
        public static NoProof Instance { get; } = new();

        public string Alias => "none";

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);
    }

    private sealed class NoList : IPriceCatalogue
    {
        public static NoList Instance { get; } = new();

        public ModelPrice? Find(Connection connection, string model) => null;
    }
}
