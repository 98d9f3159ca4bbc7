using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Intake;

/// <summary>Brings what happened to media into AutoTag's database, in the order in which it happened.</summary>
internal sealed class FollowChanges(
    Core.Corridor.Intake intake, IWorkItemStore items, ISweepStore sweeps, ICoverageStore coverage, IProfiles profiles, WorkSignal signal)
{
    /// <summary>Follows as many changes from the start of the list as one statement can take: those of the same kind.</summary>
    /// <returns>How many that were.</returns>
    public async Task<int> NextAsync(IReadOnlyList<MediaChange> changes, CancellationToken cancellationToken)
    {
        List<MediaChange> alike = [.. changes.TakeWhile(change => change.GetType() == changes[0].GetType())];
        await (changes[0] switch
        {
            MediaChange.Saved => TakeInAsync(alike, cancellationToken),
            MediaChange.SavedByUs => SeeAsync(alike, cancellationToken),
            MediaChange.Moved => MoveAsync([.. alike.Cast<MediaChange.Moved>().Select(moved => (moved.Key, moved.Path))], cancellationToken),
            MediaChange.Trashed => DropAsync(alike, cancellationToken),
            _ => ForgetAsync([.. alike.Cast<MediaChange.Deleted>().Select(deleted => deleted.Key)], cancellationToken),
        });
        return alike.Count;
    }

    // What is kept of images comes first: it may be kept again where what follows fails and all is done once more.
    private async Task TakeInAsync(List<MediaChange> saved, CancellationToken cancellationToken)
    {
        MediaChange.Saved[] saves = [.. saved.Cast<MediaChange.Saved>()];
        await KeepAsync(saves.Select(save => save.Image), cancellationToken);
        if (await intake.TakeAsync([.. saves.Select(save => save.Media)], cancellationToken) > 0)
        {
            signal.Raise();
        }
    }

    private async Task SeeAsync(List<MediaChange> saved, CancellationToken cancellationToken)
    {
        MediaChange.SavedByUs[] saves = [.. saved.Cast<MediaChange.SavedByUs>()];
        await KeepAsync(saves.Select(save => save.Image), cancellationToken);
        await sweeps.SeenAsync([.. saves.Select(save => save.Save)], cancellationToken);
    }

    private Task KeepAsync(IEnumerable<LibraryImage?> images, CancellationToken cancellationToken) =>
        coverage.KeepAsync([.. images.OfType<LibraryImage>()], profiles.Default.LanguagesOf(Field.AltText)[0], cancellationToken);

    private async Task MoveAsync(IReadOnlyList<(Guid Key, string Path)> moves, CancellationToken cancellationToken)
    {
        await coverage.MoveAsync(moves, cancellationToken);
        await items.MoveAsync(moves, cancellationToken);
    }

    private async Task ForgetAsync(IReadOnlyList<Guid> keys, CancellationToken cancellationToken)
    {
        await coverage.ForgetAsync(keys, cancellationToken);
        await items.ForgetAsync(keys, cancellationToken);
    }

    private async Task DropAsync(List<MediaChange> changes, CancellationToken cancellationToken)
    {
        List<MediaChange.Trashed> trashed = [.. changes.Cast<MediaChange.Trashed>()];
        await MoveAsync([.. trashed.Select(media => (media.Key, media.Path))], cancellationToken);
        await items.DropAsync([.. trashed.Select(media => media.Key)], cancellationToken);
    }
}
