using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>What a language model writes that answers as it was asked.</summary>
internal static class ModelText
{
    /// <summary>These keywords and an alt text.</summary>
    public static string Of(IEnumerable<string> keywords) => new JsonObject
    {
        ["keywords"] = new JsonArray([.. keywords.Select(k => (JsonNode)new JsonObject { ["name"] = k, ["confidence"] = 0.9 })]),
        ["altText"] = "A dog.",
    }.ToJsonString();

    /// <summary>The one keyword "dog" with this as its confidence.</summary>
    public static string Scoring(string score) => $$"""{"keywords":[{"name":"dog","confidence":{{score}}}]}""";
}
