using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>The request of <c>…/models/{model}:generateContent</c>. No sampling parameters: they are deprecated, and newer models do not heed them.</summary>
internal sealed record GeminiQuestion(
    [property: JsonPropertyName("systemInstruction")] GeminiContent System,
    [property: JsonPropertyName("contents")] IReadOnlyList<GeminiContent> Contents,
    [property: JsonPropertyName("generationConfig")] GeminiGeneration Generation);

internal sealed record GeminiContent(
    [property: JsonPropertyName("parts")] IReadOnlyList<GeminiPart> Parts,
    [property: JsonPropertyName("role")] string? Role = null);

/// <summary>A text or a picture.</summary>
internal sealed record GeminiPart(
    [property: JsonPropertyName("text")] string? Text = null,
    [property: JsonPropertyName("inlineData")] GeminiPicture? Picture = null);

internal sealed record GeminiPicture(
    [property: JsonPropertyName("mimeType")] string MediaType,
    [property: JsonPropertyName("data")] ReadOnlyMemory<byte> Data);

internal sealed record GeminiGeneration
{
    [JsonPropertyName("responseMimeType")]
    public string ResponseMediaType => "application/json";

    [JsonPropertyName("responseJsonSchema")]
    public required JsonObject Schema { get; init; }

    [JsonPropertyName("maxOutputTokens")]
    public required int MaxOutputTokens { get; init; }

    [JsonPropertyName("mediaResolution")]
    public required string? MediaResolution { get; init; }

    [JsonPropertyName("thinkingConfig")]
    public required GeminiThinking? Thinking { get; init; }
}

internal sealed record GeminiThinking(
    [property: JsonPropertyName("thinkingLevel")] string? Level = null,
    [property: JsonPropertyName("thinkingBudget")] int? Budget = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GeminiQuestion))]
internal sealed partial class GeminiJson : JsonSerializerContext;
