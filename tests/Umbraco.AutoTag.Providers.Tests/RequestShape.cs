using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>The form of a request without our own words: the names and values of everything that the vendor's protocol defines.</summary>
internal static class RequestShape
{
    /// <summary>One line for each value, sorted.</summary>
    /// <param name="body">The request.</param>
    /// <param name="ours">Paths of what we write in our own words, such as <c>$.messages[0].content</c>: only that it is there counts.</param>
    public static string Of(JsonNode? body, params string[] ours) => string.Join('\n', Lines(body, "$", ours).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(JsonNode? node, string path, string[] ours) => node switch
    {
        _ when ours.Contains(path) => [$"{path}=ours"],
        JsonObject members => members.SelectMany(m => Lines(m.Value, $"{path}.{m.Key}", ours)),
        JsonArray items => items.SelectMany((item, i) => Lines(item, $"{path}[{i}]", ours)),
        _ => [$"{path}={node?.ToJsonString()}"],
    };
}
