using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Gives up on a call after the connection's time-out. The provider may have done the work and charged for it, so the failure is
/// <see cref="Charged.Unknown"/> where calls are charged, unless the call says that nothing was sent yet. Where the site stops, a call that has come
/// as far as this goes on for as long as <see cref="VisionCall.Until"/> allows.
/// </summary>
internal sealed class CallTimeout(IVisionCaller inner, TimeProvider clock) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        TimeSpan limit = call.Connection.Options.Timeout;
        CancellationToken stop = call.Until ?? cancellationToken;
        using var timer = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return await inner.CallAsync(call, either.Token);
        }
        catch (NothingSentException e) when (timer.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new CalledReply(VisionReply.Failed(NotSent(call, limit, e)), CallId: null);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new CalledReply(VisionReply.Failed(TooSlow(call, limit)), CallId: null);
        }
    }

    private static Failure NotSent(VisionCall call, TimeSpan limit, NothingSentException waiting) => new(
        FailureKind.Unavailable,
        $"Nothing was sent to {call.Connection.Alias} within {limit.TotalSeconds:0} seconds. {waiting.Message}")
    {
        Code = "not-sent",
        Sent = false,
    };

    private static Failure TooSlow(VisionCall call, TimeSpan limit) => new(
        FailureKind.Unavailable,
        $"{call.Connection.Alias} did not answer within {limit.TotalSeconds:0} seconds.")
    {
        Code = "timeout",
        Charged = call.Connection.Provider.Declaration.Charged ? Charged.Unknown : Charged.No,
    };
}
