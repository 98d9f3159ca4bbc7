using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.AzureOpenAi;

/// <summary>
/// OpenAI's models as deployments of a site's own Azure resource (<c>/openai/v1/chat/completions</c>, learn.microsoft.com). The model asked for is the
/// deployment's name; which model that is, the reply says.
/// </summary>
public sealed class AzureOpenAiProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "azure-openai",
        Name = "Azure OpenAI",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 20 MB a picture, without saying whether raw or as base64: this is within both.
        MaxBytes = 14 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // A request names a deployment; which version is behind it is Azure's setting.
        Pinnable = false,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        Region = RegionChoice.ByAddress,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        Credentials = ["entra"],
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: true),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. AzureOpenAiSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        (ChatDialect dialect, string? deployed, _) = AzureOpenAiSettings.Read(connection.Options);
        return ChatCall.TokensAtMost(request, dialect, deployed ?? request.Model ?? connection.Options.Model);
    }

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) =>
        ChatCall.AskAsync(connection, request, AzureOpenAiSettings.Read(connection.Options).Dialect, cancellationToken);
}
