using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Reads the reply of <c>generateContent</c>. The model it names is the truth: Google answers for ended models with others.</summary>
internal static class GeminiReader
{
    private static readonly string[] s_declined = ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT"];

    public static ModelAnswer Read(JsonElement root)
    {
        JsonElement candidate = root.Items("candidates").FirstOrDefault();
        string? finish = candidate.Text("finishReason");
        bool blocked = root.Member("promptFeedback")?.Text("blockReason") is { Length: > 0 } reason && reason != "BLOCK_REASON_UNSPECIFIED";
        return new ModelAnswer
        {
            Text = TextOf(candidate.Member("content") ?? default),
            CutOff = finish == "MAX_TOKENS",
            Declined = blocked || s_declined.Contains(finish) ? Declined.Filter : Declined.No,
            Usage = UsageOf(root.Member("usageMetadata") ?? default),
            Model = root.Text("modelVersion"),
            Id = root.Text("responseId"),
        };
    }

    // Thoughts come as parts too.
    private static string TextOf(JsonElement content) =>
        string.Concat(content.Items("parts").Where(part => part.Member("thought") is not { ValueKind: JsonValueKind.True }).Select(part => part.Text("text")));

    // Thoughts are paid for like words. A reply without words counts none of them.
    private static Usage UsageOf(JsonElement usage)
    {
        long? read = usage.Count("promptTokenCount");
        return new Usage
        {
            InputTokens = read,
            OutputTokens = read is null ? null : (usage.Count("candidatesTokenCount") ?? 0) + (usage.Count("thoughtsTokenCount") ?? 0),
        };
    }
}
