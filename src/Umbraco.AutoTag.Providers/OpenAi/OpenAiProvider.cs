using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>OpenAI itself, by chat completions or by responses (developers.openai.com/api/reference).</summary>
public sealed partial class OpenAiProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "openai",
        Name = "OpenAI",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 20 MB a picture, without saying whether raw or as base64: this is within both.
        MaxBytes = 14 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = true,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.openai.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. OpenAiSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        string? model = request.Model ?? connection.Options.Model;
        return ChatCall.TokensAtMost(request, OpenAiSettings.Read(connection.Options).Settings.DialectFor(model), model);
    }

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        OpenAiSettings settings = OpenAiSettings.Read(connection.Options).Settings;
        return settings.Call == OpenAiCall.Responses
            ? ResponsesCall.AskAsync(connection, request, settings, cancellationToken)
            : ChatCall.AskAsync(connection, request, settings.DialectFor(request.Model ?? connection.Options.Model), cancellationToken);
    }
}
