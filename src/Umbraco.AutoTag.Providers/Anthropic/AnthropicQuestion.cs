using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>The request of <c>POST /v1/messages</c>. No sampling parameters: the API has removed them.</summary>
internal sealed record AnthropicQuestion
{
    [JsonPropertyName("model")]
    public required string? Model { get; init; }

    [JsonPropertyName("max_tokens")]
    public required int MaxTokens { get; init; }

    [JsonPropertyName("system")]
    public required string System { get; init; }

    [JsonPropertyName("messages")]
    public required IReadOnlyList<AnthropicMessage> Messages { get; init; }

    [JsonPropertyName("output_config")]
    public AnthropicOutput? Output { get; init; }
}

internal sealed record AnthropicMessage(
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("content")] IReadOnlyList<AnthropicBlock> Content);

/// <summary>A text or a picture.</summary>
internal sealed record AnthropicBlock(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("text")] string? Text = null,
    [property: JsonPropertyName("source")] AnthropicSource? Source = null);

internal sealed record AnthropicSource(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("media_type")] string MediaType,
    [property: JsonPropertyName("data")] ReadOnlyMemory<byte> Data);

internal sealed record AnthropicOutput([property: JsonPropertyName("format")] AnthropicFormat Format);

internal sealed record AnthropicFormat(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("schema")] JsonObject Schema);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnthropicQuestion))]
internal sealed partial class AnthropicJson : JsonSerializerContext;
