using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.News;

/// <summary>
/// Umbraco lets no subscriber fire webhooks, because what is saved on one server is heard of by all. What happens to an image in AutoTag is heard of
/// by the one server where it happens, and by no other: that one has to tell, whatever its role. Firing puts the request into the site's database, from where
/// the scheduling publisher sends it.
/// </summary>
internal sealed class AnyServerTells(IServerRoleAccessor roles) : IServerRoleAccessor
{
    /// <inheritdoc />
    public ServerRole CurrentServerRole => roles.CurrentServerRole is ServerRole.Subscriber ? ServerRole.SchedulingPublisher : roles.CurrentServerRole;
}
