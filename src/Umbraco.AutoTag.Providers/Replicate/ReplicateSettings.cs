using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>What a connection to Replicate can set.</summary>
internal sealed record ReplicateSettings
{
    /// <summary><c>ImageField</c>, <c>PromptField</c> and <c>Input</c>, as the model's page lists them.</summary>
    public required WorkerInput Input { get; init; }

    /// <summary><c>Answer</c>: caption for models that write one sentence instead of what they are asked for.</summary>
    public required bool IsCaption { get; init; }

    /// <summary><c>WaitSeconds</c>, 1 to 60: how long Replicate may hold back its answer before it is asked how the prediction stands.</summary>
    public required int WaitSeconds { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ReplicateSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new ReplicateSettings
        {
            Input = WorkerInput.Read(settings),
            IsCaption = settings.Choice("Answer", false, s_answers),
            WaitSeconds = settings.Number("WaitSeconds", 60, 1, 60),
        };
        return (read, settings.Problems);
    }

    private static readonly Dictionary<string, bool> s_answers = new() { ["json"] = false, ["caption"] = true };
}
