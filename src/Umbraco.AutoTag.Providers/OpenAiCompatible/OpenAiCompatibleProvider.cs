using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAiCompatible;

/// <summary>
/// Any server that speaks chat completions with pictures: vLLM, LM Studio, llama.cpp, gateways and others.
/// What differs between them is in <see cref="ChatDialect"/>.
/// </summary>
public sealed class OpenAiCompatibleProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "openai-compatible",
        Name = "OpenAI-compatible chat",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // OpenAI takes 20 MB; many servers behind a gateway take 10 MB of JSON, of which base64 is four thirds of the picture.
        MaxBytes = 7 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // Under one name a server answers with whatever it has loaded.
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        Region = RegionChoice.ByWhoRunsIt,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (ChatDialect dialect, IEnumerable<string> problems) = OpenAiCompatibleSettings.Read(options);
        bool needsKey = dialect.Auth != AuthStyle.None && options.Endpoint is not { IsAbsoluteUri: true, IsLoopback: true };
        return
        [
            .. EndpointRule.Validate(options, required: true),
            .. needsKey ? EndpointRule.ValidateKey(options) : [],
            .. EndpointRule.ValidateModel(options),
            .. problems,
        ];
    }

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        ChatCall.TokensAtMost(request, OpenAiCompatibleSettings.DialectFor(connection, request), request.Model ?? connection.Options.Model);

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) =>
        ChatCall.AskAsync(connection, request, OpenAiCompatibleSettings.DialectFor(connection, request), cancellationToken);
}
