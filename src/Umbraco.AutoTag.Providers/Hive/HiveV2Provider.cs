using System.Net.Http.Headers;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>
/// Hive V2 (<c>POST /api/v2/task/sync</c>): the classes of the project the key belongs to; the project decides which model answers.
/// Source: docs.thehive.ai, classification.
/// </summary>
public sealed class HiveV2Provider : IVisionProvider
{
    private const string Path = "/api/v2/task/sync";

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "hive-v2",
        Name = "Hive V2",
        Tasks = VisionTasks.Keywords | VisionTasks.Moderation,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Gif, ImageFormat.WebP],
        // No limit is published for a file.
        MaxBytes = 10 * 1024 * 1024,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Picture,
        FetchesAddresses = true,
        DefaultEndpoint = new Uri("https://api.thehive.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. HiveSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        HiveSettings settings = HiveSettings.Read(connection.Options).Settings;
        if (settings.Classes.Against(connection, request) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? HiveV2Reader.Read(connection, request, settings, answer) : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, Path)) { Content = FormBody.Of([FormBody.File("media", image)]) };
        message.Headers.Authorization = new AuthenticationHeaderValue("Token", connection.Options.ApiKey?.Trim());
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }
}
