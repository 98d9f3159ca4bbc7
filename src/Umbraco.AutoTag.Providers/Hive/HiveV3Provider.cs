using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>Hive V3 (<c>POST /api/v3/{owner}/{model}</c>): the classes of a named model. Source: docs.thehive.ai.</summary>
public sealed class HiveV3Provider : IVisionProvider
{
    private const string VisualModeration = "hive/visual-moderation";

    private static readonly ModelRule s_models = new(
        model => model.Split('/') is [var owner, var name] && ConnectionSettings.IsName(owner) && ConnectionSettings.IsName(name),
        $"must be an owner and a model, such as {VisualModeration}");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "hive-v3",
        Name = "Hive V3",
        Tasks = VisionTasks.Keywords | VisionTasks.Moderation,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Gif, ImageFormat.WebP],
        // No limit is published.
        MaxBytes = 7 * 1024 * 1024,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Picture,
        FetchesAddresses = true,
        DefaultEndpoint = new Uri("https://api.thehive.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. s_models.Validate(options), .. HiveSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        HiveSettings settings = HiveSettings.Read(connection.Options).Settings;
        string model = ModelRule.Of(connection, request, VisualModeration);
        if ((s_models.Against(connection, model) ?? settings.Classes.Against(connection, request)) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? JsonAnswer.Read(connection, answer, root => Read(root, request, settings), root => HiveErrors.Judge(answer, root))
            : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request, string model)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, $"/api/v3/{model}"))
        {
            Content = JsonBody.With(image, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("input");
                json.WriteStartObject();
                json.WriteBase64String("media_base64", image.Bytes.Span);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }

    private static VisionReply? Read(JsonElement root, VisionRequest request, HiveSettings settings)
    {
        if (root.Member("output") is not { ValueKind: JsonValueKind.Array } output)
        {
            return null;
        }

        return VisionReply.Answered(HiveClasses.Read(output.EnumerateArray(), "value", request, settings)) with
        {
            ModelReported = ModelVersion.Of(root.Text("model"), root.Text("version")),
            RequestId = ExchangeId.Of(root.Text("task_id")),
        };
    }
}
