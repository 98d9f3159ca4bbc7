using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>What <see cref="Corridor.Analyse"/> needs to know of batches: whether a question is in one, and how it gets into one.</summary>
/// <param name="batches">The batches.</param>
/// <param name="caller">Made by <see cref="CallChain.BuildBatched"/>.</param>
public sealed class BatchedCalls(IBatchStore batches, IVisionCaller caller)
{
    /// <summary>How long a call waits to be handed over, at most: then it is put back in line, and what was put aside for it comes back by itself.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // What is put aside for a batch comes back when the batch is settled, which takes hours.
    private static readonly TimeSpan s_whileReserved = TimeSpan.FromMinutes(30);

    /// <summary>What batches have to say to a question before it is asked.</summary>
    internal async Task<BatchStanding> OfAsync(Inquiry inquiry, Question question, CancellationToken cancellationToken)
    {
        bool wantsBatch = question.MayWaitForBatch
            && inquiry is { AskAgainSince: null, Run: { Batch: not BatchMode.None } }
            && question.Connection.Batches is not null;
        return await batches.FindAsync(question.Key, cancellationToken) switch
        {
            null => new BatchStanding(wantsBatch),
            { State: BatchCallState.Failed } failed => await AfterFailureAsync(failed, inquiry.Work, wantsBatch, cancellationToken),
            { } standing when await WaitsAsync(standing, inquiry, cancellationToken) => new BatchStanding(wantsBatch, BatchReasons.Waits(standing.Pile.Connection)),
            _ => new BatchStanding(ByBatch: false),
        };
    }

    /// <summary>Lets a question wait for a batch.</summary>
    /// <returns>Why its item waits.</returns>
    public async Task<Failure> CollectAsync(VisionCall call, AnalysisKey key, CancellationToken cancellationToken)
    {
        Failure waits = (await caller.CallAsync(call with { BatchedAs = key }, cancellationToken)).Reply.Failure!;
        return waits.Code switch
        {
            BatchReasons.InBatch => waits with { Charged = Charged.No },
            BudgetRefusal.ReservedCode => waits with { RetryAfter = s_whileReserved },
            _ => waits with { Connection = call.Connection.Alias },
        };
    }

    /// <summary>The question was answered otherwise: what a batch left behind is of no use any more.</summary>
    public Task ForgetAsync(BatchCall failed, CancellationToken cancellationToken) => batches.RemoveAsync(failed.CallId, cancellationToken);

    // What was handed over may be paid for already, whoever asks the same now: it is only paid for again by those who say so. What still waits to be
    // handed over is taken out for somebody who looks on, and for another upload of the same picture.
    private async Task<bool> WaitsAsync(BatchCall standing, Inquiry inquiry, CancellationToken cancellationToken)
    {
        if (inquiry.AskAgainSince is not null)
        {
            await batches.RemoveAsync(standing.CallId, cancellationToken);
            return false;
        }

        WorkItem work = inquiry.Work;
        return work.Run is not null
            || (work.Origin is not (WorkOrigin.TagNow or WorkOrigin.Suggest) && standing.MediaKey == work.MediaKey)
            || !await batches.RemoveAsync(standing.CallId, cancellationToken);
    }

    // What ends the same way each time stays said until the item is asked for again; what may end otherwise is taken from here, and counted by the item.
    private async Task<BatchStanding> AfterFailureAsync(BatchCall failed, WorkItem work, bool wantsBatch, CancellationToken cancellationToken)
    {
        Failure failure = failed.Failure! with { Connection = failed.Pile.Connection };
        bool isOver = work.EnqueuedAt > failed.FailedAt || work.Run is null;
        if (isOver || !failure.IsFinal)
        {
            await batches.RemoveAsync(failed.CallId, cancellationToken);
            return new BatchStanding(wantsBatch, isOver ? null : failure);
        }

        bool goesOn = failure.Code == BatchReasons.Expired && work.Run!.Batch == BatchMode.BatchThenOrdinary;
        return new BatchStanding(ByBatch: false, goesOn ? null : failure, failed);
    }
}

/// <summary>What batches have to say to a question.</summary>
/// <param name="ByBatch">True where it may be asked in a batch; else at once.</param>
/// <param name="Failure">Why it is not asked now; null where it may be.</param>
/// <param name="Failed">The call in a batch that came to nothing, to be forgotten once the question has its answer otherwise.</param>
internal sealed record BatchStanding(bool ByBatch, Failure? Failure = null, BatchCall? Failed = null);
