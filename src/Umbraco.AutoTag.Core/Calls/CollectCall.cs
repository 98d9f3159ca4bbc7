using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>The end of the chain for a call that waits for a batch: it is written down, and its item waits. Nothing leaves the server here.</summary>
internal sealed class CollectCall(IBatchStore batches, TimeProvider clock) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var collected = new BatchCall
        {
            CallId = Guid.CreateVersion7(now),
            Pile = new BatchPile(call.Run!.RunId, call.Connection.Alias, call.Request.Model),
            Key = call.BatchedAs!,
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            Tasks = call.Request.Tasks,
            MaxKeywords = call.Request.MaxKeywords,
            LongSide = call.LongSide,
            ReservationId = call.Reservation!.Id,
            AtMost = call.Reservation.AtMost,
            CreatedAt = now,
        };

        // Not to be cut off half-way: what is put aside belongs to the call that was written down.
        bool isKept = await batches.CollectAsync(collected, CancellationToken.None);
        Failure waits = BatchReasons.Waits(call.Connection.Alias);
        return isKept
            ? new CalledReply(VisionReply.Failed(waits with { Charged = Charged.Unknown }), collected.CallId)
            : new CalledReply(VisionReply.Failed(waits), CallId: null);
    }
}
