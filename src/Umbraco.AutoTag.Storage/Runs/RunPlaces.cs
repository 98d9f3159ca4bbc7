using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>
/// How many more images a run may bring into the queue at its pace. Asked in the step that brings them in, with the run's row in hand: two servers
/// that feed the same run count one after the other.
/// </summary>
internal static class RunPlaces
{
    /// <summary>A run's images in the queue; needs <c>@run</c>.</summary>
    public static readonly string Queued = $"image.runId = @run AND image.state = {(int)RunImageState.Queued}";

    /// <summary>
    /// Whether such an image waits for a batch. In a run that is in none itself that is another run's: it comes back after hours, and takes nobody's time
    /// until then.
    /// </summary>
    public static readonly string WaitsForBatch =
        $"""
        EXISTS (SELECT 1 FROM autoTagWorkItem AS work
            WHERE work.mediaKey = image.mediaKey AND work.state = {(int)WorkState.Waiting} AND work.reasonCode = '{BatchReasons.InBatch}')
        """;

    private const string PaceOf = "SELECT mostAtOnce, mostPerMinute FROM autoTagRun WHERE id = @run";

    private const string FedSince = "SELECT COUNT(*) FROM autoTagRunImage WHERE runId = @run AND queuedAt > @since AND queuedAt <= @soon";

    // Later than that nothing can have come in: a clock was set back since.
    private static readonly TimeSpan s_soon = RunPace.Minute;

    private static readonly string s_queued = $"SELECT COUNT(*) FROM autoTagRunImage AS image WHERE {Queued} AND NOT {WaitsForBatch}";

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
