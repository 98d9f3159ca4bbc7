using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>Why an item is not sent by itself.</summary>
internal enum Exemption
{
    /// <summary>An editor said never to send it.</summary>
    Ignored = 0,

    /// <summary>Another tool imported it, and nobody has asked for it.</summary>
    Imported = 1,
}

/// <summary>What must be known about an item even where its row in the queue is lost: that it is not to be sent, or not by itself.</summary>
internal static class ExemptionStatements
{
    public static async Task<Exemption?> FindAsync(Session session, Guid mediaKey) =>
        (Exemption?)await session.FirstAsync<int?>("SELECT kind FROM autoTagExemption WHERE mediaKey = @mediaKey", new { mediaKey = Stored.Of(mediaKey) });

    /// <summary>Keeps it; "never" stands above "not by itself".</summary>
    public static async Task<int> KeepAsync(Session session, Dialect dialect, Guid mediaKey, Exemption kind, Guid? userKey, DateTimeOffset now)
    {
        var parameters = new { mediaKey = Stored.Of(mediaKey), kind = (int)kind, userKey = Stored.Of(userKey), now = Stored.Of(now) };
        int added = await session.ExecuteAsync(
            dialect.InsertIfNew("autoTagExemption", "mediaKey, kind, userKey, since", "@mediaKey, @kind, @userKey, @now", "mediaKey = @mediaKey"),
            parameters);
        return added > 0
            ? added
            : await session.ExecuteAsync(
                "UPDATE autoTagExemption SET kind = @kind, userKey = @userKey, since = @now WHERE mediaKey = @mediaKey AND kind > @kind",
                parameters);
    }

    public static Task<int> LiftAsync(Session session, Guid mediaKey) =>
        session.ExecuteAsync("DELETE FROM autoTagExemption WHERE mediaKey = @mediaKey AND kind = 0", new { mediaKey = Stored.Of(mediaKey) });
}
