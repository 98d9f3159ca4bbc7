using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Lets so many calls of one connection out at once. A place that is not free within a moment is not waited for: the worker has other
/// connections to serve, and the image waits in the queue as well.
/// </summary>
internal sealed class ConcurrencyGate(IVisionCaller inner, TimeProvider clock) : IVisionCaller
{
    /// <summary>The <see cref="Failure.Code"/> of a call that finds no place.</summary>
    public const string Code = "Concurrency";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _places = new(StringComparer.OrdinalIgnoreCase);

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        int concurrency = call.Connection.Options.Concurrency;
        SemaphoreSlim places = _places.GetOrAdd($"{call.Connection.Alias}/{concurrency}", _ => new SemaphoreSlim(concurrency));
        if (!await TakeAsync(places, cancellationToken))
        {
            return new CalledReply(VisionReply.Failed(HeldBack(call)), CallId: null);
        }

        try
        {
            return await inner.CallAsync(call, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<bool> TakeAsync(SemaphoreSlim places, CancellationToken cancellationToken)
    {
        if (places.Wait(0, cancellationToken))
        {
            return true;
        }

        using var timer = new CancellationTokenSource(Retry.LongestPause, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Failure HeldBack(VisionCall call) => new(
        FailureKind.Throttled,
        $"{call.Connection.Options.Concurrency} calls to {call.Connection.Alias} are under way, which is as many as its Concurrency allows.")
    {
        Code = Code,
        IsOwnCode = true,
        RetryAfter = Retry.LongestPause,
        Sent = false,
    };
}
