using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>The request of <c>POST /v1/chat/completions</c>; null members are left out, because strict servers refuse fields they do not know.</summary>
internal sealed record ChatQuestion
{
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    [JsonPropertyName("reasoning_effort")]
    public string? ReasoningEffort { get; init; }

    [JsonPropertyName("messages")]
    public required IReadOnlyList<JsonObject> Messages { get; init; }

    [JsonPropertyName("response_format")]
    public JsonObject? ResponseFormat { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatQuestion))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ChatJson : JsonSerializerContext;
