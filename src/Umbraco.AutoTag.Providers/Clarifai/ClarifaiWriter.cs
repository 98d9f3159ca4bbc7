using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Clarifai;

/// <summary>Writes the request. The owner stands in the path: a personal access token alone does not say whose model is meant.</summary>
internal static class ClarifaiWriter
{
    /// <summary>Clarifai's most.</summary>
    private const int MostConcepts = 200;

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, ClarifaiSettings settings, string model)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        string path = $"/v2/users/{settings.User}/apps/{settings.App}/models/{model}/outputs";
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, path))
        {
            Content = JsonBody.With(image, json => Write(json, image, request, settings)),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Key", connection.Options.ApiKey?.Trim());
        return message;
    }

    private static void Write(Utf8JsonWriter json, PreparedImage image, VisionRequest request, ClarifaiSettings settings)
    {
        json.WriteStartObject();
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteStartObject("image");
        json.WriteBase64String("base64", image.Bytes.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("model");
        json.WriteStartObject("output_info");
        json.WriteStartObject("output_config");
        json.WriteNumber("max_concepts", Math.Min(request.MaxKeywords, MostConcepts));
        if (settings.MinScore is { } least)
        {
            json.WriteNumber("min_value", least);
        }

        if (settings.IsClarifais)
        {
            json.WriteString("language", request.Language.ToLowerInvariant());
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
