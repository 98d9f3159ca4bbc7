using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Notes on the reservation that a call goes out, and writes one row into the ledger when it has ended, however it ended: money is settled
/// truthfully even by a worker that has lost its lease. Free local sources are not calls and leave no row.
/// </summary>
internal sealed class LedgerSettlement(
    IVisionCaller inner,
    ILedgerStore ledger,
    IReservationStore reservations,
    Prices prices,
    TimeProvider clock,
    ILogger<LedgerSettlement> log) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        if (!call.Connection.Provider.Declaration.SendsPicture)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        Reservation reservation = call.Reservation
            ?? throw new InvalidOperationException($"{nameof(BudgetReservation)} must stand before {nameof(LedgerSettlement)} in the chain.");
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset sentAt = clock.GetUtcNow();
        var callId = Guid.CreateVersion7(sentAt);
        DateTimeOffset expiresAt = sentAt + call.Connection.Options.Timeout + BudgetReservation.Margin;
        // Not to be cut off half-way: a note of a call that is then not made would count as a lost one.
        return await reservations.SendingAsync(reservation.Id, callId, sentAt, expiresAt, CancellationToken.None)
            ? await SendAsync(call, reservation, callId, sentAt, cancellationToken)
            : new CalledReply(VisionReply.Failed(WaitedTooLong(call)), CallId: null);
    }

    private async Task<CalledReply> SendAsync(VisionCall call, Reservation reservation, Guid callId, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        VisionReply reply;
        string? jobId = null;
        try
        {
            reply = (await inner.CallAsync(call.Connection.Jobs is null ? call : call with { Request = call.Request with { OnBegun = NoteAsync } }, cancellationToken)).Reply;
        }
        catch (NothingSentException)
        {
            await reservations.NotSentAsync(callId, CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            VisionReply cutOff = CutOff(call);
            await SettleAsync(call, SettledCall.Row(prices, call, reservation.AtMost, callId, sentAt, clock.GetUtcNow(), cutOff) with { Outcome = CallOutcome.CutOff, RequestId = jobId, JobId = jobId });
            if (call.Connection.Provider.Declaration.Charged)
            {
                call.OnCutOff?.Invoke(cutOff.Failure!);
            }

            throw;
        }

        if (reply.Failure is { Sent: false })
        {
            await reservations.NotSentAsync(callId, CancellationToken.None);
            return new CalledReply(reply, CallId: null);
        }

        LedgerEntry row = SettledCall.Row(prices, call, reservation.AtMost, callId, sentAt, clock.GetUtcNow(), reply);
        // A job whose end was read names itself.
        await SettleAsync(call, row is { RequestId: null, Charged: Charged.Unknown } ? row with { RequestId = jobId, JobId = jobId } : row);
        return new CalledReply(reply, callId);

        Task NoteAsync(string id)
        {
            jobId = id;
            return NoteBegunAsync(call, callId, id);
        }
    }

    /// <summary>Never throws: without it a lost answer stays at its reserved price, and that is all.</summary>
    private async Task NoteBegunAsync(VisionCall call, Guid callId, string jobId)
    {
        try
        {
            await reservations.BegunAsync(callId, jobId, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The id of a job at {Connection} could not be noted: if its answer is lost, call {CallId} stays at its reserved price.", call.Connection.Alias, callId);
        }
    }

    /// <summary>
    /// Never throws: what was paid for must reach the cache though the ledger is locked at this moment. The reservation then stays, and
    /// brings the ledger its row when its time is over.
    /// </summary>
    private async Task SettleAsync(VisionCall call, LedgerEntry entry)
    {
        CallMeter.Settled(entry, call.Connection.Provider.Declaration);
        try
        {
            // What was spent is written down even where the host is shutting down.
            await ledger.AppendAsync(entry, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(
                e,
                "Call {CallId} to {Connection} (cost {Cost}, charged: {Charged}) could not be written into the ledger; it is entered by itself at its reserved price.",
                entry.CallId,
                entry.Connection,
                entry.Cost,
                entry.Charged);
        }

        if (entry.Cost?.Amount > entry.Reserved.Cost?.Amount)
        {
            log.LogWarning(
                "Call {CallId} to {Connection} cost {Cost}, more than the {Reserved} put aside for it: the price or the tokens per image of {Model} are not what AutoTag expects.",
                entry.CallId,
                entry.Connection,
                entry.Cost,
                entry.Reserved.Cost,
                entry.ModelReported ?? entry.ModelAsked);
        }
    }

    private static VisionReply CutOff(VisionCall call) => VisionReply.Failed(
        new Failure(FailureKind.Unavailable, $"The call to {call.Connection.Alias} was cut off before its answer came.") { Charged = Charged.Unknown });

    private static Failure WaitedTooLong(VisionCall call) => new(
        FailureKind.Throttled,
        $"The image waited so long for its turn at {call.Connection.Alias} that what was put aside for it went back.")
    {
        // Nobody waits for a place longer than a moment: what it waited for was a permit.
        Code = RatePermits.Code,
        IsOwnCode = true,
        RetryAfter = TimeSpan.FromSeconds(1),
        Sent = false,
    };
}
