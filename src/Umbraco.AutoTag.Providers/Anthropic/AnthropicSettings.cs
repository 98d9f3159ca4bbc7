using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>What a connection to Anthropic can set.</summary>
internal sealed record AnthropicSettings
{
    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>StructuredOutput</c>: true sends the schema, false says the form in words; null leaves it to what is known of the model.</summary>
    public required bool? StructuredOutput { get; init; }

    /// <summary><c>Headers</c>: <c>Name: value</c> pairs separated by ';'.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (AnthropicSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new AnthropicSettings
        {
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            StructuredOutput = settings.Choice("StructuredOutput", null, s_structured),
            Headers = HeaderSetting.Read(options, settings),
        };
        return (read, settings.Problems);
    }

    /// <summary>Whether this model is sent a schema.</summary>
    public bool SendsSchema(string? model) =>
        StructuredOutput ?? !s_withoutSchema.Any(known => model?.Trim().StartsWith(known, StringComparison.OrdinalIgnoreCase) == true);

    private static readonly Dictionary<string, bool?> s_structured = new() { ["json_schema"] = true, ["none"] = false };

    // Structured output came with the 4.5 family; what was there before refuses the field. Models nobody knows yet are newer.
    private static readonly string[] s_withoutSchema = ["claude-2", "claude-3", "claude-instant", "claude-sonnet-4-2", "claude-opus-4-2", "claude-opus-4-0", "claude-sonnet-4-0"];
}
