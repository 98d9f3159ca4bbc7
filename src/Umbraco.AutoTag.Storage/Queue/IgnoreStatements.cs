using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>"Never send this image", and taking that back.</summary>
internal static class IgnoreStatements
{
    private const string Ignore =
        """
        UPDATE autoTagWorkItem SET
            state = 5, path = @path, requestedBy = @userKey, reason = NULL, reasonCode = NULL, forcedGeneration = 0,
            leaseUntil = NULL, leaseOwner = NULL, changedAt = @now, seenAt = @now
        WHERE mediaKey = @mediaKey
        """;

    // Nothing is brought in by this: what was analysed before is done again, anything else rests until somebody asks.
    private const string Lift =
        """
        UPDATE autoTagWorkItem SET
            state = CASE WHEN contentHash IS NULL THEN 3 ELSE 2 END,
            reason = CASE WHEN contentHash IS NULL THEN @reason ELSE NULL END,
            reasonCode = CASE WHEN contentHash IS NULL THEN 'not-ignored' ELSE NULL END,
            requestedBy = @userKey, changedAt = @now, seenAt = @now
        WHERE mediaKey = @mediaKey AND state = 5
        """;

    public static async Task<int> IgnoreAsync(Session session, Dialect dialect, Guid mediaKey, string path, Guid userKey, DateTimeOffset now)
    {
        await ExemptionStatements.KeepAsync(session, dialect, mediaKey, Exemption.Ignored, userKey, now);
        var parameters = new
        {
            mediaKey = Stored.Of(mediaKey),
            path,
            userKey = Stored.Of(userKey),
            origin = (int)WorkOrigin.TagNow,
            now = Stored.Of(now),
        };
        int ignored = await session.UpdateOrInsertAsync(Ignore, Insert(dialect), parameters);
        await WishStatements.FollowAsync(session, mediaKey);
        return ignored;
    }

    private static string Insert(Dialect dialect) => dialect.InsertIfNew(
        "autoTagWorkItem",
        "mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, requestedBy, enqueuedAt, changedAt, seenAt",
        "@mediaKey, @path, '', 5, @origin, @now, 0, 0, 1, 0, @userKey, @now, @now, @now",
        "mediaKey = @mediaKey");

    public static async Task<int> LiftAsync(Session session, Guid mediaKey, Guid userKey, DateTimeOffset now)
    {
        await ExemptionStatements.LiftAsync(session, mediaKey);
        return await session.ExecuteAsync(
            Lift,
            new
            {
                mediaKey = Stored.Of(mediaKey),
                userKey = Stored.Of(userKey),
                reason = "May be sent again, but was never analysed: nobody has asked for it yet.",
                now = Stored.Of(now),
            });
    }
}
