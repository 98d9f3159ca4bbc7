using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>One member of the answer a language model is asked for: its name, the words that ask for it, and its form.</summary>
/// <param name="Task">The task it answers.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Instruction">The words that ask for it.</param>
/// <param name="Example">Its form, for systems that take no schema.</param>
public sealed record AnswerPart(VisionTasks Task, string Name, string Instruction, string Example)
{
    // Keywords come last: of an answer that is cut off they are what can be done without.
    private static readonly AnswerPart[] s_all =
    [
        new(VisionTasks.AltText, "altText",
            "what a person who cannot see the picture should hear instead: one plain sentence of at most 125 characters, which does not begin with words like \"image of\". Take the first that fits. "
            + "The picture is mainly text: give that text. It is an icon, a symbol or a logo: say what it stands for. It is a chart, a diagram or a map: say what it shows. "
            + "It is nothing but decoration (a plain pattern, gradient, divider or blank area): give an empty string. Otherwise: say who or what is seen, doing what, and where.",
            "\"…\""),
        new(VisionTasks.Title, "title", "a headline of 3 to 8 words, without a full stop.", "\"…\""),
        new(VisionTasks.Description, "description", "two or three sentences with the details that matter.", "\"…\""),
        new(VisionTasks.Decorative, "decorative",
            "true only where the picture is nothing but decoration and tells nobody anything. A picture of people, animals, places, things, words or data is never that. In doubt, false.",
            "false"),
        new(VisionTasks.Text, "text", "the text that can be read in the picture, exactly as written and in its own language; an empty string if there is none.", "\"…\""),
        new(VisionTasks.Keywords, "keywords",
            "up to {max} keywords for what is clearly in the picture, most important first; common nouns or short phrases in lower case, singular, no duplicates. confidence is how sure you are, from 0 to 1; be honest, use the whole range.",
            """[{"name":"…","confidence":0.5}]"""),
    ];

    /// <summary>The parts for what is asked, in a fixed order.</summary>
    public static IEnumerable<AnswerPart> For(VisionTasks tasks) => s_all.Where(part => tasks.HasFlag(part.Task));

    /// <summary>
    /// The JSON schema of the answer. Every member is required and none else allowed, as strict modes demand; limits stand in the words and are
    /// enforced by the reader, because strict modes refuse <c>maxItems</c>, <c>minimum</c> and the like.
    /// </summary>
    public static JsonObject Schema(VisionTasks tasks)
    {
        var properties = new JsonObject();
        foreach (AnswerPart part in For(tasks))
        {
            properties[part.Name] = part.Task switch
            {
                VisionTasks.Keywords => KeywordList(),
                VisionTasks.Decorative => OfType("boolean"),
                _ => OfType("string"),
            };
        }

        return Closed(properties);
    }

    private static JsonObject KeywordList() => new()
    {
        ["type"] = "array",
        ["items"] = Closed(new JsonObject { ["name"] = OfType("string"), ["confidence"] = OfType("number") }),
    };

    private static JsonObject Closed(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]),
        ["properties"] = properties,
        ["additionalProperties"] = false,
    };

    private static JsonObject OfType(string type) => new() { ["type"] = type };
}
