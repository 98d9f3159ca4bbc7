using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Google's Gemini API with a key (<c>POST /v1beta/models/{model}:generateContent</c>, ai.google.dev/api).</summary>
public sealed partial class GeminiProvider : IVisionProvider
{
    private const string Models = "/v1beta/models";

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "gemini",
        Name = "Google Gemini",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // A request may have 20 MB, the picture as base64 and the words included.
        MaxBytes = 14 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://generativelanguage.googleapis.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. GeminiSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        GeminiCall.TokensAtMost(connection, request, GeminiSettings.Read(connection.Options).Settings);

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) =>
        GeminiCall.AskAsync(connection, request, Models, GeminiSettings.Read(connection.Options).Settings, connection.Options.ApiKey?.Trim(), cancellationToken);
}
