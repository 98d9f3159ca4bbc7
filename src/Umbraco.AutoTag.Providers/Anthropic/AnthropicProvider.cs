using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>Anthropic's Messages API (<c>POST /v1/messages</c>, platform.claude.com/docs).</summary>
public sealed partial class AnthropicProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "anthropic",
        Name = "Anthropic",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 5 MB a picture in the older pages, 10 MB in the newer, without saying whether raw or as base64: this is within all of them.
        MaxBytes = 3_750 * 1024,
        MaxSidePixels = 8_000,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = true,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.anthropic.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. AnthropicSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        long picture = request.Image is { } image ? ImageTokens.AtMost(request.Model ?? connection.Options.Model, image.Size) : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, AnthropicSettings.Read(connection.Options).Settings.MaxOutputTokens);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = AnthropicWriter.Write(connection, request, AnthropicSettings.Read(connection.Options).Settings);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, AnthropicReader.Read) : VisionReply.Failed(exchange.Failure!);
    }
}
