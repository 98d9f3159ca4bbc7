using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>Which of OpenAI's two calls is made.</summary>
internal enum OpenAiCall
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    Chat,

    /// <summary><c>POST /v1/responses</c>, with nothing stored.</summary>
    Responses,
}

/// <summary>What a connection to OpenAI can set.</summary>
internal sealed record OpenAiSettings
{
    /// <summary><c>Api</c>: chat or responses.</summary>
    public required OpenAiCall Call { get; init; }

    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768; hidden reasoning counts against it.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>ImageDetail</c>: low, high or auto.</summary>
    public required string ImageDetail { get; init; }

    /// <summary><c>ReasoningEffort</c>; null leaves it to what is known of the model.</summary>
    public required string? ReasoningEffort { get; init; }

    /// <summary><c>StructuredOutput</c>: json_schema, json_object or none; models before gpt-4o-2024-08-06 refuse a schema.</summary>
    public required StructuredOutput StructuredOutput { get; init; }

    /// <summary><c>Headers</c>: <c>Name: value</c> pairs separated by ';'.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (OpenAiSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new OpenAiSettings
        {
            Call = settings.Choice("Api", OpenAiCall.Chat, s_calls),
            MaxOutputTokens = settings.Number("MaxOutputTokens", OpenAiModel.DefaultMaxOutputTokens, 64, 32_768),
            ImageDetail = settings.Choice("ImageDetail", OpenAiModel.DefaultDetail, OpenAiModel.Details),
            ReasoningEffort = settings.Choice("ReasoningEffort", null, OpenAiModel.Efforts),
            StructuredOutput = settings.StructuredOutput(),
            Headers = HeaderSetting.Read(options, settings),
        };
        if (read.ReasoningEffort is not null && !string.IsNullOrWhiteSpace(options.Model) && !OpenAiModel.Thinks(options.Model))
        {
            settings.Wrong("ReasoningEffort", "must be left out: the model does not think first, and refuses it");
        }

        return (read, settings.Problems);
    }

    /// <summary>How long this model is asked to think; null where it does not, or is not known to.</summary>
    public string? EffortOf(string? model) => OpenAiModel.Thinks(model) ? ReasoningEffort ?? OpenAiModel.DefaultEffort : null;

    /// <summary>The same as a dialect of chat completions.</summary>
    public ChatDialect DialectFor(string? model) => new()
    {
        MaxOutputTokens = MaxOutputTokens,
        ImageDetail = ImageDetail,
        ReasoningEffort = EffortOf(model),
        StructuredOutput = StructuredOutput,
        Headers = Headers,
    };

    private static readonly Dictionary<string, OpenAiCall> s_calls = new() { ["chat"] = OpenAiCall.Chat, ["responses"] = OpenAiCall.Responses };
}
