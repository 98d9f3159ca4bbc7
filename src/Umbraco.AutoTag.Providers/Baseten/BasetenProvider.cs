using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Baseten;

/// <summary>
/// Baseten: its model APIs (chat completions, Kimi K2.5 and K2.6), or a deployment of the site's own account (<c>predict</c>), which takes and gives
/// what its author chose.
/// </summary>
public sealed class BasetenProvider : IVisionProvider
{
    private const string PredictPath = "/environments/production/predict";

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "baseten",
        Name = "Baseten",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // No limit is documented: what most gateways take, less the third that base64 adds.
        MaxBytes = 5 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // A model has a name and no version.
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = true,
        // docs.baseten.co, pricing and limits: an account that is not verified. A verified one sets its own.
        RateLimit = new RateLimit(15, TimeSpan.FromMinutes(1)),
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://inference.baseten.co"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (BasetenSettings settings, IEnumerable<string> problems) = BasetenSettings.Read(options);
        return
        [
            .. EndpointRule.Validate(options, required: settings.IsDeployment),
            .. EndpointRule.ValidateKey(options),
            .. settings.IsDeployment ? [] : EndpointRule.ValidateModel(options),
            .. problems,
        ];
    }

    /// <inheritdoc />
    public RateLimit? RateLimitOf(ConnectionOptions options, string? model) => BasetenSettings.Read(options).Settings.IsDeployment ? null : Declaration.RateLimit;

    /// <inheritdoc />
    public string? AgainstQuestions(ConnectionOptions options) =>
        BasetenSettings.Read(options).Settings is { IsDeployment: true, Input: var input } ? input.AgainstQuestions : null;

    /// <inheritdoc />
    /// <remarks>A deployment is paid by the minute, and its answer does not say how long it took.</remarks>
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        BasetenSettings settings = BasetenSettings.Read(connection.Options).Settings;
        return settings.IsDeployment ? null : ChatCall.TokensAtMost(request, settings.Dialect, request.Model ?? connection.Options.Model);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        BasetenSettings settings = BasetenSettings.Read(connection.Options).Settings;
        if (!settings.IsDeployment)
        {
            return await ChatCall.AskAsync(connection, request, settings.Dialect, cancellationToken);
        }

        using HttpRequestMessage message = Predict(connection, request, settings);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? ModelReader.Read(connection, request, answer, root => WorkerOutput.Read(root) with { WasAsked = settings.Input.TakesQuestion })
            : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Predict(Connection connection, VisionRequest request, BasetenSettings settings)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        JsonObject input = settings.Input.For(PictureText.Base64(image), request);
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, PredictPath))
        {
            Content = JsonContent.Create(input, BasetenJson.Default.JsonObject, new MediaTypeHeaderValue("application/json")),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Api-Key", connection.Options.ApiKey?.Trim());
        return message;
    }
}

[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(PictureText))]
internal sealed partial class BasetenJson : JsonSerializerContext;
