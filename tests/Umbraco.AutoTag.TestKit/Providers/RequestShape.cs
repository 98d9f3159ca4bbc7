using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>The form of a request: the names and values of everything the protocol defines, without our own words.</summary>
public static class RequestShape
{
    /// <summary>One line for each value, in a fixed order.</summary>
    /// <param name="body">The request.</param>
    /// <param name="own">Paths such as <c>$.messages[0].content</c> where our own words or schema stand: that something is there counts, not what.</param>
    public static string Of(JsonNode? body, params string[] own) => string.Join('\n', Lines(body, "$", own).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(JsonNode? node, string path, string[] own) => node switch
    {
        not null when own.Contains(path) => [$"{path}=our own"],
        JsonObject members => members.SelectMany(m => Lines(m.Value, $"{path}.{m.Key}", own)),
        JsonArray items => items.SelectMany((item, i) => Lines(item, $"{path}[{i}]", own)),
        _ => [$"{path}={node?.ToJsonString()}"],
    };
}
