using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>
/// Takes what a run has waiting in the queue out of it, as it was before the run: done images are done again, and what AutoTag had never heard of
/// is unknown again. What another running run waits for too, is that one's from then on. A run has few images in the queue at once.
/// </summary>
internal static class Withdrawal
{
    private const int Queued = (int)RunImageState.Queued;
    private const int Waiting = (int)WorkState.Waiting;

    private const string ImageOfRun = "image.runId = @run AND image.mediaKey = autoTagWorkItem.mediaKey";

    private static readonly string s_waitsInQueue =
        $"""
        UPDATE autoTagRunImage SET state = {(int)RunImageState.Listed}, queuedAt = NULL
        WHERE runId = @run AND state = {Queued}
            AND EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagRunImage.mediaKey AND work.state = {Waiting})
        """;

    private static readonly string s_another =
        $"""
        SELECT MIN(other.runId) FROM autoTagRunImage AS other
        WHERE other.mediaKey = autoTagWorkItem.mediaKey AND other.state = {Queued} AND other.runId <> @run
            AND other.runId IN (SELECT id FROM autoTagRun WHERE state = {(int)RunState.Running})
        """;

    // A budget of this run is nothing to the other.
    private static readonly string s_forgetRefusals =
        $"""
        UPDATE autoTagWorkItem SET reason = NULL, reasonCode = NULL, dueAt = @now
        WHERE runId = @run AND state = {Waiting} AND waitsFor = '' AND reasonCode IN ('{BudgetRefusal.UsedUpCode}', '{BudgetRefusal.ReservedCode}', '{UnknownPrice.Code}')
        """;

    private static readonly string s_handOver =
        $"UPDATE autoTagWorkItem SET runId = COALESCE(({s_another}), runId) WHERE runId = @run AND state = {Waiting}";

    private static readonly string s_forget =
        $"""
        DELETE FROM autoTagWorkItem
        WHERE runId = @run AND state = {Waiting} AND contentHash IS NULL
            AND EXISTS (SELECT 1 FROM autoTagRunImage AS image WHERE {ImageOfRun} AND image.stateBefore IS NULL)
        """;

    private static readonly string s_putBack =
        $"""
        UPDATE autoTagWorkItem SET
            state = COALESCE((SELECT image.stateBefore FROM autoTagRunImage AS image WHERE {ImageOfRun}), {(int)WorkState.Done}),
            reasonCode = (SELECT image.reasonCodeBefore FROM autoTagRunImage AS image WHERE {ImageOfRun}),
            reason = NULL, waitsFor = '', runId = NULL, changedAt = @now
        WHERE runId = @run AND state = {Waiting}
        """;

    /// <summary>How many images were taken back to the run's list.</summary>
    public static async Task<int> TakeOutAsync(Session session, Guid run, DateTimeOffset now)
    {
        var parameters = new { run = Stored.Of(run), now = Stored.Of(now) };
        int taken = await session.ExecuteAsync(s_waitsInQueue, parameters);
        await session.ExecuteAsync(s_forgetRefusals, parameters);
        await session.ExecuteAsync(s_handOver, parameters);
        await session.ExecuteAsync(s_forget, parameters);
        await session.ExecuteAsync(s_putBack, parameters);
        return taken;
    }
}
