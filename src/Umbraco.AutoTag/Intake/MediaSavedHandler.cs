using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Media;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Intake;

/// <summary>
/// Takes note of saved media. It runs while the editor waits for the save, so it reads what is in memory and nothing else; what is missed is
/// found by the sweep, which is asked to run soon.
/// </summary>
internal sealed class MediaSavedHandler(IntakePump pump, LibraryImages images, Readiness readiness, WorkSignal signal) :
    INotificationHandler<MediaSavingNotification>,
    INotificationHandler<MediaSavedNotification>
{
    // uSync marks its imports with it (KevinJump/uSync, uSyncEvents); any importer may.
    private const string ImportState = "uSync.ProcessState";

    // AutoTag's own note from before the save to after it: when each item was last saved before.
    private const string LastSavesState = "AutoTag.LastSaves";

    public void Handle(MediaSavingNotification notification)
    {
        if (OwnWrite.IsActive)
        {
            notification.State[LastSavesState] = notification.SavedEntities.ToDictionary(media => media.Key, media => UmbracoMediaLibrary.Utc(media.UpdateDate));
        }
    }

    public void Handle(MediaSavedNotification notification)
    {
        if (OwnWrite.IsActive)
        {
            PostOwn(notification);
            return;
        }

        bool isImport = notification.State.ContainsKey(ImportState);
        if (!readiness.IsReady)
        {
            signal.MissedIntake();
        }

        // The sweep finds an upload, but cannot know an import for what it is.
        if (readiness.IsReady || isImport)
        {
            foreach (IMedia media in notification.SavedEntities)
            {
                pump.Post(new MediaChange.Saved(SavedFrom(media, isImport), images.Look(media)));
            }
        }
    }

    internal static SavedMedia SavedFrom(IMedia media, bool isImport) => new(
        media.Key,
        media.Path,
        media.ContentType.Alias,
        HasFile: !string.IsNullOrEmpty(media.GetValue<string>(Constants.Conventions.Media.File)),
        media.Trashed,
        isImport);

    private void PostOwn(MediaSavedNotification notification)
    {
        if (!notification.State.TryGetValue(LastSavesState, out object? noted) || noted is not IReadOnlyDictionary<Guid, DateTimeOffset> lastSaves)
        {
            return;
        }

        foreach (IMedia media in notification.SavedEntities)
        {
            if (lastSaves.TryGetValue(media.Key, out DateTimeOffset before))
            {
                pump.Post(new MediaChange.SavedByUs(new OwnSave(media.Key, before, UmbracoMediaLibrary.Utc(media.UpdateDate)), images.Look(media)));
            }
        }
    }
}
