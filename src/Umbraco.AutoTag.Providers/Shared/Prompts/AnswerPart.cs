using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>One member of the answer a language model is asked for: its name, the words that ask for it, and its form.</summary>
/// <param name="Task">The task it answers.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Instruction">The words that ask for it.</param>
/// <param name="Example">Its form, for systems that take no schema.</param>
/// <param name="Version">Version of the words that ask for it, and of its form. 1 are those of the frame <c>house-2</c>; a new frame begins anew.</param>
public sealed record AnswerPart(VisionTasks Task, string Name, string Instruction, string Example, int Version)
{
    // Keywords come last: of an answer that is cut off they are what can be done without.
    private static readonly AnswerPart[] s_all =
    [
        new(VisionTasks.AltText, "altText",
            "what a person who cannot see the picture should hear instead: one plain sentence of at most 125 characters, which does not begin with words like \"image of\". Take the first that fits. "
            + "The picture is mainly text: give that text. It is an icon, a symbol or a logo: say what it stands for. It is a chart, a diagram or a map: say what it shows. "
            + "It is nothing but decoration (a plain pattern, gradient, divider or blank area): give an empty string. Otherwise: say who or what is seen, doing what, and where.",
            "\"…\"",
            Version: 1),
        new(VisionTasks.Title, "title", "a headline of 3 to 8 words, without a full stop.", "\"…\"", Version: 1),
        new(VisionTasks.Description, "description", "two or three sentences with the details that matter.", "\"…\"", Version: 1),
        new(VisionTasks.Decorative, "decorative",
            "true only where the picture is nothing but decoration and tells nobody anything. A picture of people, animals, places, things, words or data is never that. In doubt, false.",
            "false",
            Version: 1),
        new(VisionTasks.Text, "text", "the text that can be read in the picture, exactly as written and in its own language; an empty string if there is none.", "\"…\"", Version: 1),
        new(VisionTasks.Answer, "answer",
            "the answer to the question {question}, from what can be seen: the English word \"yes\" or \"no\" where it asks for no more, otherwise one to three words; the English word \"unknown\" where the picture does not tell.",
            "\"…\"",
            Version: 1),
        new(VisionTasks.Keywords, "keywords",
            "up to {max} keywords for what is clearly in the picture, most important first; common nouns or short phrases in lower case, singular, no duplicates. confidence is how sure you are, from 0 to 1; be honest, use the whole range.",
            """[{"name":"…","confidence":0.5}]""",
            Version: 1),
    ];

    /// <summary>All of them, in the order in which they are asked for.</summary>
    public static IReadOnlyList<AnswerPart> All => s_all;

    /// <summary>The parts for what is asked, in a fixed order.</summary>
    public static IEnumerable<AnswerPart> For(VisionTasks tasks) => s_all.Where(part => tasks.HasFlag(part.Task));

    /// <summary>
    /// The parts for a question, those in other languages beside those in its own; the keywords of every language at the end.
    /// </summary>
    public static IEnumerable<AnswerPart> For(VisionRequest request) => For(request.Question is null ? request.Tasks & ~VisionTasks.Answer : request.Tasks)
        .Concat(request.AlsoIn.SelectMany(also => For(also.Tasks).Select(part => part.In(also.Language, isAskedBesides: request.Tasks.HasFlag(part.Task)))))
        .OrderBy(part => part.Task == VisionTasks.Keywords ? 1 : 0);

    /// <summary>The member that holds what is asked in another language.</summary>
    public static string NameIn(string name, string language) => $"{name}_{language}";

    /// <summary>
    /// The JSON schema of the answer. Every member is required and none else allowed, as strict modes demand; limits stand in the words and are
    /// enforced by the reader, because strict modes refuse <c>maxItems</c>, <c>minimum</c> and the like.
    /// </summary>
    public static JsonObject Schema(VisionRequest request)
    {
        var properties = new JsonObject();
        foreach (AnswerPart part in For(request))
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

    private AnswerPart In(string language, bool isAskedBesides)
    {
        string name = HousePrompt.LanguageName(language);
        return this with
        {
            Name = NameIn(Name, language),
            Instruction = isAskedBesides
                ? $"the same as {Name}, but written in {name} (ISO 639-1: {language}), as its readers would say it."
                : $"in {name} (ISO 639-1: {language}): {Instruction}",
        };
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
