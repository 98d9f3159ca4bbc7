using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// Whether this server's clock agrees well enough with the others' to share the queue. Each server tells by its own clock when another's lease is over:
/// one that is far ahead would take what others have in hand, and one that is far behind would hold what is not its own any more.
/// </summary>
/// <param name="workers">The other servers, and the database's clock.</param>
/// <param name="name">Name of this process.</param>
/// <param name="clock">The clock in question.</param>
/// <param name="log">Hears when that changes.</param>
internal sealed class AgreedTime(IWorkerStore workers, WorkerName name, TimeProvider clock, ILogger<AgreedTime> log)
{
    /// <summary>
    /// Heartbeats leave three quarters of a lease to live. Of two servers each may be off by one of them, and one is left for what happens between two looks.
    /// </summary>
    public static readonly TimeSpan MostApart = Claim.LeaseTime / 4;

    // Two small questions, asked no more often than that while images come and go.
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    // A clock that is set anew goes on by another time than has passed.
    private static readonly TimeSpan s_jump = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _once = new(1);
    private (long At, DateTimeOffset Showed)? _looked;
    private volatile string? _problem;

    /// <summary>For people: why this server takes nothing from the queue; null where its clock is no reason.</summary>
    public string? Problem => _problem;

    /// <summary>Looks, where the last look is too long ago. True where this server may take from the queue.</summary>
    public async Task<bool> IsKeptAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (IsDue())
            {
                (long, DateTimeOffset) looked = (clock.GetTimestamp(), clock.GetUtcNow());
                Tell(await LookAsync(cancellationToken));
                _looked = looked;
            }

            return _problem is null;
        }
        finally
        {
            _once.Release();
        }
    }

    private bool IsDue()
    {
        if (_looked is not { } looked)
        {
            return true;
        }

        TimeSpan passed = clock.GetElapsedTime(looked.At);
        return passed >= s_between || (clock.GetUtcNow() - looked.Showed - passed).Duration() >= s_jump;
    }

    // A server that works alone may be off as far as it likes: there is nobody whose leases it could misjudge. Of two that differ the one that agrees with
    // the database goes on.
    private async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        TimeSpan ahead = await workers.SkewAsync(cancellationToken);
        if (ahead.Duration() <= MostApart)
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow() - ahead;
        WorkerReport? other = (await workers.AllAsync(cancellationToken)).FirstOrDefault(server =>
            server.Name != name.Value && AtWork.IsWorking(server with { WorkedAt = server.WorkedAt - server.Skew }, now) && (ahead - server.Skew).Duration() > MostApart);
        return other is null
            ? null
            : $"The clock of {name.Value} is {ahead.Duration().TotalSeconds:0} seconds {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's and does not agree with " +
                $"that of {other.Name}: it takes no images from the queue, so that it does not take what others have in hand. Set the clocks by a time server.";
    }

    private void Tell(string? problem)
    {
        if (problem is not null && _problem is null)
        {
            log.LogError("AutoTag is waiting: {Problem}", problem);
        }
        else if (problem is null && _problem is not null)
        {
            log.LogInformation("This server's clock agrees with the others again: AutoTag works again.");
        }

        _problem = problem;
    }
}
