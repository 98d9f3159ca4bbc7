using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>Brings items in: a row each, or a bump of the row that is there.</summary>
internal static class IntakeStatements
{
    private const string ImportedReason = "Imported by another tool; it is sent nowhere until somebody asks.";

    // What waits already the sweep has not asked for: another server's sweep brought it in a moment ago.
    private static readonly string s_isNothingNew = $"@origin = {(int)WorkOrigin.Sweep} AND state = {(int)WorkState.Waiting}";

    // Every right-hand side sees the row as it was. Work that is outstanding keeps its better place in the line and its wish to be forced, with the
    // moment of that wish: what it has paid for since is not paid again. What only waited for its media type to be set up has no place to keep: a
    // whole library that is set up stands behind the next upload. Work that has ended begins anew. Who asks pays: what an editor or an upload asks for is no longer the
    // run's, and a run takes over nothing that is outstanding. A worker that is at it keeps its lease, and the higher generation brings the item back afterwards.
    // Who only asks what would be suggested keeps nobody else's work from being written.
    private static readonly string s_bump =
        $"""
        UPDATE autoTagWorkItem SET
            path = @path,
            profile = @profile,
            state = CASE state WHEN 1 THEN 1 ELSE 0 END,
            origin = CASE
                WHEN state IN (0, 1) AND origin >= 0 AND (origin < @origin OR @origin < 0) AND (origin = 0 OR COALESCE(reasonCode, '') <> '{Walk.NotSetUpCode}') THEN origin
                ELSE @origin END,
            dueAt = @now,
            attempts = CASE WHEN {s_isNothingNew} THEN attempts ELSE 0 END,
            tries = CASE WHEN {s_isNothingNew} THEN tries ELSE NULL END,
            lostLeases = CASE WHEN {s_isNothingNew} THEN lostLeases ELSE 0 END,
            waitsFor = '',
            generation = generation + 1,
            forcedGeneration = CASE WHEN @force = 1 THEN generation + 1 WHEN state IN (0, 1) THEN forcedGeneration ELSE 0 END,
            requestedBy = CASE WHEN @requestedBy IS NULL AND state IN (0, 1) THEN requestedBy ELSE @requestedBy END,
            runId = CASE WHEN @runId IS NULL THEN NULL WHEN state IN (0, 1) THEN runId ELSE @runId END,
            reason = NULL,
            reasonCode = NULL,
            enqueuedAt = CASE WHEN @force = 0 AND state IN (0, 1) AND forcedGeneration > 0 THEN enqueuedAt ELSE @now END,
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
        int broughtIn = 0;

        // In one order, so that two servers that bring in the same items wait for each other and never in a circle.
        foreach (WorkRequest request in requests.OrderBy(request => request.MediaKey))
        {
            bool isImport = request.Origin == WorkOrigin.Import;
            string ofKnown = isImport ? Seen : s_bump;
            object parameters = Parameters(request, now);
            int changed = await session.ExecuteAsync(ofKnown, parameters);
            if (changed == 0)
            {
                changed = await InsertAsync(session, dialect, request, now) switch
                {
                    // Neither there nor new: ignored, or now it is there, because another server was faster or because it came back as it was wished for.
                    0 => await session.ExecuteAsync(ofKnown, parameters),
                    int added => added,
                    null => 0,
                };
            }

            if (changed > 0 && !isImport)
            {
                await FollowWishAsync(session, request);
            }

            broughtIn += isImport ? 0 : changed;
        }

        return broughtIn;
    }

    // A run that takes over what was given up may be stopped again, and puts it back: that wish stays until the run has brought it to its end.
    private static async Task FollowWishAsync(Session session, WorkRequest request)
    {
        if (request.RunId is null
            && (WishStatements.Concern(request.RequestedBy, request.RunId) || await WishStatements.ForgetAsync(session, request.MediaKey) > 0))
        {
            await WishStatements.FollowAsync(session, request.MediaKey);
        }
    }

    // Whatever has no row yet may have had one that was lost, with what an editor asked for, and with what was paid in vain meanwhile.
    /// <returns>How many rows were added; null where what was added is no work, because of a decision that outlived the row.</returns>
    private static async Task<int?> InsertAsync(Session session, Dialect dialect, WorkRequest request, DateTimeOffset now)
    {
        Exemption? exemption = await ExemptionStatements.FindAsync(session, request.MediaKey);
        if (exemption == Exemption.Ignored)
        {
            return await session.ExecuteAsync(Insert(dialect), Parameters(request with { Force = false }, now, WorkState.Ignored)) == 0 ? 0 : null;
        }

        if (await WishStatements.FindAsync(session, request.MediaKey) is { } wish)
        {
            int restored = await session.ExecuteAsync(Insert(dialect), Parameters(wish, request, now));

            // The sweep asks for no more than that, and a run takes over nothing that is outstanding.
            return request.Origin == WorkOrigin.Sweep || (request.RunId is not null && !wish.IsGivenUp) ? restored : 0;
        }

        bool isImport = request.Origin == WorkOrigin.Import;
        if (!isImport && (exemption is null || request.Origin != WorkOrigin.Sweep))
        {
            return await session.ExecuteAsync(
                Insert(dialect),
                request is { SavedAt: null, RunId: null }
                    ? Parameters(request, now)
                    : Parameters(request, now, WorkState.Waiting, await PaidStatements.InVainAsync(session, request)));
        }

        await ExemptionStatements.KeepAsync(session, dialect, request.MediaKey, Exemption.Imported, userKey: null, now);
        return await session.ExecuteAsync(Insert(dialect), Parameters(request with { Origin = WorkOrigin.Import }, now)) == 0 ? 0 : null;
    }

    private static string Insert(Dialect dialect) => dialect.InsertIfNew(
        "autoTagWorkItem",
        "mediaKey, path, profile, state, origin, dueAt, fence, attempts, tries, generation, forcedGeneration, requestedBy, runId, " +
        "reason, reasonCode, enqueuedAt, changedAt, seenAt",
        "@mediaKey, @path, @profile, @state, @origin, @now, 0, 0, @tries, 1, @force, @requestedBy, @runId, @reason, @reasonCode, @enqueuedAt, @now, @now",
        "mediaKey = @mediaKey");

    private static object Parameters(WorkRequest request, DateTimeOffset now) => request.Origin == WorkOrigin.Import
        ? Parameters(request, now, WorkState.Skipped, reason: ImportedReason, reasonCode: WorkItem.ImportedCode)
        : Parameters(request, now, WorkState.Waiting);

    private static object Parameters(WishRow wish, WorkRequest request, DateTimeOffset now) => Parameters(
        wish.ToRequest(request.MediaKey, request.Path),
        now,
        wish.IsGivenUp ? WorkState.Failed : WorkState.Waiting,
        Tries.Parse(wish.Tries),
        Stored.Time(wish.AskedAt),
        wish.Reason,
        wish.ReasonCode);

    private static object Parameters(
        WorkRequest request,
        DateTimeOffset now,
        WorkState state,
        Tries tries = default,
        DateTimeOffset? enqueuedAt = null,
        string? reason = null,
        string? reasonCode = null) => new
    {
        mediaKey = Stored.Of(request.MediaKey),
        path = request.Path,
        profile = request.Profile,
        origin = (int)request.Origin,
        force = Stored.Of(request.Force),
        requestedBy = Stored.Of(request.RequestedBy),
        runId = Stored.Of(request.RunId),
        now = Stored.Of(now),
        enqueuedAt = Stored.Of(enqueuedAt ?? now),
        tries = tries.ToString(),
        state = (int)state,
        reason,
        reasonCode,
    };
}
