using System.Text.Json;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>One recorded-style exchange and what has to be made of it: <c>samples/{system}/{case}.json</c> with its entry of <c>samples/index.json</c>.</summary>
public sealed record ProviderSample(string File, JsonObject Expect, JsonObject Request, JsonObject Response)
{
    /// <summary>The samples of a system beside the running tests.</summary>
    public static IEnumerable<ProviderSample> Of(string folder, params string[] systems) =>
        Entries(folder).Where(entry => systems.Contains((string)entry["system"]!)).Select(entry => Load(folder, entry));

    /// <summary>Every sample beside the running tests, whatever its system.</summary>
    public static IEnumerable<ProviderSample> All(string folder) => Entries(folder).Select(entry => Load(folder, entry));

    /// <summary>The status of the answer.</summary>
    public int Status => (int)Response["status"]!;

    /// <summary>The answer's body as text.</summary>
    public string Body => TextOf(Response["body"]);

    /// <summary>The answer's headers.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers => HeadersOf(Response).Where(h => !h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));

    /// <summary>The documented request's headers.</summary>
    public IEnumerable<KeyValuePair<string, string>> RequestHeaders => HeadersOf(Request);

    /// <inheritdoc />
    public override string ToString() => File;

    private static IEnumerable<JsonNode> Entries(string folder) => Parse(Path.Combine(folder, "index.json"))["samples"]!.AsArray().Select(entry => entry!);

    private static ProviderSample Load(string folder, JsonNode entry)
    {
        string file = (string)entry["file"]!;
        JsonNode exchange = Parse(Path.Combine(folder, file));
        return new ProviderSample(file, entry["expect"]!.AsObject(), exchange["request"]!.AsObject(), exchange["response"]!.AsObject());
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(JsonObject message) =>
        message["headers"]!.AsObject().Select(h => KeyValuePair.Create(h.Key, (string)h.Value!));

    private static string TextOf(JsonNode? body) => body is JsonObject o && o["$text"] is { } text ? (string)text! : body?.ToJsonString() ?? string.Empty;

    private static JsonNode Parse(string path) => JsonNode.Parse(System.IO.File.ReadAllText(path), documentOptions: new JsonDocumentOptions())!;
}
