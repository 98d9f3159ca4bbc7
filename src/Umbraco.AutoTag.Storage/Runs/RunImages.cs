using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Queue;

namespace Umbraco.AutoTag.Storage.Runs;

/// <inheritdoc />
internal sealed class RunImages(Database database) : IRunImages
{
    private const int Running = (int)RunState.Running;
    private const int Listed = (int)RunImageState.Listed;
    private const int Queued = (int)RunImageState.Queued;
    private const int Done = (int)RunImageState.Done;
    private const int Skipped = (int)RunImageState.Skipped;
    private const int Failed = (int)RunImageState.Failed;

    private static readonly string s_workOfImage = "FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagRunImage.mediaKey";

    // Where an image's work is, and where it was before the run that has it in the queue.
    private static readonly string s_before =
        """
        SELECT work.state AS "State", work.reasonCode AS "ReasonCode", run.asksNobody AS "AsksNobody",
            image.stateBefore AS "StateBefore", image.reasonCodeBefore AS "ReasonCodeBefore"
        FROM autoTagWorkItem AS work LEFT JOIN autoTagRun AS run ON run.id = work.runId
            LEFT JOIN autoTagRunImage AS image ON image.runId = work.runId AND image.mediaKey = work.mediaKey
        WHERE work.mediaKey = @mediaKey
        """;

    // A worker that is at it keeps its lease, and the higher generation brings the item back for this run afterwards.
    private static readonly string s_takeOver =
        $"""
        UPDATE autoTagWorkItem SET runId = @run, requestedBy = @requestedBy, generation = generation + 1, dueAt = @now, waitsFor = '', reason = NULL, reasonCode = NULL
        WHERE mediaKey = @mediaKey AND state IN ({(int)WorkState.Waiting}, {(int)WorkState.Working}) AND runId IN (SELECT id FROM autoTagRun WHERE asksNobody = 1)
        """;

    // What waits for a connection waits with everybody else.
    private static readonly string s_heldBack = $"runId = @run AND state = {(int)WorkState.Waiting} AND waitsFor = ''";

    private static readonly string s_isUnderWay = $"work.state IN ({(int)WorkState.Waiting}, {(int)WorkState.Working})";

    /// <remarks>Read from the queue and not told by workers, so that nothing is lost with one of them.</remarks>
    private static readonly string s_settle =
        $"""
        UPDATE autoTagRunImage SET
            state = (SELECT CASE work.state WHEN {(int)WorkState.Done} THEN {Done} WHEN {(int)WorkState.Failed} THEN {Failed} ELSE {Skipped} END {s_workOfImage}),
            reasonCode =
                (SELECT CASE work.state WHEN {(int)WorkState.Ignored} THEN '{nameof(WorkState.Ignored)}' WHEN {(int)WorkState.Done} THEN '' ELSE work.reasonCode END {s_workOfImage}),
            isCached = CASE WHEN EXISTS (SELECT 1 FROM autoTagLedger AS paid WHERE paid.mediaKey = autoTagRunImage.mediaKey AND paid.runId = @run) THEN 0 ELSE 1 END,
            isForReview = CASE WHEN EXISTS (SELECT 1 FROM autoTagSuggestion AS proposed WHERE proposed.mediaKey = autoTagRunImage.mediaKey AND proposed.state = 0) THEN 1 ELSE 0 END,
            isWritten = CASE WHEN EXISTS (SELECT 1 FROM autoTagFieldWrite AS written WHERE written.mediaKey = autoTagRunImage.mediaKey AND written.runId = @run) THEN 1 ELSE 0 END,
            endedAt = @now
        WHERE runId = @run AND state = {Queued} AND EXISTS (SELECT 1 {s_workOfImage}) AND NOT EXISTS (SELECT 1 {s_workOfImage} AND {s_isUnderWay})
        """;

    // Whoever deletes or trashes an image says so in its runs (see Gone): where the queue forgot it all the same, the queue itself was lost.
    private static readonly string s_listAgain =
        $"""
        UPDATE autoTagRunImage SET state = {Listed}, queuedAt = NULL, stateBefore = NULL, reasonCodeBefore = NULL
        WHERE runId = @run AND state = {Queued} AND NOT EXISTS (SELECT 1 {s_workOfImage})
        """;

