using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// The last look at a call's permit, with nothing but the network behind it. A locked database or a process that stood still may have held the
/// call up; a permit used late counts in another window than the provider's, which then sees more than it allows. A late one is exchanged for one
/// of this moment.
/// </summary>
internal sealed class PermitExchange(IVisionCaller inner, RatePermits permits, TimeProvider clock) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        if (call.Permit is not { } permit || clock.GetUtcNow() <= permit.GoodUntil)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        Permission another = await ExchangeAsync(call, permit, cancellationToken);
        return another.Refusal is { } refusal
            ? new CalledReply(VisionReply.Failed(refusal), CallId: null)
            : await inner.CallAsync(call with { Permit = another.Permit }, cancellationToken);
    }

    // The ledger has noted the call by now, and would take whatever comes out of here for a call that was cut off.
    private async Task<Permission> ExchangeAsync(VisionCall call, Permit permit, CancellationToken cancellationToken)
    {
        try
        {
            return await permits.TakeAsync(call, insteadOf: permit.Id, cancellationToken);
        }
        catch (Exception e)
        {
            throw new NothingSentException($"The permit for {call.Connection.Alias} could not be exchanged for one of this moment.", cancellationToken, e);
        }
    }
}
