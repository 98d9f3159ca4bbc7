namespace Umbraco.AutoTag.Core.Runs;

/// <summary>How fast a run may go, for all servers together. The limits of the connections hold all the same.</summary>
/// <param name="Concurrency">The most of its images in the queue or in a worker's hand at once, without those that wait for another run's batch; null where only <see cref="AdvanceRun.MostQueued"/> limits them.</param>
/// <param name="PerMinute">The most of its images that come into the queue in any minute; null where nothing limits them.</param>
public sealed record RunPace(int? Concurrency = null, int? PerMinute = null)
{
    /// <summary>The minute of <see cref="PerMinute"/>.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>As fast as the site and its connections allow.</summary>
    public static RunPace Free { get; } = new();
}
