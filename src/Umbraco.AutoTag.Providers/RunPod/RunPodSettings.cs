using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.RunPod;

/// <summary>What a connection to RunPod can set.</summary>
internal sealed record RunPodSettings
{
    /// <summary><c>EndpointId</c>: the serverless endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary><c>Worker</c>: vllm speaks chat completions; own takes and gives what its author chose.</summary>
    public required bool IsVllm { get; init; }

    /// <summary><c>Mode</c>: runsync holds its answer back until the job has ended, run does not.</summary>
    public required string Mode { get; init; }

    /// <summary><c>ImageForm</c>: base64, or data-uri with the media type in front.</summary>
    public required bool IsDataUri { get; init; }

    /// <summary><c>ImageField</c>, <c>PromptField</c> and <c>Input</c>, as the worker names them.</summary>
    public required WorkerInput Input { get; init; }

    /// <summary><c>ExecutionSeconds</c>, 5 to 300: how long the worker may take for one picture.</summary>
    public required int ExecutionSeconds { get; init; }

    /// <summary><c>QueueSeconds</c>, 10 to 3,600: how long a job may wait for a worker before RunPod drops it.</summary>
    public required int QueueSeconds { get; init; }

    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768; the worker is told it as max_tokens.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>StructuredOutput</c>: json_schema, json_object or none; for vLLM.</summary>
    public required StructuredOutput StructuredOutput { get; init; }

    /// <summary>How a vLLM worker is asked.</summary>
    public ChatDialect Dialect => new()
    {
        Path = $"/v2/{EndpointId}/openai/v1/chat/completions",
        LimitField = "max_tokens",
        MaxOutputTokens = MaxOutputTokens,
        StructuredOutput = StructuredOutput,
    };

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (RunPodSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new RunPodSettings
        {
            EndpointId = EndpointOf(settings),
            IsVllm = settings.Choice("Worker", false, s_workers),
            Mode = settings.Choice("Mode", "runsync", s_modes),
            IsDataUri = settings.Choice("ImageForm", false, s_forms),
            Input = WorkerInput.Read(settings),
            ExecutionSeconds = settings.Number("ExecutionSeconds", 120, 5, 300),
            QueueSeconds = settings.Number("QueueSeconds", 600, 10, 3_600),
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            StructuredOutput = settings.StructuredOutput(),
        };
        return (read, settings.Problems);
    }

    private static string EndpointOf(ConnectionSettings settings)
    {
        string id = settings.Text("EndpointId", string.Empty);
        if (id.Length is > 0 and <= 100 && id.All(char.IsAsciiLetterOrDigit))
        {
            return id;
        }

        settings.Wrong("EndpointId", "must be the id of your serverless endpoint, letters and digits, as RunPod's console shows it");
        return "unknown";
    }

    private static readonly Dictionary<string, bool> s_workers = new() { ["own"] = false, ["vllm"] = true };

    private static readonly Dictionary<string, string> s_modes = new() { ["runsync"] = "runsync", ["run"] = "run" };

    private static readonly Dictionary<string, bool> s_forms = new() { ["base64"] = false, ["data-uri"] = true };
}
