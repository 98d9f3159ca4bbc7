using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>The request of <c>POST /v1/responses</c>.</summary>
internal sealed record ResponsesQuestion
{
    [JsonPropertyName("model")]
    public required string? Model { get; init; }

    /// <summary>Nothing is kept at the vendor for later calls.</summary>
    [JsonPropertyName("store")]
    public bool Store => false;

    [JsonPropertyName("max_output_tokens")]
    public required int MaxOutputTokens { get; init; }

    [JsonPropertyName("reasoning")]
    public ResponsesReasoning? Reasoning { get; init; }

    [JsonPropertyName("instructions")]
    public required string Instructions { get; init; }

    [JsonPropertyName("input")]
    public required IReadOnlyList<ResponsesMessage> Input { get; init; }

    [JsonPropertyName("text")]
    public required ResponsesText? Text { get; init; }
}

internal sealed record ResponsesReasoning([property: JsonPropertyName("effort")] string Effort);

internal sealed record ResponsesMessage(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("content")] IReadOnlyList<ResponsesPart> Content);

/// <summary>A text or a picture.</summary>
internal sealed record ResponsesPart(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("text")] string? Text = null,
    [property: JsonPropertyName("image_url")] PictureText? ImageUrl = null,
    [property: JsonPropertyName("detail")] string? Detail = null);

internal sealed record ResponsesText([property: JsonPropertyName("format")] ResponsesFormat Format);

internal sealed record ResponsesFormat(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("name")] string? Name = null,
    [property: JsonPropertyName("strict")] bool? Strict = null,
    [property: JsonPropertyName("schema")] JsonObject? Schema = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResponsesQuestion))]
internal sealed partial class ResponsesJson : JsonSerializerContext;
