using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Google's Gemini API with a key (<c>POST /v1beta/models/{model}:generateContent</c>, ai.google.dev/api).</summary>
public sealed class GeminiProvider : IVisionProvider
{
    private const string Models = "/v1beta/models";

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "gemini",
        Name = "Google Gemini",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description | VisionTasks.Text,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // A request may have 20 MB, the picture as base64 and the words included.
        MaxBytes = 14 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PromptVersion = HousePrompt.Version,
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
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        GeminiSettings settings = GeminiSettings.Read(connection.Options).Settings;
        long picture = request.Image is { } image ? ModelOf(connection, request).PictureTokensAtMost(image.Size, settings.Resolution) : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, settings.MaxOutputTokens);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        Uri models = EndpointRule.At(connection.Endpoint, Models);
        using HttpRequestMessage message = GeminiWriter.Write(models, ModelOf(connection, request), request, GeminiSettings.Read(connection.Options).Settings);
        message.Headers.TryAddWithoutValidation("x-goog-api-key", connection.Options.ApiKey?.Trim());
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, GeminiReader.Read) : VisionReply.Failed(exchange.Failure!);
    }

    private static GeminiModel ModelOf(Connection connection, VisionRequest request) => GeminiModel.Of(request.Model ?? connection.Options.Model);
}
