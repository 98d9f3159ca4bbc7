using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>Writes the requests.</summary>
internal static class MoondreamCall
{
    public static HttpRequestMessage Query(Connection connection, VisionRequest request, MoondreamSettings settings) =>
        Message(connection, "/v1/query", About(connection, request) with
        {
            Question = HousePrompt.System + "\n" + HousePrompt.InOne(request, spellOutForm: true),
            Reasoning = settings.Reasoning,
        });

    public static HttpRequestMessage Caption(Connection connection, VisionRequest request, MoondreamSettings settings) =>
        Message(connection, "/v1/caption", About(connection, request) with { Length = settings.CaptionLength });

    public static HttpRequestMessage Detect(Connection connection, VisionRequest request, string thing) =>
        Message(connection, "/v1/detect", About(connection, request) with { Object = thing });

    private static MoondreamQuestion About(Connection connection, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        return new MoondreamQuestion { Model = request.Model ?? connection.Options.Model, ImageUrl = PictureText.DataUri(image) };
    }

    private static HttpRequestMessage Message(Connection connection, string path, MoondreamQuestion question)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, path))
        {
            Content = JsonContent.Create(question, MoondreamJson.Default.MoondreamQuestion, new MediaTypeHeaderValue("application/json")),
        };
        message.Headers.TryAddWithoutValidation("X-Moondream-Auth", connection.Options.ApiKey?.Trim());
        return message;
    }
}

/// <summary>The request of <c>/v1/query</c>, <c>/v1/caption</c> and <c>/v1/detect</c>; null members are left out.</summary>
internal sealed record MoondreamQuestion
{
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    [JsonPropertyName("image_url")]
    public required PictureText ImageUrl { get; init; }

    [JsonPropertyName("question")]
    public string? Question { get; init; }

    [JsonPropertyName("reasoning")]
    public bool? Reasoning { get; init; }

    [JsonPropertyName("length")]
    public string? Length { get; init; }

    [JsonPropertyName("object")]
    public string? Object { get; init; }

    [JsonPropertyName("stream")]
    public bool Stream => false;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MoondreamQuestion))]
internal sealed partial class MoondreamJson : JsonSerializerContext;