    public Task<bool> ListAsync(Run seen, IReadOnlyCollection<ListedImage> images, string? place, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            string run = Stored.Of(seen.Id);
            int isOurs = await session.ExecuteAsync(
                $"UPDATE autoTagRun SET place = @place, isListed = @isListed, version = version + 1 WHERE id = @run AND version = @version AND state = {Running}",
                new { run, place, isListed = Stored.Of(place is null), version = seen.Version });
            if (isOurs == 0)
            {
                return false;
            }

            string insert = database.Dialect.InsertIfNew(
                "autoTagRunImage", "runId, mediaKey, path, state, reasonCode", "@run, @mediaKey, @path, @state, @reasonCode", "runId = @run AND mediaKey = @mediaKey");
            foreach (ListedImage image in images.OrderBy(image => image.Key))
            {
                int state = image.LeftOutBecause is null ? Listed : Skipped;
                await session.ExecuteAsync(insert, new { run, mediaKey = Stored.Of(image.Key), path = image.Path, state, reasonCode = image.LeftOutBecause });
            }

            return true;
        },
        cancellationToken);

    public Task<int> FeedAsync(Run run, string profile, int take, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            string runId = Stored.Of(run.Id);
            // Whoever pauses the run waits until this step is through, or this step finds it paused.
            if (await session.ExecuteAsync($"UPDATE autoTagRun SET state = state WHERE id = @run AND state = {Running}", new { run = runId }) == 0)
            {
                return 0;
            }

            (int places, DateTimeOffset? queuedAt) = await RunPlaces.OfAsync(session, runId, take, database.Now);
            IReadOnlyList<(string MediaKey, string Path)> next = places == 0 ? [] : await session.QueryAsync<(string MediaKey, string Path)>(
                database.Dialect.First($"SELECT mediaKey, path FROM autoTagRunImage WHERE runId = @run AND state = {Listed} ORDER BY mediaKey", "@take"),
                new { run = runId, take = places });
            foreach ((string mediaKey, string path) in next)
            {
                await FeedAsync(session, run, queuedAt, new WorkRequest(Stored.Id(mediaKey), path, profile, WorkOrigin.Run, RequestedBy: run.CreatedBy, RunId: run.Id));
            }

            return next.Count;
        },
        cancellationToken);

    private async Task FeedAsync(Session session, Run run, DateTimeOffset? queuedAt, WorkRequest request)
    {
        Before? before = await session.FirstAsync<Before>(s_before, new { mediaKey = Stored.Of(request.MediaKey) });
        bool isUnderWay = (WorkState?)before?.State is WorkState.Waiting or WorkState.Working;
        bool isTakenOver = isUnderWay && before!.AsksNobody != 0 && !run.Selection.DecideAnew;
        var parameters = new
        {
            run = Stored.Of(run.Id),
            mediaKey = Stored.Of(request.MediaKey),
            stateBefore = isTakenOver ? before!.StateBefore : isUnderWay ? null : before?.State,
            reasonCodeBefore = isTakenOver ? before!.ReasonCodeBefore : isUnderWay ? null : before?.ReasonCode,
            requestedBy = Stored.Of(request.RequestedBy),
            now = Stored.Of(database.Now),
            queuedAt = Stored.Of(queuedAt),
        };
        await session.ExecuteAsync(
            $"""
            UPDATE autoTagRunImage SET state = {Queued}, stateBefore = @stateBefore, reasonCodeBefore = @reasonCodeBefore, queuedAt = @queuedAt
            WHERE runId = @run AND mediaKey = @mediaKey
            """,
            parameters);
        if (!isUnderWay || (isTakenOver && await session.ExecuteAsync(s_takeOver, parameters) == 0))
        {
            await IntakeStatements.BringInAsync(session, database.Dialect, [request], database.Now);
        }
    }

    public Task<int> SettleAsync(Guid run, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            var parameters = new { run = Stored.Of(run), now = Stored.Of(database.Now) };
            await session.ExecuteAsync(s_listAgain, parameters);
            return await session.ExecuteAsync(s_settle, parameters);
        },
        cancellationToken);

    public Task<int> WithdrawAsync(Guid run, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session => await session.ExecuteAsync($"UPDATE autoTagRun SET state = state WHERE id = @run AND state <> {Running}", new { run = Stored.Of(run) }) == 0
            ? 0
            : await Withdrawal.TakeOutAsync(session, run, database.Now),
        cancellationToken);

    public Task<RunBacklog> BacklogAsync(Guid run, CancellationToken cancellationToken)
    {
        string firstListed = database.Dialect.First(
            $"SELECT mediaKey FROM autoTagRunImage WHERE runId = @run AND state = {Listed} ORDER BY mediaKey", "@take");
        var parameters = new { run = Stored.Of(run), take = 1 };
        return database.RunAsync(
            async session => new RunBacklog(
                await session.FirstAsync<int>($"SELECT COUNT(*) FROM autoTagRunImage AS image WHERE {RunPlaces.Queued}", parameters),
                await session.FirstAsync<string>(firstListed, parameters) is not null,
                await session.FirstAsync<int>($"SELECT COUNT(*) FROM autoTagRunImage AS image WHERE {RunPlaces.Queued} AND {RunPlaces.WaitsForBatch}", parameters)),
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, RunCounts>> CountAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancellationToken)
    {
        var listed = new { runs = Stored.Of(runs), now = Stored.Of(database.Now) };
        IReadOnlyList<Group> groups = await database.RunAsync(
            session => session.QueryAsync<Group>(RunImageCounts.ByReason(database.Dialect), listed), cancellationToken);
        IReadOnlyList<Group> waiting = await database.RunAsync(session => session.QueryAsync<Group>(Waiting, listed), cancellationToken);
        ILookup<string, Group> ofRuns = groups.ToLookup(group => group.RunId);
        ILookup<string, Group> waitingOfRuns = waiting.ToLookup(group => group.RunId);
        return runs.ToDictionary(run => run, run => Of(ofRuns[Stored.Of(run)], waitingOfRuns[Stored.Of(run)]));
    }

    private static RunCounts Of(IEnumerable<Group> groups, IEnumerable<Group> waiting) => new()
    {
        Listed = Of(groups, Listed).Sum(group => group.Images),
        Queued = Of(groups, Queued).Sum(group => group.Images),
        Done = Of(groups, Done).Sum(group => group.Images),
        Cached = Of(groups, Done).Sum(group => group.Cached),
        ForReview = Of(groups, Done).Sum(group => group.ForReview),
        Written = groups.Sum(group => group.Written),
        Skipped = ByReason(Of(groups, Skipped)),
        Failed = ByReason(Of(groups, Failed)),
        Waiting = ByReason(waiting),
    };

    private string Waiting =>
        $"""
        SELECT image.runId AS "RunId", {Queued} AS "State", work.reasonCode AS "ReasonCode", COUNT(*) AS "Images"
        FROM autoTagRunImage AS image INNER JOIN autoTagWorkItem AS work ON work.mediaKey = image.mediaKey
        WHERE {database.Dialect.In("image.runId", "@runs")} AND image.state = {Queued}
            AND work.state = {(int)WorkState.Waiting} AND work.reasonCode IS NOT NULL AND work.dueAt > @now
        GROUP BY image.runId, work.reasonCode
        """;

    public Task<long> EndedSinceAsync(Guid run, DateTimeOffset since, CancellationToken cancellationToken) => database.RunAsync(
        session => session.FirstAsync<long>(
            "SELECT COUNT(*) FROM autoTagRunImage WHERE runId = @run AND endedAt >= @since", new { run = Stored.Of(run), since = Stored.Of(since) }),
        cancellationToken);

    public Task<HeldBack?> HeldBackAsync(Guid run, IReadOnlyCollection<string> reasonCodes, CancellationToken cancellationToken)
    {
        string first = database.Dialect.First(
            $"""
            SELECT reasonCode AS "ReasonCode", reason AS "Reason" FROM autoTagWorkItem
            WHERE {s_heldBack} AND {database.Dialect.In("reasonCode", "@reasonCodes")}
            ORDER BY changedAt
            """,
            "@take");
        return database.RunAsync(
            session => session.FirstAsync<HeldBack>(first, new { run = Stored.Of(run), reasonCodes = reasonCodes.ToArray(), take = 1 }), cancellationToken);
    }

    public Task TryAgainAsync(Run run, IReadOnlyCollection<string> reasonCodes, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            // Of the run as it is by now: it may have been let go on since somebody read it.
            $"""
            UPDATE autoTagWorkItem SET
                enqueuedAt = (SELECT movingSince FROM autoTagRun WHERE id = @run), dueAt = @now, changedAt = @now, reason = NULL, reasonCode = NULL
            WHERE {s_heldBack} AND {database.Dialect.In("reasonCode", "@reasonCodes")}
                AND enqueuedAt < (SELECT movingSince FROM autoTagRun WHERE id = @run)
            """,
            new { run = Stored.Of(run.Id), reasonCodes = reasonCodes.ToArray(), now = Stored.Of(database.Now) }),
        cancellationToken);

    public async Task<IReadOnlyList<Guid>> WrittenAsync(Guid run, Guid? after, int take, CancellationToken cancellationToken)
    {
        string next = database.Dialect.First(
            "SELECT DISTINCT mediaKey FROM autoTagFieldWrite WHERE runId = @run AND mediaKey > @after ORDER BY mediaKey", "@take");
        IReadOnlyList<string> keys = await database.RunAsync(
            session => session.QueryAsync<string>(next, new { run = Stored.Of(run), after = after is { } key ? Stored.Of(key) : string.Empty, take }),
            cancellationToken);
        return [.. keys.Select(Stored.Id)];
    }

    private static IEnumerable<Group> Of(IEnumerable<Group> groups, int state) => groups.Where(group => group.State == state);

    private static Dictionary<string, long> ByReason(IEnumerable<Group> groups) =>
        groups.GroupBy(group => group.ReasonCode ?? string.Empty).ToDictionary(reason => reason.Key, reason => reason.Sum(group => group.Images));

    /// <summary>Where an image's work is before the run has it.</summary>
    private sealed class Before
    {
        public int State { get; init; }

        public string? ReasonCode { get; init; }

        public int AsksNobody { get; init; }

        public int? StateBefore { get; init; }

        public string? ReasonCodeBefore { get; init; }
    }

    /// <summary>Images that are in one state for one reason.</summary>
    private sealed class Group
    {
        public required string RunId { get; init; }

        public int State { get; init; }

        public string? ReasonCode { get; init; }

        public long Images { get; init; }

        public long Cached { get; init; }

        public long ForReview { get; init; }

        public long Written { get; init; }
    }
}
