using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>What a picture is asked for.</summary>
internal enum MoondreamMode
{
    /// <summary>The house's question, in words.</summary>
    Query,

    /// <summary>One sentence.</summary>
    Caption,

    /// <summary>Whether certain things are there, and where.</summary>
    Detect,
}

/// <summary>What a connection to Moondream can set.</summary>
internal sealed record MoondreamSettings
{
    /// <summary>More things would be more requests for one picture than anybody wants to pay for.</summary>
    private const int MostObjects = 10;

    /// <summary><c>Mode</c>: query, caption or detect.</summary>
    public required MoondreamMode Mode { get; init; }

    /// <summary><c>CaptionLength</c>: short or normal.</summary>
    public required string CaptionLength { get; init; }

    /// <summary><c>Objects</c>: the things to look for, in the words they become keywords with.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    /// <summary><c>Reasoning</c>: whether the model thinks before it answers a query.</summary>
    public required bool Reasoning { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (MoondreamSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new MoondreamSettings
        {
            Mode = settings.Choice("Mode", MoondreamMode.Query, s_modes),
            CaptionLength = settings.Choice("CaptionLength", "short", s_lengths),
            Objects = settings.Words("Objects"),
            Reasoning = settings.Choice("Reasoning", false, s_reasoning),
        };
        if (read.Mode == MoondreamMode.Detect && read.Objects.Count is (0 or > MostObjects))
        {
            settings.Wrong("Objects", $"must name 1 to {MostObjects} things to look for, separated by commas, for example 'bicycle, dog'");
        }

        return (read, settings.Problems);
    }

    private static readonly Dictionary<string, MoondreamMode> s_modes = new()
    {
        ["query"] = MoondreamMode.Query,
        ["caption"] = MoondreamMode.Caption,
        ["detect"] = MoondreamMode.Detect,
    };

    private static readonly Dictionary<string, string> s_lengths = new() { ["short"] = "short", ["normal"] = "normal" };

    private static readonly Dictionary<string, bool> s_reasoning = new() { ["false"] = false, ["true"] = true };
}
