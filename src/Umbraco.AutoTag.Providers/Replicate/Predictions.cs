using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Jobs;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>
/// Writes the requests about a prediction. Addresses are made from its id and never taken from the answer: the key goes to the connection's own
/// endpoint and nowhere else.
/// </summary>
internal sealed class Predictions(Connection connection, ReplicateSettings settings)
{
    private static readonly string[] s_ended = ["succeeded", .. PredictionReader.EndedBadly];

    public JobProtocol Protocol => new()
    {
        Look = id => Message(HttpMethod.Get, $"/v1/predictions/{id}"),
        Stop = id => Message(HttpMethod.Post, $"/v1/predictions/{id}/cancel"),
        Ended = s_ended,
    };

    public HttpRequestMessage Create(ReplicateModel model, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        HttpRequestMessage message = Message(HttpMethod.Post, model.Path);
        message.Headers.TryAddWithoutValidation("Prefer", $"wait={settings.WaitSeconds}");
        var prediction = new NewPrediction(model.Version, settings.Input.For(PictureText.DataUri(image), request));
        message.Content = JsonContent.Create(prediction, ReplicateJson.Default.NewPrediction, new MediaTypeHeaderValue("application/json"));
        return message;
    }

    private HttpRequestMessage Message(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, EndpointRule.At(connection.Endpoint, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }
}

/// <summary>The request of <c>POST /v1/predictions</c>; an official model's has no version.</summary>
internal sealed record NewPrediction(
    [property: JsonPropertyName("version")] string? Version,
    [property: JsonPropertyName("input")] JsonObject Input);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewPrediction))]
[JsonSerializable(typeof(PictureText))]
internal sealed partial class ReplicateJson : JsonSerializerContext;
