using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.CommandLine;

/// <summary>Waits for a run that the site's servers work on.</summary>
internal sealed class AwaitRun(IRunStore runs, IWorkerStore workers, TimeProvider clock)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Waits until the run has ended or stopped, nobody is there to work on it, or the time is up.</summary>
    /// <param name="id">The run.</param>
    /// <param name="timeout">How long; null is without end.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The run as it is then, and why it is no longer waited for.</returns>
    public async Task<Awaited> EndOfAsync(Guid id, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = clock.GetUtcNow() + timeout;
        while (true)
        {
            Run run = (await runs.FindAsync(id, cancellationToken))!;
            if (run.State != RunState.Running)
            {
                return new Awaited(run, WaitEnd.Stopped);
            }

            if (AtWork.Of(await workers.AllAsync(cancellationToken), clock.GetUtcNow()).Why is not null)
            {
                return new Awaited(run, WaitEnd.NobodyWorks);
            }

            TimeSpan? left = until - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return new Awaited(run, WaitEnd.TimeIsUp);
            }

            await Task.Delay(left < s_betweenLooks ? left.Value : s_betweenLooks, clock, cancellationToken);
        }
    }
}

/// <summary>A run that was waited for.</summary>
/// <param name="Run">As it is now.</param>
/// <param name="Why">Why it is no longer waited for.</param>
internal sealed record Awaited(Run Run, WaitEnd Why);

/// <summary>Why a run is no longer waited for.</summary>
internal enum WaitEnd
{
    /// <summary>It no longer runs.</summary>
    Stopped,

    /// <summary>It runs, and no server works on the queue.</summary>
    NobodyWorks,

    /// <summary>It runs, and whoever waits wanted to wait no longer.</summary>
    TimeIsUp,
}
