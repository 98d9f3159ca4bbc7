using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenRouter;

/// <summary>
/// OpenRouter (<c>POST /api/v1/chat/completions</c>): the models of many hosts behind one account. Each answer says what it cost, and that is what
/// counts. Which hosts may get the picture is in <see cref="OpenRouterSettings"/>.
/// </summary>
public sealed class OpenRouterProvider : IVisionProvider
{
    private const string Path = "/api/v1/chat/completions";

    // openrouter.ai/docs, limits: free models (ids that end in ":free") take 20 requests a minute, and 50 or 1,000 a day.
    private const string FreeModel = ":free";
    private static readonly RateLimit s_freeModels = new(20, TimeSpan.FromMinutes(1));

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "openrouter",
        Name = "OpenRouter",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // OpenRouter names no limit of its own, and its hosts differ: what most of them take.
        MaxBytes = 5 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = true,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://openrouter.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. OpenRouterSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public RateLimit? RateLimitOf(ConnectionOptions options, string? model) =>
        model?.Trim().EndsWith(FreeModel, StringComparison.OrdinalIgnoreCase) == true ? s_freeModels : null;

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        ChatCall.TokensAtMost(request, DialectOf(connection, request, OpenRouterSettings.Read(connection.Options).Settings), request.Model ?? connection.Options.Model);

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        OpenRouterSettings settings = OpenRouterSettings.Read(connection.Options).Settings;
        VisionReply reply = await ChatCall.AskAsync(connection, request, DialectOf(connection, request, settings), cancellationToken);
        return settings.AsksWhatIsLeft && reply.Observations is { } observations
            ? VisionReply.Answered(observations, reply.Usage with { CreditsRemaining = await OpenRouterAccount.LeftAsync(connection, cancellationToken) })
                with { ModelReported = reply.ModelReported, RequestId = reply.RequestId }
            : reply;
    }

    // With a schema only hosts that heed it are asked: for a model that nobody says has one, that may be none at all.
    private static ChatDialect DialectOf(Connection connection, VisionRequest request, OpenRouterSettings settings)
    {
        StructuredOutput structured = settings.StructuredOutput ?? StructuredOutputs.Declared(connection, request, unlisted: StructuredOutput.None);
        return new ChatDialect
        {
            Path = Path,
            LimitField = "max_tokens",
            MaxOutputTokens = settings.MaxOutputTokens,
            StructuredOutput = structured,
            ImageDetail = settings.ImageDetail,
            Headers = settings.Headers,
            Extra = settings.Routing(structured),
        };
    }
}
