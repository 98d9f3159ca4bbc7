using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>
/// Google Cloud Vision (<c>POST /v1/images:annotate</c>): labels, objects, landmarks and logos as keywords, text in the picture, and safe search.
/// Source: google/cloud/vision/v1/image_annotator.proto.
/// </summary>
public sealed class GoogleVisionProvider : IVisionProvider
{
    /// <summary>The names of its models: channels, not versions. What they answer changes with time.</summary>
    internal static readonly ModelRule Models = new(model => model is "builtin/stable" or "builtin/latest", "must be builtin/stable or builtin/latest");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "google-vision",
        Name = "Google Cloud Vision",
        Tasks = VisionTasks.Keywords | VisionTasks.Text | VisionTasks.Moderation,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Gif, ImageFormat.WebP, ImageFormat.Bmp, ImageFormat.Tiff],
        // 20 MB a picture, but 10 MB a request, of which base64 is four thirds of the picture.
        MaxBytes = 7 * 1024 * 1024,
        MaxPixels = 75_000_000,
        // Labels and objects are named in English whatever is asked; text is read in many languages, without a list of them.
        Languages = AnswerLanguages.Only("en").But(VisionTasks.Text, AnswerLanguages.Unknown),
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Feature,
        Region = RegionChoice.BySetting,
        FetchesAddresses = true,
        Credentials = ["google"],
        RateLimit = new RateLimit(1_800, TimeSpan.FromMinutes(1)),
        DefaultEndpoint = new Uri("https://vision.googleapis.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. Models.Validate(options), .. GoogleVisionSettings.Read(options).Problems];

    /// <inheritdoc />
    public Destination DestinationOf(ConnectionOptions options) => Destination.Of(Declaration, options) with { Region = GoogleVisionSettings.Read(options).Settings.Location };

    /// <inheritdoc />
    public MicroUsd? ListPriceOf(Connection connection, VisionRequest request) => GoogleVisionPrices.Of(connection, request);

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string model = ModelRule.Of(connection, request, "builtin/stable");
        Failure? failure = TaskRule.Against(connection, request, Declaration.Tasks)
            ?? LanguageRule.Against(connection, request)
            ?? Models.Against(connection, model);
        if (failure is not null)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = GoogleVisionWriter.Write(connection, request, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? GoogleVisionReader.Read(connection, request, answer) : VisionReply.Failed(exchange.Failure!);
    }
}
