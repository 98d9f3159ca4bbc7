using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>What the ledger knows of an item whose row in the queue was lost: the calls that may have been paid for and brought no answer.</summary>
internal static class PaidStatements
{
    // An answer ends the row of failures, as it does in the queue where the item is done with it.
    private const string InVain =
        """
        SELECT failure FROM autoTagLedger
        WHERE mediaKey = @mediaKey AND charged <> 0 AND outcome <> 0 AND (runId = @runId OR (@runId IS NULL AND sentAt >= @since))
            AND sentAt > COALESCE((SELECT MAX(answered.sentAt) FROM autoTagLedger AS answered WHERE answered.mediaKey = @mediaKey AND answered.outcome = 0), 0)
        """;

    /// <summary>Those of the run, where one asks, and else those since then; as tries, so that nobody pays for an image without end because its row was lost.</summary>
    public static async Task<Tries> InVainAsync(Session session, WorkRequest request, DateTimeOffset since)
    {
        IReadOnlyList<int?> failures = await session.QueryAsync<int?>(
            InVain, new { mediaKey = Stored.Of(request.MediaKey), runId = Stored.Of(request.RunId), since = Stored.Of(since) });
        return failures.Aggregate(default(Tries), (tries, kind) => tries.Plus(FailureRules.CountedAsPaid((FailureKind?)kind ?? FailureKind.Unavailable)));
    }
}
