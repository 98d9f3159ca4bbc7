using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Clarifai;

/// <summary>
/// Clarifai (<c>POST /v2/users/{user}/apps/{app}/models/{model}[/versions/{version}]/outputs</c>): concepts and regions of Clarifai's own models, or
/// of yours. Source: Clarifai/clarifai-python-grpc.
/// </summary>
public sealed class ClarifaiProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "clarifai",
        Name = "Clarifai",
        Tasks = VisionTasks.Keywords | VisionTasks.Moderation,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Tiff, ImageFormat.Bmp, ImageFormat.WebP, ImageFormat.Gif],
        // Below 20 MB, and so is its base64.
        MaxBytes = 14 * 1024 * 1024,
        MaxPixels = 85_000_000,
        // Those of its own models; a model of yours names things as you did.
        Languages = AnswerLanguages.Only("ar", "bn", "da", "de", "en", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nl", "no", "pa", "pl", "pt", "ru", "sv", "tr", "zh"),
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = true,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Picture,
        FetchesAddresses = true,
        RateLimit = new RateLimit(15, TimeSpan.FromSeconds(1)),
        DefaultEndpoint = new Uri("https://api.clarifai.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. ClarifaiModel.Rule.Validate(options), .. ClarifaiSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        ClarifaiSettings settings = ClarifaiSettings.Read(connection.Options).Settings;
        string model = ModelRule.Of(connection, request, ClarifaiModel.General);
        if (Against(connection, request, settings, model) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = ClarifaiWriter.Write(connection, request, settings, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ClarifaiReader.Read(connection, request, settings, answer) : VisionReply.Failed(exchange.Failure!);
    }

    // Your own concepts are called what you called them, in a language only you know.
    private Failure? Against(Connection connection, VisionRequest request, ClarifaiSettings settings, string model) =>
        ClarifaiModel.Rule.Against(connection, model)
        ?? settings.Classes.Against(connection, request)
        ?? (settings.IsClarifais ? LanguageRule.Against(connection, request) : null);
}
