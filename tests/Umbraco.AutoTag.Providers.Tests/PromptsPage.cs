using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>Turns the house prompt into <c>docs/prompts.md</c>.</summary>
internal static class PromptsPage
{
    private const string Introduction = """
        # What a language model is asked

        The words as they are sent, the same for every model. This page is generated from the code: do not edit it by hand. Other words are another version, and the version is part of
        what an answer is known by: after a change of the words, an image that is tagged again is asked about anew, and the old answer stays in its history.

        Systems that are not asked in words (classifiers, captioners, metadata) get none of this.
        """;

    private const string Forms = """
        | the form is given | to |
        |---|---|
        | as a schema that the system holds the model to | `anthropic` (models before 4.5: in words), `openai`, `azure-openai`, `gemini`, `vertex-gemini`, `openrouter` (models that list it, and only hosts that heed it; else in words), `mistral`, `ollama`, models of `baseten`, vLLM on `runpod`, `openai-compatible`, `chat-client` |
        | as a schema and in words, because only some models heed the schema | `cloudflare` |
        | in words | `moondream` (`query`), `replicate`, workers of your own on `runpod` and `baseten` |

        Where a system has the setting `StructuredOutput`, its page says what else it can be.

        """;

    private const string Data = """
        ## What the site says of itself

        `AutoTag:Profile:BrandSheet` says how your site writes: tone, spelling, names of your own things.

        ```json
        { "AutoTag": { "Profile": { "BrandSheet": "British spelling. Sober, no exclamation marks. Our buses are called Flexliner." } } }
        ```

        It is handed over as data and not as an instruction: without markup and invisible characters, at most 2,000 characters long, as one line of JSON between two marks, in a part of the
        message of its own where the protocol has parts. Angle brackets and quotes in it are escaped, so nothing in it can end it:

        """;

    private const string Decoration = """
        ## Decoration

        The model may say that a picture looks like mere decoration. That is kept as an observation and is a hint for a person, no more: it writes nothing and empties nothing, because whether
        a picture is decoration depends on the page it stands on. The last question of the [W3C's decision tree](https://www.w3.org/WAI/tutorials/images/decision-tree/) is the editor's; so is
        what to say of a picture that is a link or stands beside a text that says the same.
        """;

    private const string Question = """
        ## A question of your own

        A step can ask one question of yours about each picture; its answer becomes a keyword:

        ```json
        { "Connection": "gpt", "Question": { "Ask": "Is anybody wearing a helmet?", "Keyword": "hjelm" } }
        ```

        A plain yes gives the keyword you named for it. Where you name none, the answer itself is the keyword, if it has three words at most: `{ "Ask": "Which season is it?" }` may bring
        *winter*. A no, an "unknown", what begins like one (*no brand*, *ukendt*) and everything longer bring nothing. The keyword has no number. The one you named is written and marked as not yet
        reviewed, or waits where `Publish` says so; the model's own words always wait for a yes. It comes before the model's other keywords, so that `MaxKeywords` never leaves it out. Your
        vocabulary, your stop words and what editors have decided hold for it as for every other. It never counts for how sure a step is (`When`). The question is handed over as one line
        between quotes that nothing in it can end, at most 300 characters long. A step whose `Tasks` are `Answer` alone asks nothing else. It is never put into a batch.
        """;

