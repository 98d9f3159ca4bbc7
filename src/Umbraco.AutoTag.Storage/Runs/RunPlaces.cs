using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>
/// How many more images a run may bring into the queue at its pace. Asked in the step that brings them in, with the run's row in hand: two servers
/// that feed the same run count one after the other.
/// </summary>
internal static class RunPlaces
{
    private const string PaceOf = "SELECT mostAtOnce, mostPerMinute FROM autoTagRun WHERE id = @run";

    private const string FedSince = "SELECT COUNT(*) FROM autoTagRunImage WHERE runId = @run AND queuedAt > @since AND queuedAt <= @soon";

    // Later than that nothing can have come in: a clock was set back since.
    private static readonly TimeSpan s_soon = RunPace.Minute;

    private static readonly string s_queued = $"SELECT COUNT(*) FROM autoTagRunImage WHERE runId = @run AND state = {(int)RunImageState.Queued}";

    /// <param name="session">The step's.</param>
    /// <param name="run">The run.</param>
    /// <param name="take">How many are wanted.</param>
    /// <param name="now">The moment.</param>
    /// <returns>How many may come in, and when they did, where that has to be remembered.</returns>
    public static async Task<(int Take, DateTimeOffset? QueuedAt)> OfAsync(Session session, string run, int take, DateTimeOffset now)
    {
        (int? atOnce, int? perMinute) = await session.FirstAsync<(int?, int?)>(PaceOf, new { run });
        if (atOnce is { } most)
        {
            take = Math.Min(take, most - await session.FirstAsync<int>(s_queued, new { run }));
        }

        if (perMinute is not { } rate)
        {
            return (Math.Max(take, 0), null);
        }

        int fed = await session.FirstAsync<int>(FedSince, new { run, since = Stored.Of(now - RunPace.Minute), soon = Stored.Of(now + s_soon) });
        return (Math.Max(Math.Min(take, rate - fed), 0), now);
    }
}
