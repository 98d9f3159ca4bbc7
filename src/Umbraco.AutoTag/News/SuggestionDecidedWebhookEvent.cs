using Microsoft.Extensions.Options;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.News;

/// <summary>Sends what a <see cref="SuggestionDecidedNotification"/> says to the webhooks that were set up for it under Settings, Webhooks.</summary>
[WebhookEvent("AutoTag: suggestion decided", "Media")]
public sealed class SuggestionDecidedWebhookEvent(
    IWebhookFiringService firing, IWebhookService webhooks, IOptionsMonitor<WebhookSettings> settings, IServerRoleAccessor roles)
    : WebhookEventBase<SuggestionDecidedNotification>(firing, webhooks, settings, new AnyServerTells(roles))
{
    /// <inheritdoc />
    public override string Alias => "AutoTag.SuggestionDecided";
}
