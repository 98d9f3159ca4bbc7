using System.Diagnostics.Metrics;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Telemetry;

/// <summary>Counts how walks end, the failures among them.</summary>
internal static class ItemMeter
{
    private static readonly Counter<long> s_items = AutoTagTelemetry.Meter.CreateCounter<long>(
        "autotag.items", "{item}", "Walks of media items that ended, by the state they ended in and the reason.");

    /// <summary>A walk has ended so.</summary>
    public static void Ended(WorkState state, string? reasonCode) => s_items.Add(
        1, new("autotag.state", state.ToString()), new("autotag.reason", reasonCode));
}
