using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>Reads the reply of any server that speaks chat completions.</summary>
internal static class ChatReader
{
    /// <summary>What the reply says.</summary>
    public static ModelAnswer Read(JsonElement root)
    {
        JsonElement choice = root.Items("choices").FirstOrDefault();
        JsonElement message = choice.Member("message") ?? default;
        string? finish = choice.Text("finish_reason");
        return new ModelAnswer
        {
            Text = TextOf(message),
            CutOff = finish == "length",
            // OpenRouter's word for a host that failed half-way.
            BrokeDown = finish == "error",
            Declined = finish == "content_filter" ? Declined.Filter
                : string.IsNullOrWhiteSpace(message.Text("refusal")) ? Declined.No
                : Declined.Refusal,
            Usage = UsageOf(root.Member("usage") ?? default),
            Model = root.Text("model"),
            Id = root.Text("id"),
        };
    }

    // Some servers write the content as parts: [{"type":"text","text":"…"}].
    private static string? TextOf(JsonElement message) => message.Text("content")
        ?? (message.Items("content").Any() ? string.Concat(message.Items("content").Select(part => part.Text("text"))) : null);

    private static Usage UsageOf(JsonElement usage) => new()
    {
        InputTokens = usage.Count("prompt_tokens"),
        OutputTokens = usage.Count("completion_tokens"),
        Cost = usage.Amount("cost") is { } cost and >= 0 and < 1_000_000 ? MicroUsd.FromUsd(cost) : null,
    };
}
