using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>What a model's text turned out to be.</summary>
/// <param name="Observations">The answer; null where there is none.</param>
/// <param name="Failure">Why there is none: refused, or malformed; null where there is an answer.</param>
/// <param name="Code"><c>refusal</c>, <c>truncated</c> or <c>malformed</c>; null where there is an answer.</param>
public readonly record struct ReadAnswer(IReadOnlyList<Observation>? Observations, FailureKind? Failure = null, string? Code = null);

/// <summary>
/// Reads a language model's text into observations. Lenient about form (fences, prose around, other names, percentages), strict about meaning:
/// an answer that was cut off or has to be guessed at is malformed and never becomes a value.
/// </summary>
public static class AnswerReader
{
    private static readonly string[] s_keywords = ["keywords", "tags", "labels"];
    private static readonly string[] s_altText = ["altText", "alt_text", "alt", "caption"];
    private static readonly string[] s_title = ["title", "headline"];
    private static readonly string[] s_description = ["description"];
    private static readonly string[] s_text = ["text"];
    private static readonly string[] s_decorative = ["decorative", "isDecorative", "is_decorative"];
    private static readonly string[] s_answer = ["answer"];
    private static readonly string[] s_keywordName = ["name", "tag", "label", "keyword"];
    private static readonly string[] s_keywordConfidence = ["confidence", "score", "probability"];
    private static readonly string[] s_members = [.. s_keywords, .. s_altText, .. s_title, .. s_description, .. s_text, .. s_decorative];

    /// <summary>Reads one text.</summary>
    /// <param name="text">The model's text; null or blank where it wrote none.</param>
    /// <param name="cutOff">True where the system says that it stopped at the output limit.</param>
    /// <param name="tasks">What was asked.</param>
    /// <param name="language">The language that was asked for.</param>
    /// <param name="alsoIn">What was asked in other languages besides; nothing where null.</param>
    /// <param name="question">The site's own question; null where there was none.</param>
    public static ReadAnswer Read(
        string? text, bool cutOff, VisionTasks tasks, string language, IReadOnlyList<InLanguage>? alsoIn = null, PictureQuestion? question = null)
    {
        var asked = new Asked(question is null ? tasks & ~VisionTasks.Answer : tasks, language, alsoIn ?? [], question);
        if (string.IsNullOrWhiteSpace(text))
        {
            return Malformed(cutOff);
        }

        BalancedObject.Outcome outcome = BalancedObject.Find(text, asked.Members, out JsonDocument? document);
        using (document)
        {
            return outcome switch
            {
                _ when document is not null => FromObject(document.RootElement, asked),
                BalancedObject.Outcome.Missing when Refusal.BeginsLikeOne(text) => new ReadAnswer(null, FailureKind.Refused, "refusal"),
                BalancedObject.Outcome.CutOff when CutOffList.Close(text) is { } closed => FromClosed(closed, asked),
                _ => Malformed(cutOff || outcome == BalancedObject.Outcome.CutOff),
            };
        }
    }

    /// <summary>
    /// What was cut off is certain only where everything that was asked stands there whole, and the list of keywords is merely shorter than it
    /// would have been: each of those that are there was said.
    /// </summary>
    private static ReadAnswer FromClosed(string closed, Asked asked)
    {
        BalancedObject.Find(closed, asked.Members, out JsonDocument? document);
        using (document)
        {
            return document is { RootElement: var answer } && HoldsAll(answer, asked) ? FromObject(answer, asked) : Malformed(cutOff: true);
        }
    }

    private static bool HoldsAll(JsonElement answer, Asked asked) =>
        ((First(answer, s_keywords) is { ValueKind: JsonValueKind.Array } keywords && keywords.GetArrayLength() > 0) || asked.IsNamedElsewhere)
        && AnswerPart.For(asked.Tasks).All(part => Named(answer, part.Name) is not null || part.Task == VisionTasks.Keywords)
        && asked.AlsoIn.All(also => AnswerPart.For(also.Tasks).All(part => Named(answer, AnswerPart.NameIn(part.Name, also.Language)) is not null));

    private static ReadAnswer Malformed(bool cutOff) => new(null, FailureKind.Malformed, cutOff ? "truncated" : "malformed");

