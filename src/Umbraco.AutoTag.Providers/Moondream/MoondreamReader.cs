using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>Finds what was said in the answers of <c>/v1/query</c> and <c>/v1/caption</c>. No answer names the model.</summary>
internal static class MoondreamReader
{
    public static ModelAnswer Query(JsonElement root) => Said(root, root.Text("answer"));

    public static ModelAnswer Caption(JsonElement root) => Said(root, CaptionAnswer.Of(root.Text("caption"))) with { WasAsked = false };

    /// <summary>What a call used; the metrics are not always there.</summary>
    public static Usage UsageOf(JsonElement root)
    {
        JsonElement metrics = root.Member("metrics") ?? default;
        return new Usage { InputTokens = metrics.Count("input_tokens"), OutputTokens = metrics.Count("output_tokens") };
    }

    private static ModelAnswer Said(JsonElement root, string? text) => new()
    {
        Text = text,
        CutOff = root.Text("finish_reason") == "length",
        Usage = UsageOf(root),
        Id = root.Text("request_id"),
    };
}
