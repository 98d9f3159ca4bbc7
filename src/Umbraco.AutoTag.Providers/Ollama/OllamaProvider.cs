using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>
/// Ollama's own API (<c>POST /api/chat</c>), on a machine of the site's or at ollama.com. The answer names its model without a version; the
/// digest of what is installed under that name is, so it is read and reported with it; where the server passes the model on, where to.
/// </summary>
public sealed class OllamaProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "ollama",
        Name = "Ollama",
        Tasks = HousePrompt.Tasks,
        // What its runners decode for every model; WebP came later and not for all.
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        // No limit is documented; a rendition is far below.
        MaxBytes = 20 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // A tag can be pulled anew under the same name: it cannot be pinned, but a change is seen by its digest.
        Pinnable = false,
        SendsPicture = true,
        // One's own machine, or a subscription: no call has a price of its own.
        Charged = false,
        PricedBy = PriceUnit.Nothing,
        Region = RegionChoice.ByWhoRunsIt,
        // Such a model is a stub: the server passes the picture on to Ollama's cloud.
        Elsewhere = new ModelsElsewhere("cloud", "ollama.com"),
        FetchesAddresses = false,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("http://localhost:11434"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (OllamaSettings settings, IEnumerable<string> problems) = OllamaSettings.Read(options);
        bool isElsewhere = options.Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.IsLoopback);
        return
        [
            .. EndpointRule.Validate(options, required: false),
            .. isElsewhere && settings.NeedsKey ? EndpointRule.ValidateKey(options) : [],
            .. EndpointRule.ValidateModel(options),
            .. problems,
        ];
    }

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        long picture = request.Image is { } image ? ImageTokens.AtMost(ModelOf(connection, request), image.Size) : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, OllamaSettings.Read(connection.Options).Settings.MaxOutputTokens);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string? model = ModelOf(connection, request);
        using HttpRequestMessage message = OllamaChat.Write(connection, request, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        if (exchange.Answer is not { } answer)
        {
            return VisionReply.Failed(OllamaHints.ForSilence(connection, exchange.Failure!));
        }

        VisionReply reply = ModelReader.Read(connection, request, answer, OllamaChat.Read);
        if (reply.Failure is { } failure)
        {
            return OllamaHints.For(failure, (int)answer.Status, model) is { } better ? VisionReply.Failed(better, reply.Usage) with { RequestId = reply.RequestId } : reply;
        }

        string name = reply.ModelReported ?? model ?? string.Empty;
        string? version = await InstalledModels.VersionAsync(connection, name, cancellationToken);
        return version is null ? reply : reply with { ModelReported = $"{name}@{version}" };
    }

    private static string? ModelOf(Connection connection, VisionRequest request) => request.Model ?? connection.Options.Model;
}
