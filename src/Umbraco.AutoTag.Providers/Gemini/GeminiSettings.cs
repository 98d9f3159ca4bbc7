using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>What a connection to Gemini can set.</summary>
internal sealed record GeminiSettings
{
    private const string LevelKey = "ThinkingLevel";
    private const string BudgetKey = "ThinkingBudget";
    private const int NoBudget = -2;

    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768; thoughts count against it.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>MediaResolution</c>: low, medium, high or default.</summary>
    public required GeminiResolution Resolution { get; init; }

    /// <summary><c>ThinkingLevel</c>: minimal, low, medium or high, for Gemini 3 and later; null where the site leaves it to us.</summary>
    public required string? ThinkingLevel { get; init; }

    /// <summary><c>ThinkingBudget</c> in tokens, −1 for the model's own choice, for Gemini 2.5; null sends none.</summary>
    public required int? ThinkingBudget { get; init; }

    /// <summary><c>Headers</c>: <c>Name: value</c> pairs separated by ';'.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (GeminiSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        GeminiSettings read = Read(options, settings);
        return (read, settings.Problems);
    }

    /// <summary>Reads the settings beside others; what is wrong with them goes to the others' problems.</summary>
    public static GeminiSettings Read(ConnectionOptions options, ConnectionSettings settings)
    {
        int budget = settings.Number(BudgetKey, NoBudget, -1, 32_768);
        var read = new GeminiSettings
        {
            MaxOutputTokens = settings.Number("MaxOutputTokens", 2_048, 64, 32_768),
            Resolution = settings.Choice("MediaResolution", GeminiResolution.Low, s_resolutions),
            ThinkingLevel = settings.Choice(LevelKey, null, s_levels),
            ThinkingBudget = budget == NoBudget ? null : budget,
            Headers = HeaderSetting.Read(options, settings),
        };
        var model = GeminiModel.Of(options.Model);
        if (read.ThinkingLevel is not null && model.TakesBudget)
        {
            settings.Wrong(LevelKey, $"must be left out: '{model.Id}' takes {BudgetKey} instead");
        }

        if (read.ThinkingBudget is not null && model.TakesLevel)
        {
            settings.Wrong(BudgetKey, $"must be left out: '{model.Id}' takes {LevelKey} instead");
        }

        return read;
    }

    /// <summary>How long this model is asked to think; null sends nothing.</summary>
    public GeminiThinking? ThinkingFor(GeminiModel model) => model switch
    {
        // Naming what is in a picture needs little thought, and thoughts are paid for like words.
        { TakesLevel: true } => new GeminiThinking(Level: ThinkingLevel ?? "low"),
        { TakesBudget: true } when ThinkingBudget is not null => new GeminiThinking(Budget: ThinkingBudget),
        _ => null,
    };

    /// <summary>The protocol's word for the resolution; null sends none.</summary>
    public string? ResolutionWord => Resolution switch
    {
        GeminiResolution.Low => "MEDIA_RESOLUTION_LOW",
        GeminiResolution.Medium => "MEDIA_RESOLUTION_MEDIUM",
        GeminiResolution.High => "MEDIA_RESOLUTION_HIGH",
        _ => null,
    };

    private static readonly Dictionary<string, GeminiResolution> s_resolutions = new()
    {
        ["low"] = GeminiResolution.Low,
        ["medium"] = GeminiResolution.Medium,
        ["high"] = GeminiResolution.High,
        ["default"] = GeminiResolution.Default,
    };

    private static readonly Dictionary<string, string?> s_levels = new() { ["minimal"] = "minimal", ["low"] = "low", ["medium"] = "medium", ["high"] = "high" };
}
