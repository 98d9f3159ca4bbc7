using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Sends no more than the rate limit allows. A permit that is free within a moment is waited for, so that the rate is used to the full; a
/// call that has to wait longer is not held in memory: it goes back to the durable queue with the moment from which a permit is free, so that
/// a restart loses nothing and an editor can be told when.
/// </summary>
internal sealed class RateLimitGate(IVisionCaller inner, RatePermits permits) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        (Permit? permit, Failure? refusal) = await permits.TakeAsync(call, insteadOf: null, cancellationToken);
        return refusal is null
            ? await inner.CallAsync(call with { Permit = permit }, cancellationToken)
            : new CalledReply(VisionReply.Failed(refusal), CallId: null);
    }
}