    private static ReadAnswer FromObject(JsonElement answer, Asked asked)
    {
        Said[] said = [Said.In(answer, name => name), .. asked.AlsoIn.Select(also => Said.In(answer, name => AnswerPart.NameIn(name, also.Language)))];
        if (said.Any(words => words.Keywords is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) }))
        {
            return Malformed(cutOff: false);
        }

        string?[] texts = [said[0].AltText, said[0].Description, said[0].Title];
        if (!said[0].NamesAny && texts.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) is { } first && Refusal.BeginsLikeOne(first))
        {
            return new ReadAnswer(null, FailureKind.Refused, "refusal");
        }

        var list = new ObservationList(asked.Tasks, ConfidenceSource.SelfReported, asked.Language);
        AddTexts(list, said[0]);
        list.AddText(ObservationKind.Text, TextOf(answer, s_text));
        if (First(answer, s_decorative) is { ValueKind: JsonValueKind.True })
        {
            list.AddDecorative();
        }

        list.AddAnswer(asked.Question is { } question ? ShortAnswer.ToKeyword(AnswerOf(answer), question) : null);
        AddKeywords(list, said[0]);
        return new ReadAnswer([.. list.Observations, .. asked.AlsoIn.SelectMany((also, number) => InAnother(also, said[number + 1]))]);
    }

    // A model may say yes in the form's language instead of in English.
    private static string? AnswerOf(JsonElement answer) => First(answer, s_answer) switch
    {
        { ValueKind: JsonValueKind.True } => "yes",
        { ValueKind: JsonValueKind.False } => "no",
        var said => said?.AsText(),
    };

    private static IReadOnlyList<Observation> InAnother(InLanguage also, Said words)
    {
        var list = new ObservationList(also.Tasks, ConfidenceSource.SelfReported, also.Language);
        AddTexts(list, words);
        AddKeywords(list, words);
        return list.Observations;
    }

    private static void AddTexts(ObservationList list, Said words)
    {
        list.AddText(ObservationKind.AltText, words.AltText);
        list.AddText(ObservationKind.Title, words.Title);
        list.AddText(ObservationKind.Description, words.Description);
    }

    private static void AddKeywords(ObservationList list, Said words)
    {
        (string? Name, StatedConfidence Stated)[] keywords = words.NamesAny ? [.. words.Keywords!.Value.EnumerateArray().Select(KeywordOf)] : [];
        ConfidenceScale scale = StatedConfidence.ScaleOf([.. keywords.Select(keyword => keyword.Stated)]);
        foreach ((string? name, StatedConfidence stated) in keywords)
        {
            list.AddKeyword(name, stated.On(scale));
        }
    }

    private static (string? Name, StatedConfidence Stated) KeywordOf(JsonElement keyword) => keyword.ValueKind == JsonValueKind.String
        ? (keyword.AsText(), default)
        : (TextOf(keyword, s_keywordName), StatedConfidence.Read(TextOf(keyword, s_keywordConfidence)));

    private static string? TextOf(JsonElement element, string[] names) => First(element, names)?.AsText();

    private static JsonElement? First(JsonElement element, string[] names) =>
        names.Select(name => Named(element, name)).FirstOrDefault(member => member is not null);

    private static JsonElement? Named(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? found = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            found = string.Equals(property.LegalName(), name, StringComparison.OrdinalIgnoreCase) ? property.Value : found;
        }

        return found;
    }

    private sealed record Asked(VisionTasks Tasks, string Language, IReadOnlyList<InLanguage> AlsoIn, PictureQuestion? Question)
    {
        /// <summary>The members by which an answer is known.</summary>
        public string[] Members => Question is null ? s_members : [.. s_members, .. s_answer];

        /// <summary>True where keywords are asked in other languages only.</summary>
        public bool IsNamedElsewhere => !Tasks.HasFlag(VisionTasks.Keywords) && AlsoIn.Any(also => also.Tasks.HasFlag(VisionTasks.Keywords));
    }

    /// <summary>What an answer says in one language.</summary>
    private sealed record Said(string? AltText, string? Title, string? Description, JsonElement? Keywords)
    {
        public bool NamesAny => Keywords is { ValueKind: JsonValueKind.Array } keywords && keywords.GetArrayLength() > 0;

        public static Said In(JsonElement answer, Func<string, string> nameOf)
        {
            string[] Names(string[] names) => [.. names.Select(nameOf)];
            return new Said(
                TextOf(answer, Names(s_altText)), TextOf(answer, Names(s_title)), TextOf(answer, Names(s_description)), First(answer, Names(s_keywords)));
        }
    }
}
