using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>Works on the queue as the package's worker does: a bounded number at once, and the next is claimed the moment a place is free.</summary>
internal sealed class Crew(Rooms rooms, int images)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _placeIsFree = new(0);
    private int _underWay;
    private int _walked;

    /// <summary>How many walks have ended.</summary>
    public int Walked => Volatile.Read(ref _walked);

    /// <summary>Works until it is told to stop; what is under way then is given back.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int places = images - Volatile.Read(ref _underWay);
            IReadOnlyList<Lease> leases = places > 0 ? await rooms.Claim.NextAsync(places, CancellationToken.None) : [];
            Interlocked.Add(ref _underWay, leases.Count);
            foreach (Lease lease in leases)
            {
                _ = Task.Run(() => WalkAsync(lease, stop), CancellationToken.None);
            }

            await RestAsync(stop);
        }

        while (Volatile.Read(ref _underWay) > 0)
        {
            await _placeIsFree.WaitAsync(s_betweenLooks);
        }
    }

    private async Task WalkAsync(Lease lease, CancellationToken stop)
    {
        try
        {
            await rooms.Heartbeat.WhileAsync(lease, (held, _) => rooms.Walk.WalkAsync(lease, held), stop);
            Interlocked.Increment(ref _walked);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Given back.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            _placeIsFree.Release();
        }
    }

    private async Task RestAsync(CancellationToken stop)
    {
        try
        {
            await _placeIsFree.WaitAsync(s_betweenLooks, stop);
            // Several places that are free are one claim.
            while (_placeIsFree.Wait(0, CancellationToken.None))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Stops.
        }
    }
}
