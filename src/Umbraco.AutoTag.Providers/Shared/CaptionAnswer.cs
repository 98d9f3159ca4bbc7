using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>One sentence that stands for the whole answer, from systems that only write captions, in the form every other answer has.</summary>
internal static class CaptionAnswer
{
    /// <summary>The sentence as the answer's alt text; null where there is none.</summary>
    public static string? Of(string? sentence) =>
        string.IsNullOrWhiteSpace(sentence) ? null : new JsonObject { ["altText"] = sentence }.ToJsonString();
}
