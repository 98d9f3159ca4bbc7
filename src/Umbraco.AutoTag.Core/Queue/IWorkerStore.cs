namespace Umbraco.AutoTag.Core.Queue;

/// <summary>The servers that share the queue, as they last reported.</summary>
public interface IWorkerStore
{
    /// <summary>Writes down that a server lives; forgets servers that were silent for a month.</summary>
    /// <param name="worker">Its name, unique among all that share the queue.</param>
    /// <param name="mode">How it is configured.</param>
    /// <param name="works">True where it works on the queue at this moment.</param>
    /// <param name="skew">How far its clock is ahead of the database's.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task ReportAsync(string worker, string mode, bool works, TimeSpan skew, CancellationToken cancellationToken);

    /// <summary>All of them, the one that was heard of last first.</summary>
    Task<IReadOnlyList<WorkerReport>> AllAsync(CancellationToken cancellationToken);

    /// <summary>How far this server's clock is ahead of the database's; negative where it is behind. Exact to the length of one query.</summary>
    Task<TimeSpan> SkewAsync(CancellationToken cancellationToken);
}

/// <summary>A server as it last reported.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mode">How it is configured.</param>
/// <param name="SeenAt">When it last reported.</param>
/// <param name="WorkedAt">When it last reported that it works on the queue; null where it never did.</param>
/// <param name="Skew">How far its clock was ahead of the database's.</param>
public sealed record WorkerReport(string Name, string Mode, DateTimeOffset SeenAt, DateTimeOffset? WorkedAt, TimeSpan Skew);
