using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Storage.Runs;

/// <inheritdoc />
internal sealed class RunStore(Database database) : IRunStore
{
    private const int Running = (int)RunState.Running;
    private const int Queued = (int)RunImageState.Queued;
    private const int Listed = (int)RunImageState.Listed;
    private const int Failed = (int)RunImageState.Failed;

    private static readonly string s_active =
        $"""
        SELECT {RunRow.Columns} FROM autoTagRun
        WHERE state = {Running} OR (undoAt IS NOT NULL AND undoEndedAt IS NULL)
            OR (state <> {(int)RunState.Draft} AND EXISTS (SELECT 1 FROM autoTagRunImage AS image WHERE image.runId = autoTagRun.id AND image.state = {Queued}))
        ORDER BY createdAt, id
        """;

    public Task<bool> AddAsync(Run run, CancellationToken cancellationToken)
    {
        string insert = database.Dialect.InsertIfNew("autoTagRun", RunRow.Columns, RunRow.Values, "id = @Id");
        return database.RunAsync(async session => await session.ExecuteAsync(insert, RunRow.Of(run)) == 1, cancellationToken);
    }

    public async Task<Run?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        RunRow? row = await database.RunAsync(
            session => session.FirstAsync<RunRow>($"SELECT {RunRow.Columns} FROM autoTagRun WHERE id = @id", new { id = Stored.Of(id) }),
            cancellationToken);
        return row?.ToRun();
    }

    public async Task<IReadOnlyList<Run>> NewestAsync(int take, CancellationToken cancellationToken)
    {
        string newest = database.Dialect.First($"SELECT {RunRow.Columns} FROM autoTagRun ORDER BY createdAt DESC, id DESC", "@take");
        return [.. (await database.RunAsync(session => session.QueryAsync<RunRow>(newest, new { take }), cancellationToken)).Select(row => row.ToRun())];
    }

    public async Task<IReadOnlyList<Run>> ActiveAsync(CancellationToken cancellationToken) =>
        [.. (await database.RunAsync(session => session.QueryAsync<RunRow>(s_active), cancellationToken)).Select(row => row.ToRun())];

    public Task<bool> MoveAsync(Guid id, RunState to, string? stoppedBy, string? stoppedBecause, CancellationToken cancellationToken)
    {
        bool moves = to == RunState.Running;
        string change =
            $"""
            UPDATE autoTagRun SET
                state = @to,
                stoppedBy = @stoppedBy,
                stoppedBecause = @stoppedBecause,
                startedAt = {(moves ? "COALESCE(startedAt, @now)" : "startedAt")},
                movingSince = {(moves ? "@now" : "movingSince")},
                endedAt = {(to.HasEnded() ? "@now" : "NULL")},
                version = version + 1
            WHERE id = @id AND state IN ({string.Join(", ", RunTransitions.Before(to).Select(before => (int)before))})
                {(to == RunState.Done ? s_nothingLeft : string.Empty)}
            """;
        return database.InTransactionAsync(
            async session =>
            {
                var parameters = new { id = Stored.Of(id), to = (int)to, stoppedBy, stoppedBecause = Stored.Text(stoppedBecause), now = Stored.Of(database.Now) };
                if (await session.ExecuteAsync(change, parameters) == 0)
                {
                    return false;
                }

                // Going on, too: what was in a worker's hand during the pause may have been held back since, for a reason that is mended by now.
                if (to is RunState.Paused or RunState.Cancelled or RunState.Running)
                {
                    await Withdrawal.TakeOutAsync(session, id, database.Now);
                }

                return true;
            },
            cancellationToken);
    }

    // Another server may have brought more into the queue since somebody saw that nothing is left.
    private static readonly string s_nothingLeft =
        $"""
        AND NOT EXISTS (
            SELECT 1 FROM autoTagRunImage AS image
            WHERE image.runId = autoTagRun.id AND image.state IN ({(int)RunImageState.Listed}, {(int)RunImageState.Queued}))
        """;

    public Task<bool> SetBudgetAsync(Run run, CancellationToken cancellationToken)
    {
        RunRow row = RunRow.Of(run);
        return database.RunAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE autoTagRun SET
                    microUsd = @MicroUsd, microCredits = @MicroCredits,
                    movingSince = CASE state WHEN {Running} THEN @now ELSE movingSince END
                WHERE id = @Id AND state <> {(int)RunState.Cancelled}
                """,
                new { row.Id, row.MicroUsd, row.MicroCredits, now = Stored.Of(database.Now) }) == 1,
            cancellationToken);
    }

    public Task<bool> SetPaceAsync(Guid id, RunPace pace, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            // The run first: a server that brings images in at this moment is waited for, and the next one reads the new pace.
            int known = await session.ExecuteAsync(
                $"""
                UPDATE autoTagRun SET mostAtOnce = @atOnce, mostPerMinute = @perMinute
                WHERE id = @id AND batch = {(int)BatchMode.None} AND state IN ({(int)RunState.Draft}, {Running}, {(int)RunState.Paused})
                """,
                new { id = Stored.Of(id), atOnce = pace.Concurrency, perMinute = pace.PerMinute });
            if (known == 1)
            {
                await Withdrawal.TakeOutAsync(session, id, database.Now);
            }

            return known == 1;
        },
        cancellationToken);

    public Task<int> RetryFailedAsync(Guid id, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            var parameters = new { id = Stored.Of(id), now = Stored.Of(database.Now) };
            // The run first: two servers that retry at once wait for each other here. What is undone is not done again by this.
            int known = await session.ExecuteAsync(
                $"""
                UPDATE autoTagRun SET
                    state = CASE state WHEN {(int)RunState.Done} THEN {Running} ELSE state END,
                    movingSince = CASE state WHEN {(int)RunState.Done} THEN @now ELSE movingSince END,
                    endedAt = NULL,
                    version = version + 1
                WHERE id = @id AND undoAt IS NULL AND state IN ({Running}, {(int)RunState.Paused}, {(int)RunState.Done})
                    AND EXISTS (SELECT 1 FROM autoTagRunImage AS image WHERE image.runId = @id AND image.state = {Failed})
                """,
                parameters);
            return known == 0
                ? 0
                : await session.ExecuteAsync(
                    $"UPDATE autoTagRunImage SET state = {Listed}, reasonCode = NULL, endedAt = NULL WHERE runId = @id AND state = {Failed}", parameters);
        },
        cancellationToken);

    public Task<bool> KeepUndoAsync(Run seen, RunUndo undo, CancellationToken cancellationToken)
    {
        RunRow row = RunRow.Of(seen with { Undo = undo });
        return database.RunAsync(
            async session => await session.ExecuteAsync(
                """
                UPDATE autoTagRun SET
                    undoBy = @UndoBy, undoAt = @UndoAt, undoPlace = @UndoPlace, undoImages = @UndoImages, undoFields = @UndoFields, undoEndedAt = @UndoEndedAt,
                    version = version + 1
                WHERE id = @Id AND version = @Version
                """,
                row) == 1,
            cancellationToken);
    }
}
