using System.Text.Json;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>A setting in which two revisions differ.</summary>
/// <param name="Setting">
/// Where it stands in the snapshot, as <c>thresholds.write</c> or <c>steps[1].model</c>; steps and fallbacks are numbered from 1, as people count.
/// </param>
/// <param name="Before">Its value in the earlier one; null where that has none.</param>
/// <param name="After">Its value in the later one; null where that has none.</param>
public sealed record RevisionChange(string Setting, string? Before, string? After)
{
    /// <summary>What differs, in the order of the snapshots; empty where nothing does.</summary>
    public static IReadOnlyList<RevisionChange> Between(Revision earlier, Revision later)
    {
        Dictionary<string, string> before = SettingsOf(earlier);
        Dictionary<string, string> after = SettingsOf(later);
        return
        [
            .. after.Keys.Union(before.Keys)
                .Select(setting => new RevisionChange(setting, before.GetValueOrDefault(setting), after.GetValueOrDefault(setting)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, string> SettingsOf(Revision revision)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        using JsonDocument snapshot = JsonDocument.Parse(revision.Snapshot);
        Collect(snapshot.RootElement, string.Empty, settings);
        return settings;
    }

    private static void Collect(JsonElement value, string setting, Dictionary<string, string> settings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty part in value.EnumerateObject())
                {
                    // A step that has fallbacks or a condition is wrapped; it is the same step.
                    Collect(part.Value, part.Name == "step" ? setting : setting.Length == 0 ? part.Name : $"{setting}.{part.Name}", settings);
                }

                break;
            case JsonValueKind.Array:
                int number = 0;
                foreach (JsonElement part in value.EnumerateArray())
                {
                    Collect(part, $"{setting}[{++number}]", settings);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                settings[setting] = value.ToString();
                break;
        }
    }
}
