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
        OutputTokens = OutputTokensOf(usage),
        Cost = CostOf(usage) is { } cost and >= 0 and < 1_000_000 ? MicroUsd.FromUsd(cost) : null,
    };

    // xAI and Google's compatible endpoint leave what was thought out of the completion's tokens, and are paid for it: only the total has it.
    private static long? OutputTokensOf(JsonElement usage)
    {
        long? completion = usage.Count("completion_tokens");
        long? rest = usage.Count("total_tokens") - usage.Count("prompt_tokens");
        return completion is { } told && rest > told ? rest : completion;
    }

    // OpenRouter with the site's own key at the host behind it: its own figure is its fee, the host's bill stands beside it.
    private static decimal? CostOf(JsonElement usage) => usage.Member("is_byok") is { ValueKind: JsonValueKind.True }
        ? usage.Amount("cost") + usage.Member("cost_details")?.Amount("upstream_inference_cost")
        : usage.Amount("cost");
}
