using Umbraco.AutoTag.Media;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.Intake;

/// <summary>
/// Takes note of media that moves, is trashed, comes back or is deleted for good. It runs while the editor waits, so it reads what is in memory
/// and nothing else. What is missed is found by the sweep, from where the media are.
/// </summary>
internal sealed class MediaMovedHandler(IntakePump pump, LibraryImages images) :
    INotificationHandler<MediaMovedNotification>,
    INotificationHandler<MediaMovedToRecycleBinNotification>,
    INotificationHandler<MediaDeletedNotification>
{
    public void Handle(MediaMovedNotification notification)
    {
        foreach (MoveEventInfo<IMedia> move in notification.MoveInfoCollection)
        {
            pump.Post(new MediaChange.Moved(move.Entity.Key, move.Entity.Path));
            if (IsInBin(move.OriginalPath))
            {
                pump.Post(new MediaChange.Saved(MediaSavedHandler.SavedFrom(move.Entity, isImport: false), images.Look(move.Entity)));
            }
        }
    }

    public void Handle(MediaMovedToRecycleBinNotification notification)
    {
        foreach (MoveToRecycleBinEventInfo<IMedia> move in notification.MoveInfoCollection)
        {
            pump.Post(new MediaChange.Trashed(move.Entity.Key, move.Entity.Path));
        }
    }

    public void Handle(MediaDeletedNotification notification)
    {
        foreach (IMedia media in notification.DeletedEntities)
        {
            pump.Post(new MediaChange.Deleted(media.Key));
        }
    }

    private static bool IsInBin(string path) => path.Split(',').Contains(Constants.System.RecycleBinMediaString);
}
