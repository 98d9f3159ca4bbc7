namespace Umbraco.AutoTag.Workers;

/// <summary>Wakes the worker of this process when there is something to do, so that an upload does not wait for the next look at the queue.</summary>
internal sealed class WorkSignal(TimeProvider clock)
{
    private readonly SemaphoreSlim _raised = new(0, 1);
    private int _missed;
    private int _everything;
    private int _stock;

    /// <summary>There is work.</summary>
    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Raised already, and nobody has looked yet.
        }
    }

    /// <summary>A save could not be taken in: the sweep must look soon.</summary>
    public void MissedIntake() => Interlocked.Exchange(ref _missed, 1);

    /// <summary>What is known about images may have found a place: the sweep must bring in all of them, soon.</summary>
    public void LookAtEverything()
    {
        Interlocked.Exchange(ref _everything, 1);
        Interlocked.Exchange(ref _stock, 1);
    }

    /// <summary>True once after each <see cref="LookAtEverything"/>.</summary>
    public bool TakeEverything() => Interlocked.Exchange(ref _everything, 0) == 1;

    /// <summary>True once after each <see cref="LookAtEverything"/>, for those who take stock.</summary>
    public bool TakeStock() => Interlocked.Exchange(ref _stock, 0) == 1;

    /// <summary>True once after each <see cref="MissedIntake"/>.</summary>
    public bool TakeMissed() => Interlocked.Exchange(ref _missed, 0) == 1;

    /// <summary>Waits for the signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await _raised.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came; look anyway.
        }
    }
}
