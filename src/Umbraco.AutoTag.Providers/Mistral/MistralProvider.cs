using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Mistral;

/// <summary>Mistral's models with eyes, by chat completions (docs.mistral.ai, vision).</summary>
public sealed class MistralProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "mistral",
        Name = "Mistral",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 10 MB a picture, without saying whether raw or as base64: this is within both.
        MaxBytes = 7 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = true,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.mistral.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. MistralSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        ChatCall.TokensAtMost(request, MistralSettings.Read(connection.Options).Dialect, request.Model ?? connection.Options.Model);

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) =>
        ChatCall.AskAsync(connection, request, MistralSettings.Read(connection.Options).Dialect, cancellationToken);
}