    private const string Reading = """
        ## How the answer is read

        Prose and code fences around the object, trailing commas, comments, single quotes, other usual names of the members, percentages: read, because the meaning is certain (96 is a percentage). What numbers count in is told by the whole
        list: beside a 95, an 8 is 8 percent. Where the largest is above 1 and none above 10 nobody knows a certainty, and a 9 is no number; what would be less than 7 of 10 is kept as that doubt, so that it is never written unseen. Of a list of
        keywords that was cut off, those that are whole are kept, but only where everything else that was asked stands before it. Whatever would have to be guessed at is `Malformed`, is never a
        value, and is [asked for once more](failures.md#repair). A refusal is a refusal. What is left is cleaned: no markup, no control or invisible characters, no web address as a keyword, no
        more and no longer than the fields take.

        **Confidence.** Each keyword comes with how sure the model says it is. It is stored as *self-reported*: the model's doubt is believed, so that a value it doubts waits or is not shown; its
        certainty is not, and the value is marked as not yet reviewed like one without any number,
        until editors have decided [often enough](decide.md#what-editors-decisions-tell). For [escalation](profiles.md#escalation) it counts as no number at all. Real probabilities (log-probabilities, OpenAI's decisions endpoint) are not used.

        ## Words in the picture

        A picture can say "ignore your instructions". The prompt says that such words are part of the picture; the schema fixes the form of the answer; and whatever comes back is a stranger's
        text, which can fill the fields of that one image with short plain text and do nothing else: there is no tool to call, no other field, no setting, no other image, no address to fetch.

        The tests have eight such pictures (`tests/photos/instructions`), and answers as a model writes them that was taken in: prose, a finished answer, additional members, markup, links, text
        without end. They show that the picture is sent as a picture and changes no word of the question, and that of such answers no more is left than plain text within the limits of the fields.
        They do not show that no model is ever taken in: no vendor's model was asked. A fooled model can still write a sentence that is wrong, and it is marked as a machine's, not yet reviewed.
        Where that is too much, `AutoTag:Profile:Publish` set to `AfterReview` writes nothing before a person has seen it.
        """;

    private const string Versions = """
        A revision records what a step is asked with: the version around the question, and each task it asks for whose words are no longer the first. So other words for alt text are another
        question to who asks for alt text, and to nobody else.
        """;

    public static string Write()
    {
        var text = new StringBuilder(Introduction).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| words | version |\n|---|---|\n| around the question | `{HousePrompt.Frame}` |\n");
        foreach (AnswerPart part in AnswerPart.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| for `{part.Name}` | {part.Version} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{Versions}\n\n## The system's part\n\n{Fenced(HousePrompt.System, "text")}\n");
        text.Append("## The question\n\nThe picture comes first. Of these lines, those are sent that the step asks for (`Tasks`); here all, for a Danish site with 20 keywords at most:\n\n");
        VisionRequest request = new() { Image = null, Tasks = HousePrompt.Tasks, Language = "da", Question = new PictureQuestion("Is anybody wearing a helmet?", "hjelm") };
        text.Append(Fenced(HousePrompt.InOne(request, spellOutForm: false), "text"));
        text.Append("\nThe form, as a JSON schema where the system takes one:\n\n").Append(Fenced(Indented(AnswerPart.Schema(request).ToJsonString()), "json"));
        text.Append("\nand in words where it does not, as the last line:\n\n").Append(Fenced(LinesOnlyIn(HousePrompt.InOne(request, spellOutForm: true), HousePrompt.InOne(request, spellOutForm: false)), "text"));
        VisionRequest several = request with { AlsoIn = [new InLanguage("en", VisionTasks.AltText | VisionTasks.Keywords)] };
        text.Append("\nWhere a field is wanted in [several languages](decide.md#several-languages), each other one has a member of its own, in the same call; here the alt text and the keywords in English besides. The question differs in these lines, and the form has these members more:\n\n");
        text.Append(Fenced(LinesOnlyIn(HousePrompt.InOne(several, spellOutForm: false), HousePrompt.InOne(request, spellOutForm: false)), "text"));
        text.Append('\n').Append(Forms).Append('\n').Append(Data);
        IReadOnlyList<string> withData = HousePrompt.Parts(request with { Guidance = Guidance.Of("British spelling. We say \"bike\".", ["bike", "harbour"]) }, spellOutForm: false);
        text.Append('\n').Append(Fenced(withData[0], "text")).Append("\nThe question then has one line more:\n\n").Append(Fenced(LinesOnlyIn(withData[1], HousePrompt.InOne(request, spellOutForm: false)), "text"));
        text.Append("\n## Asking once more\n\nThe [repair](failures.md#repair) is the same question with the form in words and one line more:\n\n");
        text.Append(Fenced(LinesOnlyIn(HousePrompt.InOne(request with { IsRepair = true }, spellOutForm: true), HousePrompt.InOne(request, spellOutForm: true)), "text"));
        text.Append('\n').Append(Question).Append("\n\n").Append(Decoration).Append("\n\n").Append(Reading).Append('\n');
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Fenced(string text, string language) => $"```{language}\n{text}\n```\n";

    private static string LinesOnlyIn(string text, string other) => string.Join('\n', text.Split('\n').Except(other.Split('\n')));

    private static string Indented(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
