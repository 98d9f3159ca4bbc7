using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>A good reply of a server that speaks chat completions.</summary>
internal static class ChatReply
{
    /// <summary>The paths of a request where our own words stand.</summary>
    public static string[] OurOwn { get; } =
        ["$.messages[0].content", "$.messages[1].content[1].text", "$.response_format.json_schema.name", "$.response_format.json_schema.schema"];

    /// <summary>With this as what the model wrote.</summary>
    public static string Saying(string content, string model = "demo-1") => new JsonObject
    {
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = content }, ["finish_reason"] = "stop" }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20 },
    }.ToJsonString();
}
