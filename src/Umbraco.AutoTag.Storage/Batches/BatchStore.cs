using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Batches;

/// <inheritdoc />
internal sealed class BatchStore(Database database) : IBatchStore
{
    private const int Collected = (int)BatchCallState.Collected;
    private const int InBatch = (int)BatchCallState.InBatch;
    private const int FailedCall = (int)BatchCallState.Failed;
    private const int Building = (int)BatchState.Building;
    private const int Submitting = (int)BatchState.Submitting;
    private const int Sent = (int)BatchState.Sent;

    private const string IsKey = "contentHash = @ContentHash AND stepPart = @StepPart AND language = @Language";

    // An update that changes nothing keeps the row, on databases that lock rows, until the transaction ends.
    private const string Hold = "UPDATE autoTagBatch SET fence = fence WHERE id = @id AND fence = @fence";

    private static readonly string s_rows = $"SELECT {BatchCallRow.Columns} FROM autoTagBatchCall";

    public async Task<BatchCall?> FindAsync(AnalysisKey key, CancellationToken cancellationToken) =>
        (await database.RunAsync(session => session.FirstAsync<BatchCallRow>($"{s_rows} WHERE {IsKey}", KeyOf(key)), cancellationToken))?.ToCall();

    public Task<bool> CollectAsync(BatchCall call, CancellationToken cancellationToken)
    {
        string insert = database.Dialect.InsertIfNew("autoTagBatchCall", BatchCallRow.Columns, BatchCallRow.Values, IsKey);
        return database.RunAsync(async session => await session.ExecuteAsync(insert, BatchCallRow.Of(call)) == 1, cancellationToken);
    }

    public Task<bool> RemoveAsync(Guid callId, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session => await session.FirstAsync<BatchCallRow>($"{s_rows} WHERE callId = @callId", new { callId = Stored.Of(callId) }) is not { } row
            || await BatchStatements.RemoveAsync(session, row, $"state <> {InBatch}"),
        cancellationToken);

