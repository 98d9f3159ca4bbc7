using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>What an editor asked for and is not done: as much of the item's row in the queue as must be known where that is lost.</summary>
internal static class WishStatements
{
    // What was given up is not done: it waits for a person, who must not lose sight of it.
    private const string IsOpen = "state IN (0, 1, 4) AND requestedBy IS NOT NULL AND runId IS NULL";

    private const string Copy =
        $"""
        INSERT INTO autoTagWish (mediaKey, profile, origin, isForced, requestedBy, askedAt)
        SELECT mediaKey, profile, origin, CASE WHEN forcedGeneration > 0 THEN 1 ELSE 0 END, requestedBy, enqueuedAt
        FROM autoTagWorkItem WHERE mediaKey = @mediaKey AND {IsOpen}
        """;

    private const string ForgetEnded =
        $"""
        DELETE FROM autoTagWish
        WHERE EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagWish.mediaKey AND NOT ({IsOpen}))
        """;

    /// <summary>True where the end or the coming in of this work makes or ends a wish. What a run asks for is in the run's list.</summary>
    public static bool Concern(Guid? requestedBy, Guid? runId) => requestedBy is not null && runId is null;

    /// <summary>Makes the wish what the item's row says by now. The row is held by this transaction already.</summary>
    public static async Task FollowAsync(Session session, Guid mediaKey)
    {
        var item = new { mediaKey = Stored.Of(mediaKey) };
        await session.ExecuteAsync("DELETE FROM autoTagWish WHERE mediaKey = @mediaKey", item);
        await session.ExecuteAsync(Copy, item);
    }

    /// <summary>Forgets wishes whose items were taken out of the queue, or lost; needs what the condition names.</summary>
    public static Task<int> ForgetAsync(Session session, string condition, object parameters) => session.ExecuteAsync(
        $"DELETE FROM autoTagWish WHERE {condition} AND NOT EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagWish.mediaKey)", parameters);

    /// <summary>Forgets the wishes whose work has ended without one of its own: what a run, an upload or the sweep brought in again after it was given up.</summary>
    public static Task<int> ForgetEndedAsync(Session session) => session.ExecuteAsync(ForgetEnded);

    /// <summary>The items that are wished for and have no row in the queue, in a stable order.</summary>
    public static Task<IReadOnlyList<string>> LostAsync(Session session, Dialect dialect, string after, int take) => session.QueryAsync<string>(
        dialect.First(
            """
            SELECT mediaKey FROM autoTagWish
            WHERE mediaKey > @after AND NOT EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagWish.mediaKey)
            ORDER BY mediaKey
            """,
            "@take"),
        new { after, take });

    /// <summary>What was wished for of this item, and when; null where nothing was.</summary>
    public static Task<WishRow?> FindAsync(Session session, Guid mediaKey) => session.FirstAsync<WishRow>(
        """
        SELECT profile AS "Profile", origin AS "Origin", isForced AS "IsForced", requestedBy AS "RequestedBy", askedAt AS "AskedAt"
        FROM autoTagWish WHERE mediaKey = @mediaKey
        """,
        new { mediaKey = Stored.Of(mediaKey) });

    /// <summary>A row of <c>autoTagWish</c> as it lies there.</summary>
    internal sealed class WishRow
    {
        public required string Profile { get; init; }

        public int Origin { get; init; }

        public int IsForced { get; init; }

        public required string RequestedBy { get; init; }

        public long AskedAt { get; init; }

        public DateTimeOffset At => Stored.Time(AskedAt);

        public WorkRequest ToRequest(Guid mediaKey, string path) =>
            new(mediaKey, path, Profile, (WorkOrigin)Origin, IsForced != 0, Stored.Id(RequestedBy));
    }
}
