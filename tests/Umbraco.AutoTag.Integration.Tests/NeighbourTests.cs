using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Other packages hear of AutoTag's saves, too, and not all of them are well.</summary>
internal sealed class NeighbourTests
{
    [Test]
    public async Task A_handler_of_another_package_that_throws_at_AutoTags_save_makes_nothing_be_written_or_paid_twice()
    {
        await using Site site = await Site.StartReadyAsync(
            neighbours: umbraco => umbraco.AddNotificationHandler<MediaSavedNotification, ThrowsAtDescribedImages>());
        Editor editor = await site.MediaEditorAsync();

        Guid photo = await editor.UploadAsync(Repository.DemoPhoto("two-dogs-window.jpg"));
        await editor.SeesEndAsync(photo);

        WorkItem? work = await site.WorkOnAsync(photo);
        Assert.That((work!.State, work.Attempts), Is.EqualTo((WorkState.Done, 1)), work.Reason);
        Assert.That(site.Stored(photo, "altText"), Is.Not.Empty);
        Assert.That(await site.CallsForAsync(photo), Has.Count.EqualTo(1));
    }

    private sealed class ThrowsAtDescribedImages : INotificationHandler<MediaSavedNotification>
    {
        public void Handle(MediaSavedNotification notification)
        {
            if (notification.SavedEntities.Any(media => media.HasProperty("altText") && media.GetValue<string>("altText") is { Length: > 0 }))
            {
                throw new InvalidOperationException("A neighbour is not well.");
            }
        }
    }
}