    public async Task<IReadOnlyList<WaitingPile>> WaitingAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PileRow> rows = await database.RunAsync(
            session => session.QueryAsync<PileRow>(
                $"""
                SELECT runId AS "RunId", connection AS "Connection", model AS "Model", CAST(COUNT(*) AS bigint) AS "Calls", MIN(createdAt) AS "OldestAt"
                FROM autoTagBatchCall WHERE state = {Collected} GROUP BY runId, connection, model ORDER BY MIN(createdAt)
                """),
            cancellationToken);
        return [.. rows.Select(row => row.ToPile())];
    }

    public Task DissolveAsync(BatchPile pile, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            string some = database.Dialect.First($"{s_rows} WHERE state = {Collected} AND {StoredPile.Condition} ORDER BY createdAt, callId", "@take");
            foreach (BatchCallRow row in await session.QueryAsync<BatchCallRow>(some, StoredPile.Parameters(pile, Stored.MaxList)))
            {
                if (await BatchStatements.RemoveAsync(session, row, $"state = {Collected}"))
                {
                    await BatchStatements.PutInLineAsync(session, row, database.Now, database.Now);
                }
            }

            return true;
        },
        cancellationToken);

    public Task<Batch?> BeginAsync(BatchPile pile, int most, TimeSpan lease, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            // Whoever pauses the run waits until this step is through, or this step finds it paused.
            if (!await IsRunningAsync(session, pile.RunId))
            {
                return null;
            }

            DateTimeOffset now = database.Now;
            var row = new BatchRow
            {
                Id = Stored.Of(Guid.CreateVersion7(now)),
                RunId = Stored.Of(pile.RunId),
                Connection = pile.Connection,
                Model = pile.Model ?? string.Empty,
                State = Building,
                CreatedAt = Stored.Of(now),
                DueAt = Stored.Of(now + lease),
                Fence = now.UtcTicks,
            };
            string oldest = database.Dialect.First($"SELECT callId FROM autoTagBatchCall WHERE state = {Collected} AND {StoredPile.Condition} ORDER BY createdAt, callId", "@take");
            int taken = 0;
            foreach (string callId in await session.QueryAsync<string>(oldest, StoredPile.Parameters(pile, most)))
            {
                taken += await session.ExecuteAsync(
                    $"UPDATE autoTagBatchCall SET state = {InBatch}, batchId = @batch WHERE callId = @callId AND state = {Collected}", new { batch = row.Id, callId });
            }

            if (taken == 0)
            {
                return null;
            }

            await session.ExecuteAsync(BatchRow.Insert, row);
            return row.ToBatch();
        },
        cancellationToken);

    public async Task<Batch?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        string due = database.Dialect.First($"SELECT {BatchRow.Columns} FROM autoTagBatch WHERE dueAt <= @now ORDER BY dueAt, id", "@take");
        return await database.InTransactionAsync(
            async session =>
            {
                DateTimeOffset now = database.Now;
                foreach (BatchRow row in await session.QueryAsync<BatchRow>(due, new { now = Stored.Of(now), take = 10 }))
                {
                    long fence = Math.Max(row.Fence + 1, now.UtcTicks);
                    if (await session.ExecuteAsync(
                        "UPDATE autoTagBatch SET fence = @fence, dueAt = @until WHERE id = @id AND fence = @seen AND dueAt <= @now",
                        new { id = row.Id, fence, seen = row.Fence, until = Stored.Of(now + lease), now = Stored.Of(now) }) == 1)
                    {
                        return row.ToBatch() with { Fence = fence };
                    }
                }

                return null;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<BatchCall>> CallsAsync(Guid batch, CancellationToken cancellationToken) =>
        [.. (await database.RunAsync(session => OfBatchAsync(session, batch), cancellationToken)).Select(row => row.ToCall())];

    public Task ReturnAsync(Batch batch, IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken) =>
        TakeOutAsync(batch, calls, (session, row) => session.ExecuteAsync(
            $"UPDATE autoTagBatchCall SET state = {Collected}, batchId = NULL WHERE callId = @CallId", row), cancellationToken);

    public Task LeaveOutAsync(Batch batch, IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken) =>
        TakeOutAsync(batch, calls, (session, row) => PutBackAsync(session, row, database.Now), cancellationToken);

    public Task<IReadOnlyList<Guid>> SendingAsync(Batch batch, TimeSpan lease, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        database.InTransactionAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                // First the run: whoever pauses it waits until this step is through, or this step finds it paused.
                bool isRunning = await IsRunningAsync(session, batch.Pile.RunId);
                if (await session.ExecuteAsync($"{Hold} AND state = {Building}", Of(batch)) == 0)
                {
                    return [];
                }

                DateTimeOffset now = database.Now;
                var going = new List<Guid>();
                foreach (BatchCallRow row in await OfBatchAsync(session, batch.Id))
                {
                    if (isRunning && await BatchStatements.SendingAsync(session, row, now, expiresAt))
                    {
                        going.Add(Stored.Id(row.CallId));
                    }
                    else
                    {
                        await PutBackAsync(session, row, now);
                    }
                }

                await session.ExecuteAsync(
                    going.Count == 0
                        ? "DELETE FROM autoTagBatch WHERE id = @id"
                        : $"UPDATE autoTagBatch SET state = {Submitting}, calls = @calls, sentAt = @now, dueAt = @until WHERE id = @id",
                    new { id = Stored.Of(batch.Id), calls = going.Count, now = Stored.Of(now), until = Stored.Of(now + lease) });
                return going;
            },
            cancellationToken);

    public Task<bool> SentAsync(Batch batch, string vendorId, DateTimeOffset lookAt, CancellationToken cancellationToken) => database.RunAsync(
        // Whoever holds it now would look for it in vain: the id counts, whoever brings it.
        async session => await session.ExecuteAsync(
            $"UPDATE autoTagBatch SET state = {Sent}, vendorId = @vendorId, dueAt = @lookAt WHERE id = @id AND state = {Submitting}",
            new { id = Stored.Of(batch.Id), vendorId = Stored.Word(vendorId, 200), lookAt = Stored.Of(lookAt) }) == 1,
        cancellationToken);

    public Task NotSentAsync(Batch batch, DateTimeOffset dueAt, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            if (await session.ExecuteAsync($"{Hold} AND state IN ({Submitting}, {Sent})", Of(batch)) == 1)
            {
                foreach (BatchCallRow row in await OfBatchAsync(session, batch.Id))
                {
                    await session.ExecuteAsync("UPDATE autoTagReservation SET callId = NULL, sentAt = NULL WHERE callId = @CallId", row);
                    await PutBackAsync(session, row, dueAt);
                }

                await session.ExecuteAsync("DELETE FROM autoTagBatch WHERE id = @id", Of(batch));
            }

            return true;
        },
        cancellationToken);

    public Task KeepAsideAsync(Batch batch, DateTimeOffset until, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session => await session.ExecuteAsync(Hold, Of(batch)) == 1
            ? await session.ExecuteAsync(
                $"""
                UPDATE autoTagReservation SET expiresAt = @until
                WHERE expiresAt < @until AND callId IN (SELECT callId FROM autoTagBatchCall WHERE batchId = @id AND state = {InBatch})
                """,
                new { id = Stored.Of(batch.Id), until = Stored.Of(until) })
            : 0,
        cancellationToken);

    public Task LookAgainAsync(Batch batch, DateTimeOffset lookAt, bool isStopping, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            "UPDATE autoTagBatch SET dueAt = @lookAt, lookedAt = @now, looks = looks + 1, isStopping = @isStopping WHERE id = @id AND fence = @fence",
            new { id = Stored.Of(batch.Id), fence = batch.Fence, lookAt = Stored.Of(lookAt), now = Stored.Of(database.Now), isStopping = Stored.Of(isStopping) }),
        cancellationToken);

    public Task<bool> SettleAsync(BatchCall call, LedgerEntry entry, Failure? failure, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            await MoneyTurn.TakeAsync(session);
            BatchCallRow row = BatchCallRow.Of(call);
            int isOurs = failure is null
                ? await session.ExecuteAsync($"DELETE FROM autoTagBatchCall WHERE callId = @CallId AND state = {InBatch}", row)
                : await FailAsync(session, row, failure);
            if (isOurs == 0)
            {
                return false;
            }

            // A batch belongs to a run, and is asked for by whoever made it.
            string? editor = await session.FirstAsync<string?>("SELECT createdBy FROM autoTagRun WHERE id = @RunId", row);
            await LedgerRows.AddAsync(session, LedgerRow.Of(entry with { Editor = Stored.OptionalId(editor) }));
            // What was not charged was kept for another attempt, and there is none.
            await session.ExecuteAsync("DELETE FROM autoTagReservation WHERE id = @ReservationId", row);
            await BatchStatements.PutInLineAsync(session, row, database.Now, database.Now);
            return true;
        },
        cancellationToken);

    public Task EndAsync(Batch batch, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            "DELETE FROM autoTagBatch WHERE id = @id AND NOT EXISTS (SELECT 1 FROM autoTagBatchCall AS asked WHERE asked.batchId = @id)", Of(batch)),
        cancellationToken);

    public Task AbandonAsync(Batch batch, Failure failure, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Hold, Of(batch)) == 1)
            {
                foreach (BatchCallRow row in await OfBatchAsync(session, batch.Id))
                {
                    await FailAsync(session, row, failure);
                    await BatchStatements.PutInLineAsync(session, row, database.Now, database.Now);
                }

                await session.ExecuteAsync("DELETE FROM autoTagBatch WHERE id = @id", Of(batch));
            }

            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<Batch>> OfRunAsync(Guid run, CancellationToken cancellationToken) =>
    [
        .. (await database.RunAsync(
            session => session.QueryAsync<BatchRow>(
                $"SELECT {BatchRow.Columns} FROM autoTagBatch WHERE runId = @run ORDER BY createdAt, id", new { run = Stored.Of(run) }),
            cancellationToken)).Select(row => row.ToBatch()),
    ];

    public Task<int> UnderWayAsync(CancellationToken cancellationToken) =>
        database.RunAsync(session => session.FirstAsync<int>("SELECT COUNT(*) FROM autoTagBatch"), cancellationToken);

    private Task TakeOutAsync(Batch batch, IReadOnlyCollection<Guid> calls, Func<Session, BatchCallRow, Task> takeOut, CancellationToken cancellationToken)
    {
        var ids = calls.Select(Stored.Of).ToHashSet();
        return calls.Count == 0 ? Task.CompletedTask : database.InTransactionAsync(
            async session =>
            {
                if (await session.ExecuteAsync($"{Hold} AND state = {Building}", Of(batch)) == 0)
                {
                    return false;
                }

                foreach (BatchCallRow row in (await OfBatchAsync(session, batch.Id)).Where(row => ids.Contains(row.CallId)))
                {
                    await takeOut(session, row);
                }

                await session.ExecuteAsync(
                    "DELETE FROM autoTagBatch WHERE id = @id AND NOT EXISTS (SELECT 1 FROM autoTagBatchCall AS asked WHERE asked.batchId = @id)", Of(batch));
                return true;
            },
            cancellationToken);
    }

    private Task<int> FailAsync(Session session, BatchCallRow row, Failure failure) => session.ExecuteAsync(
        $"""
        UPDATE autoTagBatchCall SET
            state = {FailedCall}, batchId = NULL, failure = @failure, charged = @charged, code = @code, reason = @reason, failedAt = @now
        WHERE callId = @callId AND state = {InBatch}
        """,
        new
        {
            callId = row.CallId,
            failure = (int)failure.Kind,
            charged = (int)failure.Charged,
            code = failure.IsOwnCode ? failure.Code : null,
            reason = Stored.Text(failure.Message),
            now = Stored.Of(database.Now),
        });

    private async Task PutBackAsync(Session session, BatchCallRow row, DateTimeOffset dueAt)
    {
        await BatchStatements.RemoveAsync(session, row, $"state = {InBatch}");
        await BatchStatements.PutInLineAsync(session, row, dueAt, database.Now);
    }

    // An update that changes nothing keeps the row, on databases that lock rows, until the transaction ends.
    private static async Task<bool> IsRunningAsync(Session session, Guid run) => await session.ExecuteAsync(
        $"UPDATE autoTagRun SET state = state WHERE id = @run AND state = {(int)RunState.Running}", new { run = Stored.Of(run) }) == 1;

    private static Task<IReadOnlyList<BatchCallRow>> OfBatchAsync(Session session, Guid batch) => session.QueryAsync<BatchCallRow>(
        $"{s_rows} WHERE batchId = @batch AND state = {InBatch} ORDER BY createdAt, callId", new { batch = Stored.Of(batch) });

    private static object Of(Batch batch) => new { id = Stored.Of(batch.Id), fence = batch.Fence };

    private static object KeyOf(AnalysisKey key) => new { ContentHash = key.Content.Hex, key.StepPart, key.Language };
}
