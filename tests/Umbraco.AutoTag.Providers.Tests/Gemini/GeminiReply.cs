using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Providers.Tests.Gemini;

/// <summary>Replies of <c>generateContent</c>.</summary>
internal static class GeminiReply
{
    /// <summary>The paths of a request where our own words stand.</summary>
    public static string[] OurOwn { get; } = ["$.systemInstruction.parts[0].text", "$.contents[0].parts[1].text", "$.generationConfig.responseJsonSchema"];

    /// <summary>A good one with this as what the model wrote.</summary>
    public static string Saying(string text) => new JsonObject
    {
        ["candidates"] = new JsonArray(new JsonObject
        {
            ["content"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = text }), ["role"] = "model" },
            ["finishReason"] = "STOP",
        }),
        ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = 100, ["candidatesTokenCount"] = 20 },
        ["modelVersion"] = "gemini-3.5-flash-lite",
    }.ToJsonString();

    /// <summary>An error.</summary>
    public static string Error(string message) =>
        new JsonObject { ["error"] = new JsonObject { ["code"] = 500, ["message"] = message, ["status"] = "INTERNAL" } }.ToJsonString();
}
