using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// What a worker wrote that somebody deployed: a text, pieces of one, an object with a text in it, a chat completion, or the answer's own object.
/// </summary>
internal static class WorkerOutput
{
    // Of the answer's own members those that no wrapper has; "text" is both an answer's member and a wrapper's.
    private static readonly string[] s_ownMembers = ["keywords", "altText", "title", "description", "decorative"];

    private static readonly string[] s_text = ["text", "answer", "response", "output", "content", "generated_text"];

    /// <summary>Finds the text, where the worker stopped, and what it calls its model.</summary>
    public static ModelAnswer Read(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.Array => new ModelAnswer { Text = string.Concat(output.EnumerateArray().Select(piece => piece.AsText())) },
        JsonValueKind.Object when output.Items("choices").Any() => ChatReader.Read(output),
        JsonValueKind.Object => FromObject(output),
        _ => new ModelAnswer { Text = output.AsText() },
    };

    private static ModelAnswer FromObject(JsonElement output)
    {
        JsonElement usage = output.Member("usage") ?? default;
        return new ModelAnswer
        {
            Text = IsTheAnswer(output) ? output.Raw() : s_text.Select(name => output.Text(name)).FirstOrDefault(text => text is not null) ?? output.Raw(),
            CutOff = output.Text("finish_reason") == "length",
            Usage = new Usage
            {
                InputTokens = usage.Count("prompt_tokens") ?? usage.Count("input_tokens"),
                OutputTokens = usage.Count("completion_tokens") ?? usage.Count("output_tokens"),
            },
            Model = output.Text("model"),
        };
    }

    private static bool IsTheAnswer(JsonElement output) =>
        output.EnumerateObject().Any(member => member.LegalName() is { } name && s_ownMembers.Contains(name, StringComparer.OrdinalIgnoreCase));
}
