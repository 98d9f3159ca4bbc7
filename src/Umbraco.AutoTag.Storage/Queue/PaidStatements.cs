using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>What the ledger knows of an item whose row in the queue was lost: the calls that may have been paid for and brought no answer.</summary>
internal static class PaidStatements
{
    // Whoever has answered since has not failed for good.
    private const string InVain =
        """
        SELECT failure FROM autoTagLedger
        WHERE mediaKey = @mediaKey AND charged <> 0 AND outcome <> 0 AND (runId = @runId OR (@runId IS NULL AND sentAt >= @since))
            AND sentAt > COALESCE((SELECT MAX(answered.sentAt) FROM autoTagLedger AS answered WHERE answered.mediaKey = @mediaKey AND answered.outcome = 0 AND answered.connection = autoTagLedger.connection), 0)
        """;

    /// <summary>Those of the run, where one asks, and else those since the save; as tries, so that nobody pays for an image without end because its row was lost.</summary>
    public static async Task<Tries> InVainAsync(Session session, WorkRequest request)
    {
        IReadOnlyList<int?> failures = await session.QueryAsync<int?>(
            InVain, new { mediaKey = Stored.Of(request.MediaKey), runId = Stored.Of(request.RunId), since = Stored.Of(request.SavedAt) });
        return failures
            .GroupBy(kind => (FailureKind?)kind ?? FailureKind.Unavailable, (kind, calls) => (Kind: kind, Count: CountOf(kind, calls.Count())))
            .SelectMany(met => Enumerable.Repeat(FailureRules.CountedAsPaid(met.Kind), met.Count))
            .Aggregate(default(Tries), (tries, met) => tries.Plus(met));
    }

    // What has ended an item ended it, also where that were fewer calls than end it whatever they met.
    private static int CountOf(FailureKind kind, int calls) =>
        FailureRules.For(kind).MaxAttempts is > 0 and int most && calls >= most ? Math.Max(calls, FailureRules.MaxPaidAttempts) : calls;
}
