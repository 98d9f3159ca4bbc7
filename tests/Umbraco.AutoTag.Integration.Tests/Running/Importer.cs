using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>Another package's import: what it saves is noted, and sent nowhere until somebody asks.</summary>
internal sealed class Importer : INotificationHandler<MediaSavingNotification>
{
    public static void AddTo(IUmbracoBuilder builder) => builder.AddNotificationHandler<MediaSavingNotification, Importer>();

    public void Handle(MediaSavingNotification notification) => notification.State["uSync.ProcessState"] = true;
}
