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
        INSERT INTO autoTagWish (mediaKey, profile, origin, isForced, requestedBy, askedAt, state, tries, reason, reasonCode)
        SELECT mediaKey, profile, origin, CASE WHEN forcedGeneration > 0 THEN 1 ELSE 0 END, requestedBy, enqueuedAt,
            CASE state WHEN 4 THEN 4 ELSE 0 END, tries, reason, reasonCode
        FROM autoTagWorkItem WHERE mediaKey = @mediaKey AND {IsOpen}
        """;

    // A run that is at it may be stopped, and puts the item back.
    private const string ForgetEnded =
        $"""
        DELETE FROM autoTagWish
        WHERE EXISTS (
            SELECT 1 FROM autoTagWorkItem AS work
            WHERE work.mediaKey = autoTagWish.mediaKey AND NOT ({IsOpen}) AND NOT (work.state IN (0, 1) AND work.runId IS NOT NULL))
        """;

    // What must never be sent is known as well.
    private const string Lost =
        """
        SELECT mediaKey FROM (
            SELECT mediaKey FROM autoTagWish WHERE mediaKey > @after
            UNION SELECT mediaKey FROM autoTagExemption WHERE mediaKey > @after AND kind = 0) AS said
        WHERE NOT EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = said.mediaKey)
        ORDER BY mediaKey
        """;

    /// <summary>True where the coming in or the end of this work makes or ends a wish. What a run asks for is in the run's list.</summary>
    public static bool Concern(Guid? requestedBy, Guid? runId) => requestedBy is not null && runId is null;

    /// <summary>Makes the wish what the item's row says by now. The row is held by this transaction already.</summary>
    public static async Task FollowAsync(Session session, Guid mediaKey)
    {
        await ForgetAsync(session, mediaKey);
        await session.ExecuteAsync(Copy, new { mediaKey = Stored.Of(mediaKey) });
    }

    /// <summary>Forgets the wish of one item.</summary>
    public static Task<int> ForgetAsync(Session session, Guid mediaKey) =>
        session.ExecuteAsync("DELETE FROM autoTagWish WHERE mediaKey = @mediaKey", new { mediaKey = Stored.Of(mediaKey) });

    /// <summary>Forgets wishes whose items were taken out of the queue, or lost; needs what the condition names.</summary>
    public static Task<int> ForgetAsync(Session session, string condition, object parameters) => session.ExecuteAsync(
        $"DELETE FROM autoTagWish WHERE {condition} AND NOT EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagWish.mediaKey)", parameters);

    /// <summary>Forgets the wishes that a run has brought to their end: it says nothing of them itself.</summary>
    public static Task<int> ForgetEndedAsync(Session session) => session.ExecuteAsync(ForgetEnded);

    /// <summary>The items that somebody wished for, or wished never to be sent, and that have no row in the queue; in a stable order.</summary>
    public static Task<IReadOnlyList<string>> LostAsync(Session session, Dialect dialect, string after, int take) =>
        session.QueryAsync<string>(dialect.First(Lost, "@take"), new { after, take });

    /// <summary>What was wished for of this item; null where nothing was.</summary>
    public static Task<WishRow?> FindAsync(Session session, Guid mediaKey) => session.FirstAsync<WishRow>(
        """
        SELECT profile AS "Profile", origin AS "Origin", isForced AS "IsForced", requestedBy AS "RequestedBy", askedAt AS "AskedAt",
            state AS "State", tries AS "Tries", reason AS "Reason", reasonCode AS "ReasonCode"
        FROM autoTagWish WHERE mediaKey = @mediaKey
        """,
        new { mediaKey = Stored.Of(mediaKey) });
}
