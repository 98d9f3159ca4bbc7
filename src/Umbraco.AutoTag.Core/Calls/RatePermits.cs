using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Takes permits of a connection's rate limit so far apart that the provider, too, never sees more than it allows, and a little ahead of time,
/// so that each is used at the moment it is free: the rate is used to the full, and nobody has to come back and ask.
/// </summary>
internal sealed class RatePermits(IRatePermitStore store, TimeProvider clock)
{
    /// <summary>The <see cref="Failure.Code"/> of a call that has no permit.</summary>
    public const string Code = "RateLimit";

    // Between a permit and the moment at which the provider counts the call lies the network, once longer and once shorter. 1 % more of the
    // window than the provider counts takes that up, and leaves 99 % of the rate.
    private const double Slack = 0.01;

    // Half of that for what lies between the permit and the network: beyond it a permit is stale. Never less than an ordinary database needs.
    private static readonly TimeSpan s_leastLateness = TimeSpan.FromMilliseconds(100);

    // No further ahead: who dies with a permit in hand wastes it, and who waits for one keeps a worker from other connections.
    private static readonly TimeSpan s_ahead = TimeSpan.FromSeconds(5);

    // An item that is told to come back is there, and made ready, before its permit is free. A worker looks for it every two seconds.
    private static readonly TimeSpan s_early = TimeSpan.FromSeconds(4);

    /// <summary>Takes a permit and waits for its moment.</summary>
    public async Task<Permission> TakeAsync(VisionCall call, Guid? insteadOf, CancellationToken cancellationToken)
    {
        if (call.Connection.RateLimitFor(call.Request.Model) is not { } limit)
        {
            return Permission.Unlimited;
        }

        RatePermit permit = await store.TakeAsync(
            call.Connection.Alias, limit with { Window = limit.Window * (1 + Slack) }, s_ahead, insteadOf, cancellationToken);
        if (permit.Id is not { } id)
        {
            return new Permission(Permit: null, HeldBack(call.Connection.Alias, limit, permit.From));
        }

        // A timer knows whole milliseconds only and may be early by a part of one.
        while (permit.From - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), clock, cancellationToken);
        }

        TimeSpan lateness = limit.Window * (Slack / 2);
        return new Permission(new Permit(id, permit.From + (lateness > s_leastLateness ? lateness : s_leastLateness)), Refusal: null);
    }

    private Failure HeldBack(string alias, RateLimit limit, DateTimeOffset freeAt)
    {
        TimeSpan wait = freeAt - clock.GetUtcNow() - s_early;
        return new Failure(FailureKind.Throttled, $"{alias} allows {limit.Requests} requests in {limit.Window.TotalSeconds:0} seconds, and they are used up.")
        {
            Code = Code,
            IsOwnCode = true,
            RetryAfter = wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            Sent = false,
        };
    }
}

/// <summary>Whether a call may go out.</summary>
/// <param name="Permit">With what; null where it needs none, or has none.</param>
/// <param name="Refusal">Why not; null where it may.</param>
internal sealed record Permission(Permit? Permit, Failure? Refusal)
{
    /// <summary>There is no limit.</summary>
    public static Permission Unlimited { get; } = new(null, null);
}

/// <summary>A permit whose moment has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="GoodUntil">From then on the provider might see it in another window than it was counted in.</param>
public sealed record Permit(Guid Id, DateTimeOffset GoodUntil);
