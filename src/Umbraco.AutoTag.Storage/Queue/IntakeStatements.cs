using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>Brings items in: a row each, or a bump of the row that is there.</summary>
internal static class IntakeStatements
{
    /// <summary>What an import's row says.</summary>
    private const string ImportedCode = "imported";

    private const string ImportedReason = "Imported by another tool; it is sent nowhere until somebody asks.";

    // Every right-hand side sees the row as it was. Work that is outstanding keeps its better place in the line and its wish to be forced;
    // work that has ended begins anew. A worker that is at it keeps its lease, and the higher generation brings the item back afterwards.
    private const string Bump =
        """
        UPDATE autoTagWorkItem SET
            path = @path,
            profile = @profile,
            state = CASE state WHEN 1 THEN 1 ELSE 0 END,
            origin = CASE WHEN state IN (0, 1) AND origin < @origin THEN origin ELSE @origin END,
            dueAt = @now,
            attempts = 0,
            generation = generation + 1,
            forcedGeneration = CASE WHEN @force = 1 THEN generation + 1 WHEN state IN (0, 1) THEN forcedGeneration ELSE 0 END,
            requestedBy = CASE WHEN @requestedBy IS NULL AND state IN (0, 1) THEN requestedBy ELSE @requestedBy END,
            reason = NULL,
            reasonCode = NULL,
            enqueuedAt = @now,
            changedAt = CASE WHEN state IN (0, 1) THEN changedAt ELSE @now END,
            seenAt = @now
        WHERE mediaKey = @mediaKey AND state <> 5
        """;

    // An import of something known asks for no work, but its save has been seen: the sweep must not take it for a lost one.
    private const string Seen = "UPDATE autoTagWorkItem SET seenAt = @now WHERE mediaKey = @mediaKey";

    public static async Task<int> BringInAsync(
        Session session,
        Dialect dialect,
        IReadOnlyCollection<WorkRequest> requests,
        DateTimeOffset now)
    {
        string insert = Insert(dialect);
        int broughtIn = 0;

        // In one order, so that two servers that bring in the same items wait for each other and never in a circle.
        foreach (WorkRequest request in requests.OrderBy(request => request.MediaKey))
        {
            bool isImport = request.Origin == WorkOrigin.Import;
            int changed = await session.UpdateOrInsertAsync(isImport ? Seen : Bump, insert, Parameters(request, isImport, now));
            broughtIn += isImport ? 0 : changed;
        }

        return broughtIn;
    }

    private static string Insert(Dialect dialect) => dialect.InsertIfNew(
        "autoTagWorkItem",
        "mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, requestedBy, " +
        "reason, reasonCode, enqueuedAt, changedAt, seenAt",
        "@mediaKey, @path, @profile, @state, @origin, @now, 0, 0, 1, @force, @requestedBy, @reason, @reasonCode, @now, @now, @now",
        "mediaKey = @mediaKey");

    private static object Parameters(WorkRequest request, bool isImport, DateTimeOffset now) => new
    {
        mediaKey = Stored.Of(request.MediaKey),
        path = request.Path,
        profile = request.Profile,
        origin = (int)request.Origin,
        force = Stored.Of(request.Force),
        requestedBy = Stored.Of(request.RequestedBy),
        now = Stored.Of(now),
        state = (int)(isImport ? WorkState.Skipped : WorkState.Waiting),
        reason = isImport ? ImportedReason : null,
        reasonCode = isImport ? ImportedCode : null,
    };
}
