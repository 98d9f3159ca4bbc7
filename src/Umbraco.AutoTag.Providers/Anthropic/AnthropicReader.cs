using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>Reads the reply of the Messages API. New stop reasons and kinds of blocks may come within a version: they are passed over.</summary>
internal static class AnthropicReader
{
    private static readonly string[] s_cutOff = ["max_tokens", "model_context_window_exceeded"];

    public static ModelAnswer Read(JsonElement root)
    {
        string? stop = root.Text("stop_reason");
        return new ModelAnswer
        {
            Text = string.Concat(root.Items("content").Where(block => block.Text("type") == "text").Select(block => block.Text("text"))),
            CutOff = s_cutOff.Contains(stop),
            Declined = stop == "refusal" ? Declined.Refusal : Declined.No,
            Usage = UsageOf(root.Member("usage") ?? default),
            Model = root.Text("model"),
            Id = root.Text("id"),
        };
    }

    // What a cache had is counted apart from the rest of the input.
    private static Usage UsageOf(JsonElement usage) => new()
    {
        InputTokens = usage.Count("input_tokens") is { } input
            ? input + (usage.Count("cache_creation_input_tokens") ?? 0) + (usage.Count("cache_read_input_tokens") ?? 0)
            : null,
        OutputTokens = usage.Count("output_tokens"),
    };
}
