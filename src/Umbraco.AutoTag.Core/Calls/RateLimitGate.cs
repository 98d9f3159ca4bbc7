using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Sends no more than the rate limit allows. A permit that is free within a moment is waited for, so that the rate is used to the full; a
/// call that has to wait longer is not held in memory: it goes back to the durable queue with the moment from which a permit is free, so that
/// a restart loses nothing and an editor can be told when.
/// </summary>
internal sealed class RateLimitGate(IVisionCaller inner, RatePermits permits, TimeProvider clock) : IVisionCaller
{
    // Free at this very moment, said a clock that another server's may be a little ahead of.
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(1);

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        while (await permits.TakeAsync(call.Connection, cancellationToken) is { } wait)
        {
            if (clock.GetElapsedTime(start) + wait > Retry.LongestPause)
            {
                return new CalledReply(VisionReply.Failed(HeldBack(call, wait)), CallId: null);
            }

            await Task.Delay(wait > s_shortestWait ? wait : s_shortestWait, clock, cancellationToken);
        }

        return await inner.CallAsync(call, cancellationToken);
    }

    private static Failure HeldBack(VisionCall call, TimeSpan wait)
    {
        RateLimit limit = call.Connection.RateLimit!;
        return new Failure(
            FailureKind.Throttled,
            $"{call.Connection.Alias} allows {limit.Requests} requests in {limit.Window.TotalSeconds:0} seconds, and they are used up.")
        {
            Code = "rate-limit",
            RetryAfter = wait,
            Sent = false,
        };
    }
}
