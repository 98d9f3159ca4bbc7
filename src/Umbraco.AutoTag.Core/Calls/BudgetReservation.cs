using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Puts aside what a call may cost before it goes on, and holds it back where a budget says no or where nobody can tell what it may cost.
/// What the links behind it did not spend is given back.
/// </summary>
internal sealed class BudgetReservation(
    IVisionCaller inner,
    IReservationStore reservations,
    IBudgets budgets,
    Prices prices,
    TimeProvider clock,
    ILogger<BudgetReservation> log) : IVisionCaller
{
    /// <summary>How much longer than its time-out a call may be under way: the answer has to be written down, and clocks differ between servers.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        if (!call.Connection.Provider.Declaration.SendsPicture)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        Estimate atMost = prices.AtMost(call.Connection, call.Request).At(call.BatchedAs is null ? 1 : call.Connection.Batches!.Batches.PriceShare);
        IReadOnlyList<Budget> applying = Applying(call);
        if (UnknownPrice.Of(call.Connection, call.Request, atMost, applying) is { } unknown)
        {
            return new CalledReply(VisionReply.Failed(unknown.ToFailure()), CallId: null);
        }

        Reservation reservation = ReservationFor(call, atMost);
        BudgetRefusal? refusal = await reservations.ReserveAsync(reservation, applying, cancellationToken);
        return refusal is null
            ? await SpendAsync(call with { Reservation = reservation }, reservation, cancellationToken)
            : new CalledReply(VisionReply.Failed(refusal.ToFailure(clock.GetUtcNow())), CallId: null);
    }

    private async Task<CalledReply> SpendAsync(VisionCall call, Reservation reservation, CancellationToken cancellationToken)
    {
        bool isSpent = false;
        try
        {
            CalledReply called = await inner.CallAsync(call, cancellationToken);
            isSpent = called.CallId is not null && called.Reply.Failure is null or { Charged: not Charged.No };
            return called;
        }
        finally
        {
            if (!isSpent)
            {
                await ReleaseAsync(reservation);
            }
        }
    }

    private async Task ReleaseAsync(Reservation reservation)
    {
        try
        {
            await reservations.ReleaseAsync(reservation.Id, CancellationToken.None);
        }
        catch (Exception e)
        {
            // What the call brought matters more; what is put aside comes back by itself when its time is over.
            log.LogWarning(
                e,
                "What was put aside for a call to {Connection} could not be given back; it comes back by itself at {ExpiresAt:u}.",
                reservation.Connection,
                reservation.ExpiresAt);
        }
    }

    private List<Budget> Applying(VisionCall call) => call.Run?.Budget is { } ofRun
        ? [.. budgets.For(call.Connection.Alias), ofRun]
        : [.. budgets.For(call.Connection.Alias)];

    private Reservation ReservationFor(VisionCall call, Estimate atMost)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new Reservation
        {
            Id = Guid.CreateVersion7(now),
            Connection = call.Connection.Alias,
            Provider = call.Connection.Provider.Declaration.Alias,
            ModelAsked = call.Request.Model,
            AtMost = atMost,
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            RunId = call.Run?.RunId,
            Editor = call.Editor,
            ReservedAt = now,
            ExpiresAt = now + (call.BatchedAs is null ? call.Connection.Options.Timeout + Margin : BatchedCalls.LongestWait),
        };
    }
}
