using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>How an answer's form is made sure.</summary>
public enum StructuredOutput
{
    /// <summary><c>response_format: json_schema</c>, strict: OpenAI, Azure, vLLM, LM Studio, llama.cpp, Mistral.</summary>
    JsonSchema,

    /// <summary><c>response_format: json_object</c>: some JSON object; its form is said in words.</summary>
    JsonObject,

    /// <summary>Nothing is sent; the form is said in words.</summary>
    None,
}

/// <summary>Reads <c>Settings:StructuredOutput</c>.</summary>
internal static class StructuredOutputs
{
    private static readonly Dictionary<string, StructuredOutput> s_words = new()
    {
        ["json_schema"] = Chat.StructuredOutput.JsonSchema,
        ["json_object"] = Chat.StructuredOutput.JsonObject,
        ["none"] = Chat.StructuredOutput.None,
    };

    private static readonly Dictionary<string, StructuredOutput?> s_wordsOrNone = s_words.ToDictionary(word => word.Key, word => (StructuredOutput?)word.Value);
    private static readonly ListPrices s_models = new();

    /// <summary>The setting; a schema where unset.</summary>
    public static StructuredOutput StructuredOutput(this ConnectionSettings settings) => settings.Choice("StructuredOutput", Chat.StructuredOutput.JsonSchema, s_words);

    /// <summary>The setting; null where it is left to what is known of the model.</summary>
    public static StructuredOutput? StructuredOutputIfSet(this ConnectionSettings settings) => settings.Choice("StructuredOutput", null, s_wordsOrNone);

    /// <summary>What the list of models says of one: a schema where it takes one, words where it does not.</summary>
    /// <param name="connection">Who is asked.</param>
    /// <param name="request">The question, which may name a model of its own.</param>
    /// <param name="unlisted">What is sent to a model that is not in the list.</param>
    public static StructuredOutput Declared(Connection connection, VisionRequest request, StructuredOutput unlisted) =>
        (request.Model ?? connection.Options.Model) is { } model && s_models.Model(connection, model)?.StructuredAnswers is { } takesSchema
            ? takesSchema ? Chat.StructuredOutput.JsonSchema : Chat.StructuredOutput.None
            : unlisted;
}

/// <summary>How the key is sent.</summary>
public enum AuthStyle
{
    /// <summary><c>Authorization: Bearer …</c>, as most do.</summary>
    Bearer,

    /// <summary><c>api-key: …</c>, as Azure OpenAI does.</summary>
    ApiKey,

    /// <summary>Nothing: a server on this machine.</summary>
    None,
}

/// <summary>How the picture is written into the message.</summary>
public enum ImageForm
{
    /// <summary><c>"image_url": {"url": "data:…"}</c>, as most do.</summary>
    Object,

    /// <summary><c>"image_url": "data:…"</c>, as Mistral also takes.</summary>
    Text,
}

/// <summary>What differs between servers that speak the chat completions protocol; the defaults suit OpenAI.</summary>
public sealed record ChatDialect
{
    /// <summary>Below the endpoint.</summary>
    public string Path { get; init; } = "/v1/chat/completions";

    /// <summary>False where the model stands in the path.</summary>
    public bool NamesModel { get; init; } = true;

    /// <summary>How the key is sent.</summary>
    public AuthStyle Auth { get; init; }

    /// <summary><c>max_completion_tokens</c> (OpenAI, Azure) or <c>max_tokens</c> (nearly all others).</summary>
    public string LimitField { get; init; } = "max_completion_tokens";

    /// <summary>The longest answer, hidden reasoning included.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>How the answer's form is made sure.</summary>
    public StructuredOutput StructuredOutput { get; init; }

    /// <summary>How the picture is written.</summary>
    public ImageForm ImageForm { get; init; }

    /// <summary><c>low</c>, <c>high</c> or <c>auto</c>; null leaves the field out.</summary>
    public string? ImageDetail { get; init; }

    /// <summary>How long the model thinks first; null leaves the field out, because models that do not think refuse it.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Headers the site adds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Members of the request that only this vendor knows; null where there are none. Each call gets a copy.</summary>
    public JsonObject? Extra { get; init; }
}
