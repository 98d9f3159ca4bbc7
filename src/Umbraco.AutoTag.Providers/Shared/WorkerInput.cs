using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What a model that somebody deployed calls its inputs: every worker names them itself.</summary>
internal sealed record WorkerInput
{
    private WorkerInput(string imageField, string? promptField, JsonObject? further) => (ImageField, PromptField, Further) = (imageField, promptField, further);

    private string ImageField { get; }

    private string? PromptField { get; }

    /// <summary>True where it can be asked in words.</summary>
    public bool TakesQuestion => PromptField is not null;

    /// <summary>Why the site's own question would not be put to it; null where it is.</summary>
    public string? AgainstQuestions => TakesQuestion
        ? null
        : $"{ConnectionSettings.Prefix}:Settings:PromptField is 'none', which asks nothing in words. Name the model's field for a prompt, or take the question out.";

    private JsonObject? Further { get; }

    /// <summary>
    /// Reads <c>ImageField</c> (usually image), <c>PromptField</c> (usually prompt; none for models that take no question) and <c>Input</c>, a JSON object
    /// of further inputs that are the same for every picture.
    /// </summary>
    public static WorkerInput Read(ConnectionSettings settings)
    {
        string image = FieldOf(settings, "ImageField", "image");
        string prompt = FieldOf(settings, "PromptField", "prompt");
        return new WorkerInput(image, prompt == "none" ? null : prompt, FurtherOf(settings, [image, prompt]));
    }

    /// <summary>The inputs for one question.</summary>
    /// <param name="picture">The picture as the system takes it.</param>
    /// <param name="request">The question.</param>
    public JsonObject For(PictureText picture, VisionRequest request)
    {
        JsonObject input = Further?.DeepClone().AsObject() ?? [];
        input[ImageField] = picture.ToNode();
        if (PromptField is not null)
        {
            input[PromptField] = HousePrompt.System + "\n" + HousePrompt.InOne(request, spellOutForm: true);
        }

        return input;
    }

    private static string FieldOf(ConnectionSettings settings, string key, string usual)
    {
        string field = settings.Text(key, usual);
        if (field.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return field;
        }

        settings.Wrong(key, $"must be an input's name as the model's page lists it, for example {usual}");
        return usual;
    }

    private static JsonObject? FurtherOf(ConnectionSettings settings, IReadOnlyList<string> ours)
    {
        string raw = settings.Text("Input", string.Empty);
        if (raw.Length == 0)
        {
            return null;
        }

        JsonObject? input = Parse(raw);
        if (input is null)
        {
            settings.Wrong("Input", "must be a JSON object of further inputs, each once, for example {\"max_tokens\": 512}");
        }
        else if (ours.FirstOrDefault(input.ContainsKey) is { } taken)
        {
            settings.Wrong("Input", $"must not name '{taken}': it is filled for each picture");
        }

        return input;
    }

    private static JsonObject? Parse(string raw)
    {
        try
        {
            return JsonNode.Parse(raw, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
