using Microsoft.Extensions.Options;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.Budgets;

/// <summary>Sends what a <see cref="BudgetReachedNotification"/> says to the webhooks that were set up for it under Settings, Webhooks.</summary>
[WebhookEvent("AutoTag: part of a budget reached", "Other")]
public sealed class BudgetReachedWebhookEvent(
    IWebhookFiringService firing, IWebhookService webhooks, IOptionsMonitor<WebhookSettings> settings, IServerRoleAccessor roles)
    : WebhookEventBase<BudgetReachedNotification>(firing, webhooks, settings, roles)
{
    /// <inheritdoc />
    public override string Alias => "AutoTag.BudgetReached";
}
