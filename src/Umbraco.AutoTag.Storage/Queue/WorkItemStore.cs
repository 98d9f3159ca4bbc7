using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Costs;
using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Ledger;
using Umbraco.AutoTag.Storage.Runs;

namespace Umbraco.AutoTag.Storage.Queue;

/// <inheritdoc />
/// <remarks>What brings items in is in <see cref="IntakeStatements"/>, what claims and ends them in <see cref="LeaseStatements"/>.</remarks>
internal sealed class WorkItemStore(Database database) : IWorkItemStore
{
    private readonly ConcurrentDictionary<int, string> _claims = new();

    private string KeyIsListed => database.Dialect.In("mediaKey", "@keys");

    public async Task<int> EnqueueAsync(IReadOnlyCollection<WorkRequest> requests, CancellationToken cancellationToken)
    {
        int broughtIn = 0;
        foreach (WorkRequest[] some in requests.Chunk(Stored.MaxList))
        {
            broughtIn += await database.InTransactionAsync(session => IntakeStatements.BringInAsync(session, database.Dialect, some, database.Now), cancellationToken);
        }

        return broughtIn;
    }

    public async Task<IReadOnlyList<Lease>> ClaimAsync(
        string worker, int max, TimeSpan lease, IReadOnlyCollection<string> connections, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);

        var parameters = new DynamicParameters(new { worker, max, now = Stored.Of(database.Now), until = Stored.Of(database.Now + lease) });
        foreach ((int number, string connection) in connections.Index())
        {
            parameters.Add(LeaseStatements.ConnectionParameter(number), connection.ToLowerInvariant());
        }

        string claim = _claims.GetOrAdd(connections.Count, count => LeaseStatements.Claim(database.Dialect, count));
        IReadOnlyList<WorkItemRow> rows = await database.RunAsync(session => session.ChangeAsync<WorkItemRow>(claim, parameters), cancellationToken);

