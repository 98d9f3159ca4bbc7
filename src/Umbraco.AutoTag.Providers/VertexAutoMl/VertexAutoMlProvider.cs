using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.VertexAutoMl;

/// <summary>
/// An endpoint of Vertex AI with an AutoML image model of yours (<c>POST …/endpoints/{id}:predict</c>): classification or detection. It takes tokens
/// only, which come from the package Umbraco.AutoTag.Providers.Google. Source: google/cloud/aiplatform/v1/schema/predict.
/// </summary>
public sealed class VertexAutoMlProvider : IVisionProvider
{
    private static readonly ModelRule s_endpoints = new(
        model => model.Length is > 0 and <= 30 && model.All(char.IsAsciiDigit),
        "must be the number of the endpoint that serves your model");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "vertex-automl",
        Name = "Vertex AI AutoML",
        Tasks = VisionTasks.Keywords,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.Gif, ImageFormat.WebP, ImageFormat.Bmp, ImageFormat.Tiff],
        // 1.5 MB a request, of which base64 is four thirds of the picture.
        MaxBytes = 1_100_000,
        // Classes are called what you called them.
        Languages = AnswerLanguages.Any,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        // What an endpoint serves can be exchanged; the answer says which version it was.
        Pinnable = false,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.MachineTime,
        Region = RegionChoice.BySetting,
        FetchesAddresses = false,
        Credentials = ["google"],
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        IEnumerable<string> credential = options.NeedsCredential()
            ? []
            : [$"{ConnectionSettings.Prefix}:Credential is missing: set it to 'google' and install the package Umbraco.AutoTag.Providers.Google, which gets the tokens."];
        IEnumerable<string> model = string.IsNullOrWhiteSpace(options.Model)
            ? [$"{ConnectionSettings.Prefix}:Model is missing: write the number of the endpoint that serves your model."]
            : s_endpoints.Validate(options);
        return [.. credential, .. EndpointRule.ValidateKey(options), .. EndpointRule.Validate(options, required: true, "https://europe-west4-aiplatform.googleapis.com"), .. model, .. VertexAutoMlSettings.Read(options).Problems];
    }

    /// <inheritdoc />
    public Destination DestinationOf(ConnectionOptions options) => Destination.Of(Declaration, options) with { Region = Where(VertexAutoMlSettings.Read(options).Settings.Location) };

    private static string? Where(string location) => location.Length > 0 ? location : null;

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string endpoint = ModelRule.Of(connection, request, string.Empty);
        if ((TaskRule.Against(connection, request, Declaration.Tasks) ?? s_endpoints.Against(connection, endpoint)) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request, endpoint);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? JsonAnswer.Read(connection, answer, root => Read(root, request), root => GoogleReasons.Judge(answer, root))
            : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request, string endpoint)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        VertexAutoMlSettings settings = VertexAutoMlSettings.Read(connection.Options).Settings;
        string path = $"/v1/projects/{settings.Project}/locations/{settings.Location}/endpoints/{endpoint}:predict";
        return new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, path))
        {
            Content = JsonBody.With(image, json => Write(json, image, request, settings), "application/json; charset=utf-8"),
        };
    }

    private static void Write(Utf8JsonWriter json, PreparedImage image, VisionRequest request, VertexAutoMlSettings settings)
    {
        json.WriteStartObject();
        json.WriteStartArray("instances");
        json.WriteStartObject();
        json.WriteBase64String("content", image.Bytes.Span);
        json.WriteString("mimeType", image.MediaType);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("parameters");
        if (settings.MinScore is { } least)
        {
            json.WriteNumber("confidenceThreshold", least);
        }

        json.WriteNumber("maxPredictions", request.MaxKeywords);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static VisionReply? Read(JsonElement root, VisionRequest request)
    {
        if (root.Member("predictions") is not { ValueKind: JsonValueKind.Array } predictions)
        {
            return null;
        }

        // Lists side by side: a name, its confidence and its place stand at the same position.
        JsonElement prediction = predictions.EnumerateArray().FirstOrDefault();
        JsonElement[] confidences = [.. prediction.Items("confidences")];
        JsonElement[] boxes = [.. prediction.Items("bboxes")];
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, language: null);
        foreach ((int position, JsonElement name) in prediction.Items("displayNames").Index())
        {
            list.AddKeyword(
                name.AsText(),
                Confidence.FromProvider(position < confidences.Length ? confidences[position].AsNumber() : null),
                position < boxes.Length ? PlaceOf(boxes[position]) : null);
        }

        return VisionReply.Answered(list.Observations) with { ModelReported = ModelVersion.Of(NumberOf(root.Text("model")), root.Text("modelVersionId")) };
    }

    // Of projects/…/locations/…/models/{number}: what stays the same when the model is given another name to show.
    private static string? NumberOf(string? model) => model?[(model.LastIndexOf('/') + 1)..];

    // Mind the order: xMin, xMax, yMin, yMax.
    private static Box? PlaceOf(JsonElement box) => box.ValueKind == JsonValueKind.Array && box.GetArrayLength() == 4
        ? BoxOf.Edges(box[0].AsNumber(), box[2].AsNumber(), box[1].AsNumber(), box[3].AsNumber())
        : null;
}
