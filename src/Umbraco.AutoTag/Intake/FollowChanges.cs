using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Intake;

/// <summary>Brings what happened to media into AutoTag's database, in the order in which it happened.</summary>
internal sealed class FollowChanges(Core.Corridor.Intake intake, IWorkItemStore items, ISweepStore sweeps, WorkSignal signal)
{
    /// <summary>Follows as many changes from the start of the list as one statement can take: those of the same kind.</summary>
    /// <returns>How many that were.</returns>
    public async Task<int> NextAsync(IReadOnlyList<MediaChange> changes, CancellationToken cancellationToken)
    {
        List<MediaChange> alike = [.. changes.TakeWhile(change => change.GetType() == changes[0].GetType())];
        await (changes[0] switch
        {
            MediaChange.Saved => TakeInAsync(alike, cancellationToken),
            MediaChange.SavedByUs => sweeps.SeenAsync([.. alike.Cast<MediaChange.SavedByUs>().Select(saved => saved.Save)], cancellationToken),
            MediaChange.Moved => items.MoveAsync([.. alike.Cast<MediaChange.Moved>().Select(moved => (moved.Key, moved.Path))], cancellationToken),
            MediaChange.Trashed => DropAsync(alike, cancellationToken),
            _ => items.ForgetAsync([.. alike.Cast<MediaChange.Deleted>().Select(deleted => deleted.Key)], cancellationToken),
        });
        return alike.Count;
    }

    private async Task TakeInAsync(List<MediaChange> saved, CancellationToken cancellationToken)
    {
        if (await intake.TakeAsync([.. saved.Cast<MediaChange.Saved>().Select(save => save.Media)], cancellationToken) > 0)
        {
            signal.Raise();
        }
    }

    private async Task DropAsync(List<MediaChange> changes, CancellationToken cancellationToken)
    {
        List<MediaChange.Trashed> trashed = [.. changes.Cast<MediaChange.Trashed>()];
        await items.MoveAsync([.. trashed.Select(media => (media.Key, media.Path))], cancellationToken);
        await items.DropAsync([.. trashed.Select(media => media.Key)], cancellationToken);
    }
}