        try
        {
            // The statement chose in this order, but returns in any. What is claimed is claimed: a site that stops now must get to know what to give back.
            return await RunLeases.OfRunningAsync(database, [.. rows.OrderBy(row => row.Origin).ThenBy(row => row.DueAt)], CancellationToken.None);
        }
        catch (Exception)
        {
            await GiveBackAsync(rows);
            throw;
        }
    }

    // Nobody gets these leases: left to run out they would be counted as workers that died over the image.
    private async Task GiveBackAsync(IEnumerable<WorkItemRow> claimed)
    {
        foreach (WorkItemRow row in claimed)
        {
            try
            {
                await GiveBackAsync(row.ToLease(), [], CancellationToken.None);
            }
            catch (DbException)
            {
                // Its lease has to run out; the others are given back all the same.
            }
        }
    }

    public async Task<Lease?> ExtendAsync(Lease lease, TimeSpan by, CancellationToken cancellationToken)
    {
        Lease extended = lease with { ExpiresAt = database.Now + by };
        var parameters = new DynamicParameters(LeaseGuard.Parameters(lease, database.Now));
        parameters.Add("until", Stored.Of(extended.ExpiresAt));
        int held = await database.RunAsync(
            session => session.ExecuteAsync($"UPDATE autoTagWorkItem SET leaseUntil = @until WHERE {LeaseGuard.Held}", parameters),
            cancellationToken);
        return held == 1 ? extended : null;
    }

    public async Task<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken) =>
        await database.RunAsync(
            session => session.FirstAsync<int>(
                $"SELECT COUNT(*) FROM autoTagWorkItem WHERE {LeaseGuard.Held}",
                LeaseGuard.Parameters(lease, database.Now)),
            cancellationToken) == 1;

    public Task<bool> EndAsync(Lease lease, WorkEnd end, CancellationToken cancellationToken)
    {
        if (end.State is WorkState.Working or WorkState.Ignored)
        {
            throw new ArgumentException($"Work does not end as '{end.State}'.", nameof(end));
        }

        return end is { State: WorkState.Done, Answers.Count: > 0 } ? EndAnsweredAsync(lease, end, cancellationToken) : EndUncountedAsync(lease, end, cancellationToken);
    }

    private Task<bool> EndUncountedAsync(Lease lease, WorkEnd end, CancellationToken cancellationToken) =>
        WishStatements.Concern(lease.Item.RequestedBy, lease.Item.Run?.RunId)
            ? database.InTransactionAsync(session => EndAsync(session, lease, end), cancellationToken)
            : database.RunAsync(session => EndAsync(session, lease, end), cancellationToken);

    private async Task<bool> EndAsync(Session session, Lease lease, WorkEnd end)
    {
        if (await session.ExecuteAsync(LeaseStatements.End, LeaseStatements.EndParameters(lease, end, database.Now)) == 0)
        {
            return false;
        }

        if (WishStatements.Concern(lease.Item.RequestedBy, lease.Item.Run?.RunId))
        {
            await WishStatements.FollowAsync(session, lease.Item.MediaKey);
        }

        return true;
    }

    // Mostly the item's own calls brought them, and then there is nothing to count.
    private async Task<bool> EndAnsweredAsync(Lease lease, WorkEnd end, CancellationToken cancellationToken)
    {
        IReadOnlyList<KnownAnswer> known = await KnownAsync(lease.Item, end.Answers!, cancellationToken);
        if (known.Count > 0)
        {
            try
            {
                return await database.InTransactionAsync(session => EndAndCountAsync(session, lease, end, known), cancellationToken);
            }
            catch (DbException)
            {
                // Whoever holds the money's turn for long does not keep an image from its end; the meter misses what it saved.
            }
        }

        return await EndUncountedAsync(lease, end, cancellationToken);
    }

    private async Task<bool> EndAndCountAsync(Session session, Lease lease, WorkEnd end, IReadOnlyList<KnownAnswer> known)
    {
        await MoneyTurn.TakeAsync(session);
        if (!await EndAsync(session, lease, end))
        {
            return false;
        }

        await KnownAnswers.AddAsync(session, known, database.Now);
        return true;
    }

    private async Task<IReadOnlyList<KnownAnswer>> KnownAsync(WorkItem item, IReadOnlyList<Guid> answers, CancellationToken cancellationToken)
    {
        try
        {
            return await database.RunAsync(session => KnownAnswers.OfAsync(session, database.Dialect, item, answers), cancellationToken);
        }
        catch (DbException)
        {
            // A ledger that cannot be read just now does not keep an image from its end; the meter misses what it saved.
            return [];
        }
    }

    public Task GiveBackAsync(Lease lease, IReadOnlyList<string> met, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(LeaseStatements.GiveBack, LeaseStatements.GiveBackParameters(lease, met, database.Now)),
        cancellationToken);

    public Task<int> RecallAsync(string reasonCode, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            "UPDATE autoTagWorkItem SET dueAt = @now WHERE state = 0 AND reasonCode = @reasonCode AND dueAt > @now",
            new { reasonCode, now = Stored.Of(database.Now) }),
        cancellationToken);

    public async Task<int> WakeAsync(string connection, CancellationToken cancellationToken)
    {
        int woken = 0;
        foreach (WorkOrigin origin in Enum.GetValues<WorkOrigin>())
        {
            var parameters = new { connection = connection.ToLowerInvariant(), origin = (int)origin, now = Stored.Of(database.Now), take = Stored.MaxList };
            while (await database.RunAsync(session => session.ExecuteAsync(Wake, parameters), cancellationToken) is var some and > 0)
            {
                woken += some;
            }
        }

        return woken;
    }

    // Each origin by itself, so that the index finds them; piece by piece, so that nobody who saves an image waits for all of them.
    private string Wake => field ??=
        $"UPDATE autoTagWorkItem SET dueAt = @now WHERE {WaitsForIt} AND mediaKey IN (" +
        database.Dialect.First($"SELECT mediaKey FROM autoTagWorkItem WHERE {WaitsForIt} ORDER BY claimableAt", "@take") + ")";

    private const string WaitsForIt = "origin = @origin AND waitsFor = @connection AND claimableAt > @now AND state = 0";

    public async Task<WorkItem?> FindAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        WorkItemRow? row = await database.RunAsync(
            session => session.FirstAsync<WorkItemRow>(
                $"SELECT {WorkItemRow.Columns} FROM autoTagWorkItem WHERE mediaKey = @mediaKey",
                new { mediaKey = Stored.Of(mediaKey) }),
            cancellationToken);
        return row?.ToItem();
    }

    public async Task<bool> IsIgnoredAsync(Guid mediaKey, CancellationToken cancellationToken) =>
        await database.RunAsync(session => ExemptionStatements.FindAsync(session, mediaKey), cancellationToken) == Exemption.Ignored;

    public Task SetIgnoredAsync(Guid mediaKey, string path, bool ignored, Guid userKey, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            session => ignored
                ? IgnoreStatements.IgnoreAsync(session, database.Dialect, mediaKey, path, userKey, database.Now)
                : IgnoreStatements.LiftAsync(session, mediaKey, userKey, database.Now),
            cancellationToken);

    public async Task MoveAsync(IReadOnlyCollection<(Guid MediaKey, string Path)> moves, CancellationToken cancellationToken)
    {
        foreach ((Guid MediaKey, string Path)[] some in moves.Chunk(Stored.MaxList))
        {
            await database.InTransactionAsync(
                async session =>
                {
                    foreach ((Guid mediaKey, string path) in some)
                    {
                        var moved = new { mediaKey = Stored.Of(mediaKey), path };
                        await session.ExecuteAsync("UPDATE autoTagWorkItem SET path = @path WHERE mediaKey = @mediaKey", moved);
                        await session.ExecuteAsync("UPDATE autoTagSuggestion SET path = @path WHERE mediaKey = @mediaKey", moved);
                        await session.ExecuteAsync("UPDATE autoTagRunImage SET path = @path WHERE mediaKey = @mediaKey", moved);
                    }

                    return some.Length;
                },
                cancellationToken);
        }
    }

    public async Task DropAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken)
    {
        foreach (Guid[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            var keys = new { keys = Stored.Of(some), now = Stored.Of(database.Now) };
            await database.InTransactionAsync(
                async session =>
                {
                    await Gone.FromRunsAsync(session, $"{KeyIsListed} AND {Gone.Waits}", keys);
                    int dropped = await session.ExecuteAsync($"DELETE FROM autoTagWorkItem WHERE {KeyIsListed} AND state = {(int)WorkState.Waiting}", keys);
                    await WishStatements.ForgetAsync(session, KeyIsListed, keys);
                    return dropped;
                },
                cancellationToken);
        }
    }

    public async Task ForgetAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken)
    {
        foreach (Guid[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            var keys = new { keys = Stored.Of(some), now = Stored.Of(database.Now) };
            await database.InTransactionAsync(
                async session =>
                {
                    await Gone.FromRunsAsync(session, KeyIsListed, keys);

                    // The work item before all else of the image: from then on no worker holds a lease to write the other rows again.
                    await session.ExecuteAsync($"DELETE FROM autoTagWorkItem WHERE {KeyIsListed}", keys);
                    await WishStatements.ForgetAsync(session, KeyIsListed, keys);
                    await session.ExecuteAsync($"DELETE FROM autoTagSuggestion WHERE {KeyIsListed}", keys);
                    await session.ExecuteAsync($"DELETE FROM autoTagDecision WHERE {KeyIsListed}", keys);
                    await session.ExecuteAsync($"DELETE FROM autoTagExemption WHERE {KeyIsListed}", keys);
                    await session.ExecuteAsync($"DELETE FROM autoTagSample WHERE {KeyIsListed}", keys);
                    await session.ExecuteAsync($"DELETE FROM autoTagBatchCall WHERE {KeyIsListed} AND state <> 1", keys);
                    return await session.ExecuteAsync($"DELETE FROM autoTagFieldWrite WHERE {KeyIsListed}", keys);
                },
                cancellationToken);
        }
    }

    public async Task<IReadOnlyDictionary<WorkState, long>> CountAsync(PathScope scope, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        string counts = WorkCounts.ByState(database.Dialect, scope, parameters);
        IReadOnlyList<(int State, long Count)> rows = await database.RunAsync(
            session => session.QueryAsync<(int State, long Count)>(counts, parameters),
            cancellationToken);

        Dictionary<WorkState, long> byState = Enum.GetValues<WorkState>().ToDictionary(state => state, _ => 0L);
        foreach ((int state, long count) in rows)
        {
            byState[(WorkState)state] = count;
        }

        return byState;
    }

    public async Task<IReadOnlyList<WorkItem>> RecentAsync(
        PathScope scope,
        IReadOnlyCollection<WorkState> states,
        int take,
        CancellationToken cancellationToken)
    {
        if (states.Count == 0)
        {
            return [];
        }

        int[] wanted = [.. states.Distinct().Select(state => (int)state)];
        IReadOnlyList<WorkItemRow> rows = await database.RunAsync(
            async session => scope.Paths is null
                ? await NewestAsync(session, scope, wanted, take, from: null)
                : await NewestOfPartAsync(session, scope, wanted, take),
            cancellationToken);
        return [.. rows.Select(row => row.ToItem())];
    }

    // So many images of a state are looked at for those of a part of the library before it is cheaper to read that part.
    private const int Look = 5_000;

    // The newest of a part are mostly among the newest of all, which an index has in order. Where they are not, the part is read and sorted.
    private async Task<IReadOnlyList<WorkItemRow>> NewestOfPartAsync(Session session, PathScope scope, int[] states, int take)
    {
        long from = 0;
        foreach (int state in states)
        {
            string look = database.Dialect.First("SELECT changedAt FROM autoTagWorkItem WHERE state = @state ORDER BY changedAt DESC", "@look");
            (long count, long? oldest) = await session.FirstAsync<(long, long?)>(
                $"SELECT COUNT(*), MIN(changedAt) FROM ({look}) AS newest",
                new { state, look = Look });
            from = count < Look ? from : Math.Max(from, oldest ?? 0);
        }

        IReadOnlyList<WorkItemRow> newest = await NewestAsync(session, scope, states, take, from);
        return newest.Count == take || from == 0 ? newest : await NewestOfWholePartAsync(session, scope, states, take);
    }

    // Each state by itself, so that the index gives its newest rows without reading the others.
    private Task<IReadOnlyList<WorkItemRow>> NewestAsync(Session session, PathScope scope, int[] states, int take, long? from)
    {
        var parameters = new DynamicParameters(new { take, from });
        string condition = Scope.Condition(scope, parameters) + (from is null ? string.Empty : " AND changedAt >= @from");
        IEnumerable<string> perState = states.Select(state => "SELECT * FROM (" + database.Dialect.First(
            $"SELECT {WorkItemRow.Columns} FROM autoTagWorkItem WHERE state = {state} AND {condition} ORDER BY changedAt DESC",
            "@take") + $") AS are{state}");
        return session.QueryAsync<WorkItemRow>(
            database.Dialect.First($"SELECT * FROM ({string.Join(" UNION ALL ", perState)}) AS recent ORDER BY changedAt DESC, mediaKey", "@take"),
            parameters);
    }

    private async Task<IReadOnlyList<WorkItemRow>> NewestOfWholePartAsync(Session session, PathScope scope, int[] states, int take)
    {
        var parameters = new DynamicParameters(new { take });
        // The sum keeps the databases from an index of states: the one of paths holds all that is asked here, for fewer images.
        string condition = $"{Scope.Condition(scope, parameters)} AND state + 0 IN ({string.Join(", ", states)})";
        parameters.Add("from", await AsNewAsTheLastPutInAsync(session, scope, condition, parameters, take));
        string newest = database.Dialect.First(
            $"SELECT mediaKey FROM autoTagWorkItem WHERE {condition} AND changedAt >= @from ORDER BY changedAt DESC", "@take");
        return await session.QueryAsync<WorkItemRow>(
            $"SELECT {WorkItemRow.Columns} FROM autoTagWorkItem WHERE mediaKey IN (SELECT mediaKey FROM ({newest}) AS newest) ORDER BY changedAt DESC, mediaKey",
            parameters);
    }

    // As many as are asked for are at least as new as the oldest of those put in last: nearly all others need no sorting. Of several folders the order of
    // paths is no help.
    private async Task<long> AsNewAsTheLastPutInAsync(Session session, PathScope scope, string condition, DynamicParameters parameters, int take)
    {
        if (scope.Paths is not [_])
        {
            return 0;
        }

        string last = database.Dialect.First($"SELECT changedAt FROM autoTagWorkItem WHERE {condition} ORDER BY path DESC", "@take");
        (long count, long? oldest) = await session.FirstAsync<(long, long?)>($"SELECT COUNT(*), MIN(changedAt) FROM ({last}) AS last", parameters);
        return count < take ? 0 : oldest ?? 0;
    }

    public async Task<IReadOnlyList<GivenUp>> GivenUpAsync(PathScope scope, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        string condition = Scope.Condition(scope, parameters);
        IReadOnlyList<(string ReasonCode, long Count)> counts = await database.RunAsync(
            session => session.QueryAsync<(string ReasonCode, long Count)>(
                $"SELECT COALESCE(reasonCode, ''), COUNT(*) FROM autoTagWorkItem WHERE state = 4 AND {condition} GROUP BY reasonCode",
                parameters),
            cancellationToken);
        return [.. counts.OrderByDescending(count => count.Count).Select(count => new GivenUp(count.ReasonCode, count.Count))];
    }

    public async Task<int> RetryAsync(PathScope scope, string? reasonCode, Guid requestedBy, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { reasonCode, take = Stored.MaxList });
        string condition = Scope.Condition(scope, parameters) + (reasonCode is null ? string.Empty : " AND reasonCode = @reasonCode");
        string next = database.Dialect.First($"SELECT {WorkItemRow.Columns} FROM autoTagWorkItem WHERE state = 4 AND {condition} ORDER BY changedAt", "@take");
        for (int broughtIn = 0; ;)
        {
            IReadOnlyList<WorkItemRow> rows = await database.RunAsync(session => session.QueryAsync<WorkItemRow>(next, parameters), cancellationToken);
            WorkRequest[] requests =
            [
                .. rows.Select(row => new WorkRequest(Stored.Id(row.MediaKey), row.Path, row.Profile, WorkOrigin.Run, RequestedBy: requestedBy)),
            ];
            broughtIn += await EnqueueAsync(requests, cancellationToken);
            if (rows.Count < Stored.MaxList)
            {
                return broughtIn;
            }
        }
    }
}
