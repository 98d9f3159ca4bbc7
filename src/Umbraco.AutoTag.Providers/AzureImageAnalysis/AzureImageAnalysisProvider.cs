using System.Globalization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.AzureImageAnalysis;

/// <summary>
/// Azure AI Vision Image Analysis 4.0 (<c>POST /computervision/imageanalysis:analyze</c>): tags, caption, dense captions, objects and text in one
/// call. Microsoft retires it on 25 September 2028. Source: azure-rest-api-specs, specification/ai/ImageAnalysis.
/// </summary>
public sealed class AzureImageAnalysisProvider : IVisionProvider
{
    // Tags come in some fifty languages, which change by model; sentences and objects are English whatever is asked.
    private const VisionTasks Sentences = VisionTasks.AltText | VisionTasks.Description;

    private static readonly AnswerLanguages s_english = AnswerLanguages.Only("en");

    /// <summary>The names its models have.</summary>
    internal static ModelRule Models { get; } = new(IsVersion, "must be 'latest' or a version such as 2023-10-01");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "azure-image-analysis",
        Name = "Azure AI Vision",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Description | VisionTasks.Text,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Gif, ImageFormat.Bmp, ImageFormat.WebP, ImageFormat.Tiff],
        MaxBytes = 20 * 1024 * 1024 - 1,
        MinSidePixels = 51,
        MaxSidePixels = 15_999,
        Languages = AnswerLanguages.Unknown.But(Sentences, s_english),
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Feature,
        Region = RegionChoice.ByAddress,
        FetchesAddresses = true,
        Credentials = ["entra"],
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: true, "https://myresource.cognitiveservices.azure.com"), .. EndpointRule.ValidateKey(options), .. Models.Validate(options), .. AzureImageAnalysisSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        AzureImageAnalysisSettings settings = AzureImageAnalysisSettings.Read(connection.Options).Settings;
        string model = ModelRule.Of(connection, request, "latest");
        Failure? failure = TaskRule.Against(connection, request, Declaration.Tasks)
            ?? LanguageRule.Against(connection, request)
            ?? (settings.Keywords.Contains(AzureImageAnalysisSettings.Objects) ? LanguageRule.Against(connection, request, VisionTasks.Keywords, s_english.Codes) : null)
            ?? Models.Against(connection, model);
        if (failure is not null)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = AzureImageAnalysisWriter.Write(connection, request, settings, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? AzureImageAnalysisReader.Read(connection, request, answer) : VisionReply.Failed(exchange.Failure!);
    }

    private static bool IsVersion(string model)
    {
        string date = model.EndsWith("-preview", StringComparison.Ordinal) ? model[..^"-preview".Length] : model;
        return model == "latest" || DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
