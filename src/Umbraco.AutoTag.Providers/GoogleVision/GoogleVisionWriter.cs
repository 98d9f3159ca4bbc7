using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>Writes the request: one picture, and one feature for each thing asked, because each is charged.</summary>
internal static class GoogleVisionWriter
{
    public static HttpRequestMessage Write(Connection connection, VisionRequest request, string model)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        GoogleVisionSettings settings = GoogleVisionSettings.Read(connection.Options).Settings;
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, settings.Path))
        {
            Content = JsonBody.With(image, json => Write(json, image, request, settings, model), "application/json; charset=utf-8"),
        };
        if (!connection.Options.NeedsCredential())
        {
            message.Headers.TryAddWithoutValidation("x-goog-api-key", connection.Options.ApiKey?.Trim());
        }
        else if (settings.Project is { } project)
        {
            message.Headers.TryAddWithoutValidation("x-goog-user-project", project);
        }

        if (request.Tasks.HasFlag(VisionTasks.Text))
        {
            // A page of text is answered letter by letter otherwise, each with its four corners: megabytes for a few hundred words.
            message.Headers.TryAddWithoutValidation("X-Goog-FieldMask", Fields(settings));
        }

        return message;
    }

    private static void Write(Utf8JsonWriter json, PreparedImage image, VisionRequest request, GoogleVisionSettings settings, string model)
    {
        json.WriteStartObject();
        json.WriteStartArray("requests");
        json.WriteStartObject();
        json.WriteStartObject("image");
        json.WriteBase64String("content", image.Bytes.Span);
        json.WriteEndObject();
        json.WriteStartArray("features");
        foreach ((string feature, int? most) in Features(request, settings))
        {
            json.WriteStartObject();
            json.WriteString("type", feature);
            if (most is { } maxResults)
            {
                json.WriteNumber("maxResults", maxResults);
            }

            json.WriteString("model", model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Feature, int? Most)> Features(VisionRequest request, GoogleVisionSettings settings)
    {
        if (request.Tasks.HasFlag(VisionTasks.Keywords))
        {
            foreach (KeywordDetector detector in settings.Keywords)
            {
                yield return (detector.Feature, request.MaxKeywords);
            }
        }

        if (request.Tasks.HasFlag(VisionTasks.Text))
        {
            yield return ("TEXT_DETECTION", null);
        }

        if (request.Tasks.HasFlag(VisionTasks.Moderation))
        {
            yield return ("SAFE_SEARCH_DETECTION", null);
        }
    }

    private static string Fields(GoogleVisionSettings settings) => string.Join(
        ',',
        settings.Keywords.Select(detector => detector.Member).Concat(["fullTextAnnotation.text", "safeSearchAnnotation", "error"]).Select(member => "responses." + member));
}
