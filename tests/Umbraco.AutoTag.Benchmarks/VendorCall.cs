using System.Net;
using System.Text;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Providers.Aws;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>One provider, a connection it takes, and the documented answer that it gets to every call.</summary>
/// <param name="Provider">Who.</param>
/// <param name="Answer">The sample, <c>{system}/{case}</c>.</param>
/// <param name="Model">The model asked for; null where none is.</param>
/// <param name="Settings">Its settings, <c>Name=value</c>.</param>
internal sealed record VendorCall(IVisionProvider Provider, string Answer, string? Model, string[] Settings)
{
    private static readonly Dictionary<string, ProviderSample> s_samples =
        ProviderSample.All(Path.Combine(AppContext.BaseDirectory, "samples")).ToDictionary(sample => sample.File[..^".json".Length]);

    private static readonly string s_installed = s_samples["ollama/tags-list"].Body;

    /// <summary>Every provider that sends pictures, and both of OpenAI's calls.</summary>
    public static IReadOnlyList<VendorCall> All { get; } =
    [
        Of("imagedescriber", "imagedescriber/success"),
        Of("google-vision", "google-vision/success"),
        Of("rekognition-labels", "aws-rekognition/success", null, "AccessKeyId=AKIDEXAMPLE", "Region=us-east-1"),
        Of("rekognition-text", "aws-rekognition/success-detect-text", null, "AccessKeyId=AKIDEXAMPLE", "Region=us-east-1"),
        Of("rekognition-moderation", "aws-rekognition/success-moderation", null, "AccessKeyId=AKIDEXAMPLE", "Region=us-east-1") with { OnlyTask = VisionTasks.Moderation },
        Of("rekognition-custom-labels", "aws-rekognition/success-custom-labels", "arn:aws:rekognition:us-east-1:123456789012:project/bikes/version/bikes.1/1768037400000", "AccessKeyId=AKIDEXAMPLE", "Region=us-east-1"),
        Of("azure-image-analysis", "azure-image-analysis/success"),
        Of("clarifai", "clarifai/success"),
        Of("imagga", "imagga/success-post-base64", null, "KeyId=acc_test"),
        Of("hive-v2", "hive-v2/success") with { OnlyTask = VisionTasks.Moderation },
        Of("hive-v3", "hive-v3/success") with { OnlyTask = VisionTasks.Moderation },
        Of("vertex-automl", "vertex-automl-image/success", "7512345678901234567", "Project=demo", "Location=europe-west4"),
        Of("anthropic", "anthropic/success", "claude-haiku-5-5"),
        Of("openai", "openai/success", "gpt-4o-mini-2024-07-18"),
        Of("openai", "openai/responses-success", "gpt-6-luna", "Api=responses"),
        Of("azure-openai", "openai/success", "demo-deployment"),
        Of("gemini", "gemini/success", "gemini-3.5-flash-lite"),
        Of("vertex-gemini", "gemini/vertex-success", "gemini-3.5-flash-lite", "Project=demo", "Location=europe-west4"),
        Of("openrouter", "openrouter/success", "qwen/qwen3-vl-8b-instruct"),
        Of("ollama", "ollama/success", "gemma4:12b"),
        Of("cloudflare", "cloudflare/success", "@cf/google/gemma-4-26b-a4b-it", "Account=0123456789abcdef0123456789abcdef"),
        Of("replicate", "replicate/success", "demo/vision-model"),
        Of("runpod", "runpod/success", null, "EndpointId=demo0endpoint"),
        Of("baseten", "baseten/success", "moonshotai/Kimi-K2.5"),
        Of("mistral", "openai-compatible/mistral-success", "mistral-medium-latest"),
        Of("moondream", "moondream/success", "moondream3.1"),
        Of("openai-compatible", "openai/success", "demo-vlm"),
    ];

    /// <summary>Asked on top of what is asked of all, for those that can be asked for nothing else.</summary>
    public VisionTasks OnlyTask { get; init; }

    /// <summary>For people.</summary>
    public string Name => Settings.Contains("Api=responses") ? $"{Provider.Declaration.Alias} (responses)" : Provider.Declaration.Alias;

    /// <summary>Takes every byte of a request and gives the answer.</summary>
    public Counting Network { get; } = new(s_samples[Answer]);

    /// <summary>The connection.</summary>
    public Connection Connect(HttpClient http)
    {
        var options = new ConnectionOptions
        {
            Provider = Provider.Declaration.Alias,
            Endpoint = new Uri("https://vendor.example"),
            ApiKey = "TEST-KEY",
            Model = Model,
            Credential = Provider.Declaration.Credentials is ["aws" or "google"] && Provider.Declaration.Alias != "google-vision" ? Provider.Declaration.Credentials[0] : null,
        };
        foreach (string[] setting in Settings.Select(setting => setting.Split('=', 2)))
        {
            options.Settings[setting[0]] = setting[1];
        }

        return new Connection("demo", options, Provider, http) { Credential = options.Credential == "aws" ? new AwsCredential(TimeProvider.System) : options.Credential is null ? null : new Token() };
    }

    private static VendorCall Of(string alias, string answer, string? model = null, params string[] settings) =>
        new(VisionProviders.All.Single(provider => provider.Declaration.Alias == alias), answer, model, settings);

    /// <summary>A network that takes no time.</summary>
    internal sealed class Counting(ProviderSample answer) : HttpMessageHandler
    {
        private readonly byte[] _body = Encoding.UTF8.GetBytes(answer.Body);
        private readonly byte[] _installed = Encoding.UTF8.GetBytes(s_installed);
        private readonly byte[] _taken = new byte[2 * 1024 * 1024];

        /// <summary>Bytes of the last request's body.</summary>
        public long Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not { } content)
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_installed) };
            }

            using var taken = new MemoryStream(_taken);
            await content.CopyToAsync(taken, cancellationToken);
            Sent = taken.Position;
            return new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(_body) };
        }
    }

    /// <summary>A token that is there already, as it is for all calls but the first of an hour.</summary>
    private sealed class Token : ICredential
    {
        public string Alias => "google";

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer ya29.TEST");
            return Task.FromResult<Failure?>(null);
        }
    }
}
