using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>The request of <c>POST /api/chat</c>.</summary>
internal sealed record OllamaQuestion
{
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Said outright: the server streams unless told not to.</summary>
    [JsonPropertyName("stream")]
    public bool Stream => false;

    [JsonPropertyName("think")]
    public bool? Think { get; init; }

    [JsonPropertyName("keep_alive")]
    public required string KeepAlive { get; init; }

    [JsonPropertyName("messages")]
    public required IReadOnlyList<OllamaMessage> Messages { get; init; }

    [JsonPropertyName("format")]
    public required JsonObject Format { get; init; }

    [JsonPropertyName("options")]
    public required OllamaOptions Options { get; init; }
}

/// <summary>One message.</summary>
internal sealed record OllamaMessage(
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("content")] string Content)
{
    /// <summary>Written as base64 without any prefix.</summary>
    [JsonPropertyName("images")]
    public IReadOnlyList<ReadOnlyMemory<byte>>? Images { get; init; }
}

/// <summary>How the model is run. The seed is any number, as long as it stays the same.</summary>
internal sealed record OllamaOptions(
    [property: JsonPropertyName("num_predict")] int MaxOutputTokens,
    [property: JsonPropertyName("num_ctx")] int ContextTokens)
{
    [JsonPropertyName("temperature")]
    public int Temperature => 0;

    [JsonPropertyName("seed")]
    public int Seed => 7;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OllamaQuestion))]
internal sealed partial class OllamaJson : JsonSerializerContext;
