using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>
/// Takes over what came of a batch: each answer is kept as an analysis, then its call is written into the ledger and its item put in line, where it
/// walks through the ordinary rooms with the answer known. A crash in between does the rest again, and nothing twice.
/// </summary>
public sealed class SettleBatch(
    IBatchStore batches, IAnalysisStore analyses, IWordingStore wordings, Prices prices, DriftWatch drifts, TimeProvider clock, ILogger<SettleBatch> log)
{
    private readonly WordByWord _words = new(wordings, clock, log);

    /// <summary>Settles every call with its answer; what has none was not charged.</summary>
    /// <returns>False where a call could not be settled: the others are, and it is tried again.</returns>
    public async Task<bool> SettleAsync(Batch batch, Connection connection, IReadOnlyDictionary<Guid, VisionReply> answers, CancellationToken cancellationToken)
    {
        int answered = 0;
        int stuck = 0;
        await drifts.RememberedAsync();
        foreach (BatchCall call in await batches.CallsAsync(batch.Id, cancellationToken))
        {
            VisionReply reply = answers.GetValueOrDefault(call.CallId) ?? VisionReply.Failed(BatchReasons.NotAnswered(connection.Alias));
            answered += reply.Failure is null ? 1 : 0;
            try
            {
                await SettleAsync(batch, connection, call, reply, cancellationToken);
            }
            // A database in trouble (every driver's exceptions are external) stops all of them alike; anything else is about this one.
            catch (Exception e) when (e is not (OperationCanceledException or ExternalException))
            {
                stuck++;
                log.LogError(e, "Call {CallId} of batch {VendorId} of {Connection} could not be settled. It is tried again.", call.CallId, batch.VendorId, connection.Alias);
            }
        }

        if (stuck > 0)
        {
            return false;
        }

        await batches.EndAsync(batch, cancellationToken);
        log.LogInformation("Batch {VendorId} of {Connection} is over: {Answered} of {Calls} images were answered.", batch.VendorId, connection.Alias, answered, batch.Calls);
        return true;
    }

    /// <summary>Writes every call down as perhaps paid, at its reserved price: nobody can tell what became of it.</summary>
    public async Task WriteOffAsync(Batch batch, Connection connection, CancellationToken cancellationToken)
    {
        foreach (BatchCall call in await batches.CallsAsync(batch.Id, cancellationToken))
        {
            VisionReply lost = VisionReply.Failed(BatchReasons.Vanished(connection.Alias));
            await WriteDownAsync(call, connection, RowOf(batch, connection, call, lost) with { Outcome = CallOutcome.Lost }, lost.Failure, cancellationToken);
        }

        await batches.EndAsync(batch, cancellationToken);
        log.LogError("Batch {Batch} for {Connection} was lost. Its {Calls} calls are in AutoTag's ledger as perhaps paid, at their reserved price.", batch.Id, connection.Alias, batch.Calls);
    }

    private async Task SettleAsync(Batch batch, Connection connection, BatchCall call, VisionReply reply, CancellationToken cancellationToken)
    {
        if (reply.Observations is { } observations)
        {
            // First: what was paid for is known, whatever happens to the rest.
            await analyses.KeepAsync(AnalysisOf(connection, call, reply, observations), replace: false, cancellationToken);
        }

        // Who stopped the batch wants no word about what it did not get to; what may have been paid for is another matter.
        Failure? reason = batch.IsStopping && reply.Failure is { IsOwnCode: true, Code: BatchReasons.Expired } ? null : reply.Failure;
        LedgerEntry row = RowOf(batch, connection, call, reply);
        await WriteDownAsync(call, connection, row, reason, cancellationToken);
        if (reply is { Observations: not null, Listed: { } listed })
        {
            // Behind everything that counts: a crash before costs an admin the words, and nobody the values.
            await _words.KeepAsync(call.Key, call.CallId, connection, listed);
        }

        if (reply.ModelReported is { } model)
        {
            await drifts.HeardAsync(connection, call.Pile.Model, model);
        }

        if (row.Cost?.Amount > call.AtMost.Cost?.Amount)
        {
            log.LogWarning(
                "Call {CallId} in a batch of {Connection} cost {Cost}, more than the {Reserved} put aside for it: the price or the tokens per image of {Model} are not what AutoTag expects.",
                call.CallId,
                connection.Alias,
                row.Cost,
                call.AtMost.Cost,
                row.ModelReported ?? row.ModelAsked);
        }
    }

    private async Task WriteDownAsync(BatchCall call, Connection connection, LedgerEntry row, Failure? reason, CancellationToken cancellationToken)
    {
        // What another server has written down by now is counted there.
        if (await batches.SettleAsync(call, row, reason, cancellationToken))
        {
            CallMeter.Settled(row, connection.Provider.Declaration);
        }
    }

    private Analysis AnalysisOf(Connection connection, BatchCall call, VisionReply reply, IReadOnlyList<Observation> observations) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Key = call.Key,
        Connection = connection.Alias,
        Provider = connection.Provider.Declaration.Alias,
        ModelAsked = call.Pile.Model,
        ModelReported = reply.ModelReported,
        Observations = observations,
        CallId = call.CallId,
        CreatedAt = clock.GetUtcNow(),
    };

    private LedgerEntry RowOf(Batch batch, Connection connection, BatchCall call, VisionReply reply)
    {
        var asked = new VisionCall
        {
            Connection = connection,
            Request = call.Question,
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            Run = new RunBudget(call.Pile.RunId),
            LongSide = call.LongSide,
        };
        return SettledCall.Row(
            prices, asked, call.AtMost, call.CallId, call.SentAt ?? batch.CreatedAt, clock.GetUtcNow(), reply, connection.Batches?.Batches.PriceShare ?? 1)
            with
            { BatchId = batch.Id };
    }
}
