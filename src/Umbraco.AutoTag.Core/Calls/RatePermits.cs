using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Takes permits of a connection's rate limit so far apart that the provider, too, never sees more than it allows.</summary>
internal sealed class RatePermits(IRatePermitStore store, TimeProvider clock)
{
    // Between a permit and the moment at which the provider counts the call lies the network, once longer and once shorter. 1 % more of the
    // window than the provider counts takes that up, and leaves 99 % of the rate.
    private const double Slack = 1.01;

    /// <summary>Null where a permit was taken or none is needed, else how long until one is free.</summary>
    public async Task<TimeSpan?> TakeAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (connection.RateLimit is not { } limit
            || await store.TakeAsync(connection.Alias, limit with { Window = limit.Window * Slack }, cancellationToken) is not { } freeAt)
        {
            return null;
        }

        TimeSpan wait = freeAt - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
