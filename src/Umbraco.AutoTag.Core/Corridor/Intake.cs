using System.Diagnostics;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Room 1. Decides from what is in memory whether a saved item is AutoTag's business, and brings it in: one row, no file, no HTTP.</summary>
public sealed class Intake(IWorkItemStore items, IProfiles profiles, Func<IntakeRules> rules)
{
    /// <summary>Brings in what is eligible. A row per item, however often it is saved.</summary>
    /// <returns>How many items were brought in.</returns>
    public async Task<int> TakeAsync(IReadOnlyCollection<SavedMedia> saved, CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("intake");
        room?.SetTag(Rooms.Count, saved.Count);
        IntakeRules current = rules();
        string profile = profiles.Default.Alias;
        WorkRequest[] requests =
        [
            .. saved
                .Where(media => media.HasFile && !media.Trashed && current.Allow(media.TypeAlias, media.Path))
                .Select(media => new WorkRequest(media.Key, media.Path, profile, media.IsImport ? WorkOrigin.Import : WorkOrigin.Upload)),
        ];

        return requests.Length == 0 ? 0 : await items.EnqueueAsync(requests, cancellationToken);
    }
}
