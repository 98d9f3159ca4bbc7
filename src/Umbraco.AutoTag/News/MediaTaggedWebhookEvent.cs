using Microsoft.Extensions.Options;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.News;

/// <summary>Sends what a <see cref="MediaTaggedNotification"/> says to the webhooks that were set up for it under Settings, Webhooks.</summary>
[WebhookEvent("AutoTag: media tagged", "Media")]
public sealed class MediaTaggedWebhookEvent(
    IWebhookFiringService firing, IWebhookService webhooks, IOptionsMonitor<WebhookSettings> settings, IServerRoleAccessor roles)
    : WebhookEventBase<MediaTaggedNotification>(firing, webhooks, settings, new AnyServerTells(roles))
{
    /// <inheritdoc />
    public override string Alias => "AutoTag.MediaTagged";
}
