using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;
using Umbraco.AutoTag.Core.Values;

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
    // What a system says of itself may be anything. Beyond these one call cannot be meant, and sums of more would not fit any column.
    private const decimal MostCredits = 1_000_000_000;
    private static readonly MicroUsd s_mostMoney = new(1_000_000_000_000);

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
        try
        {
            reply = (await inner.CallAsync(call, cancellationToken)).Reply;
        }
        catch (NothingSentException)
        {
            await reservations.NotSentAsync(callId, CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            await SettleAsync(call, Row(call, reservation, callId, sentAt, CutOff(call)) with { Outcome = CallOutcome.CutOff });
            throw;
        }

        if (reply.Failure is { Sent: false })
        {
            await reservations.NotSentAsync(callId, CancellationToken.None);
            return new CalledReply(reply, CallId: null);
        }

        await SettleAsync(call, Row(call, reservation, callId, sentAt, reply));
        return new CalledReply(reply, callId);
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

    private LedgerEntry Row(VisionCall call, Reservation reservation, Guid callId, DateTimeOffset sentAt, VisionReply reply)
    {
        Charged charged = ChargedFor(call, reply);
        (MicroUsd? cost, PriceBasis basis) = CostOf(call, reservation, reply, charged);
        return new LedgerEntry
        {
            CallId = callId,
            Connection = call.Connection.Alias,
            Provider = call.Connection.Provider.Declaration.Alias,
            ModelAsked = call.Request.Model,
            ModelReported = reply.ModelReported,
            Usage = reply.Usage,
            Images = 1,
            Reserved = reservation.AtMost,
            Cost = cost,
            PriceBasis = basis,
            CreditsTaken = reply.Usage.Credits is { } credits
                ? Math.Clamp(credits, 0, MostCredits)
                : charged == Charged.No ? null : reservation.AtMost.Credits,
            Charged = charged,
            Outcome = reply.Failure is null ? CallOutcome.Answered : CallOutcome.Failed,
            Failure = reply.Failure?.Kind,
            RequestId = reply.RequestId,
            Latency = clock.GetUtcNow() - sentAt,
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            RunId = call.Run?.RunId,
            SentAt = sentAt,
        };
    }

    private (MicroUsd? Cost, PriceBasis Basis) CostOf(VisionCall call, Reservation reservation, VisionReply reply, Charged charged)
    {
        if (charged == Charged.No)
        {
            return (MicroUsd.Zero, PriceBasis.Free);
        }

        // A price per image tells nothing of a call of which it is not known whether it was charged.
        (MicroUsd? cost, PriceBasis basis) = charged == Charged.Yes || reply.Usage != Usage.None
            ? prices.Of(call.Connection, call.Request.Model, reply)
            : (null, PriceBasis.Unknown);
        return cost is { } known
            ? (new MicroUsd(Math.Clamp(known.Amount, 0, s_mostMoney.Amount)), basis)
            : reservation.AtMost.Cost is { } reserved ? (reserved, PriceBasis.Reserved) : (null, basis);
    }

    private static Charged ChargedFor(VisionCall call, VisionReply reply) =>
        !call.Connection.Provider.Declaration.Charged ? Charged.No : reply.Failure?.Charged ?? Charged.Yes;

    private static VisionReply CutOff(VisionCall call) => VisionReply.Failed(
        new Failure(FailureKind.Unavailable, $"The call to {call.Connection.Alias} was cut off before its answer came.") { Charged = Charged.Unknown });

    private static Failure WaitedTooLong(VisionCall call) => new(
        FailureKind.Throttled,
        $"The image waited so long for its turn at {call.Connection.Alias} that what was put aside for it went back. It is tried again by itself.")
    {
        Code = "reservation-over",
        RetryAfter = TimeSpan.FromSeconds(1),
        Sent = false,
    };
}
