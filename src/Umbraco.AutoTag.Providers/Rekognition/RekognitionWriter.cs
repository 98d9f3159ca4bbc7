using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>Writes the request of one operation; the credential signs it afterwards.</summary>
internal static class RekognitionWriter
{
    // Without "; charset=utf-8": the signature covers the header as it is sent.
    private const string MediaType = "application/x-amz-json-1.1";

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, RekognitionOperation operation, RekognitionSettings settings, string model)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, "/"))
        {
            Content = JsonBody.With(image, json => Write(json, image, request, operation, settings, model), MediaType),
        };
        message.Headers.TryAddWithoutValidation("X-Amz-Target", $"RekognitionService.{operation.Target}");
        return message;
    }

    private static void Write(Utf8JsonWriter json, PreparedImage image, VisionRequest request, RekognitionOperation operation, RekognitionSettings settings, string model)
    {
        json.WriteStartObject();
        if (model.Length > 0)
        {
            json.WriteString(operation == RekognitionOperation.CustomLabels ? "ProjectVersionArn" : "ProjectVersion", model);
        }

        json.WriteStartObject("Image");
        json.WriteBase64String("Bytes", image.Bytes.Span);
        json.WriteEndObject();
        if (operation == RekognitionOperation.Labels)
        {
            json.WriteNumber("MaxLabels", request.MaxKeywords);
        }
        else if (operation == RekognitionOperation.CustomLabels)
        {
            json.WriteNumber("MaxResults", request.MaxKeywords);
        }

        WriteLeast(json, operation, settings);
        json.WriteEndObject();
    }

    private static void WriteLeast(Utf8JsonWriter json, RekognitionOperation operation, RekognitionSettings settings)
    {
        if (settings.MinScore is not { } least)
        {
            return;
        }

        decimal percent = (decimal)least * 100;
        if (operation != RekognitionOperation.Text)
        {
            json.WriteNumber("MinConfidence", decimal.IsInteger(percent) ? decimal.Truncate(percent) : percent);
            return;
        }

        json.WriteStartObject("Filters");
        json.WriteStartObject("WordFilter");
        json.WriteNumber("MinConfidence", decimal.IsInteger(percent) ? decimal.Truncate(percent) : percent);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
