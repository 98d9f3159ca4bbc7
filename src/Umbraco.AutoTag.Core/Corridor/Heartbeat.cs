using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Prolongs a lease while its item is worked on: a provider may take longer than a lease lasts. Where the lease is lost all the same, the work
/// is stopped, because whatever it would still write is another worker's to write.
/// </summary>
public sealed class Heartbeat(IWorkItemStore items, TimeProvider clock, ILogger<Heartbeat> log)
{
    private static readonly TimeSpan s_beat = Claim.LeaseTime / 4;

    /// <summary>Beats until the work has ended, however it ends.</summary>
    /// <param name="lease">What is held.</param>
    /// <param name="work">Is told to stop where the lease is lost: first what stops everything, then what stops a call that is on its way.</param>
    /// <param name="cancellationToken">The host stops: the work is told so, and its exception is the caller's.</param>
    /// <param name="callsUntil">A call that is on its way by then may go on until this; null where it stops with everything else.</param>
    public async Task WhileAsync(
        Lease lease, Func<CancellationToken, CancellationToken, Task> work, CancellationToken cancellationToken, CancellationToken? callsUntil = null)
    {
        // It fires by itself when the lease runs out: a database that cannot be reached says nothing about who holds the item by now.
        using var lost = new CancellationTokenSource(Later(TimeSpan.Zero, lease.ExpiresAt - clock.GetUtcNow()), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost.Token);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(callsUntil ?? cancellationToken, lost.Token);
        await using ITimer timer = clock.CreateTimer(_ => _ = BeatAsync(lease, lost), null, s_beat, s_beat);
        try
        {
            await work(either.Token, call.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("AutoTag lost its lease on media item {MediaKey} and stopped its work on it; whoever holds it now carries on.", lease.Item.MediaKey);
        }
    }

    private async Task BeatAsync(Lease lease, CancellationTokenSource lost)
    {
        try
        {
            if (await items.ExtendAsync(lease, Claim.LeaseTime, CancellationToken.None) is { } extended)
            {
                lost.CancelAfter(Later(TimeSpan.Zero, extended.ExpiresAt - clock.GetUtcNow()));
            }
            else
            {
                await lost.CancelAsync();
            }
        }
        catch (ObjectDisposedException)
        {
            // The work ended while the beat was on its way.
        }
        catch (Exception e)
        {
            // A missed beat is made good by the next one; after four the lease runs out and the work is stopped.
            log.LogWarning(e, "AutoTag missed a heartbeat of media item {MediaKey}.", lease.Item.MediaKey);
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
