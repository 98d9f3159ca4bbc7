using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Makes the ledger's row of a call that has ended, alone or in a batch.</summary>
internal static class SettledCall
{
    // What a system says of itself may be anything. Beyond these one call cannot be meant, and sums of more would not fit any column.
    private const decimal MostCredits = 1_000_000_000;
    private static readonly MicroUsd s_mostMoney = new(1_000_000_000_000);

    /// <summary>The row.</summary>
    /// <param name="prices">What calls cost.</param>
    /// <param name="call">What was asked of whom, for which item.</param>
    /// <param name="atMost">What was put aside.</param>
    /// <param name="callId">Its id.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="endedAt">When its answer was there.</param>
    /// <param name="reply">What came of it.</param>
    /// <param name="share">The part of the price that is charged.</param>
    public static LedgerEntry Row(
        Prices prices, VisionCall call, Estimate atMost, Guid callId, DateTimeOffset sentAt, DateTimeOffset endedAt, VisionReply reply, decimal share = 1)
    {
        Charged charged = ChargedFor(call, reply);
        (MicroUsd? cost, PriceBasis basis) = CostOf(prices, call, atMost, reply, charged, share);
        return new LedgerEntry
        {
            CallId = callId,
            Connection = call.Connection.Alias,
            Provider = call.Connection.Provider.Declaration.Alias,
            ModelAsked = call.Request.Model,
            ModelReported = reply.ModelReported,
            Usage = reply.Usage,
            Images = 1,
            Reserved = atMost,
            Cost = cost,
            PriceBasis = basis,
            CreditsTaken = reply.Usage.Credits is { } credits
                ? Math.Clamp(credits, 0, MostCredits)
                : charged == Charged.No ? null : atMost.Credits,
            Charged = charged,
            Outcome = reply.Failure is null ? CallOutcome.Answered : CallOutcome.Failed,
            Failure = reply.Failure?.Kind,
            RequestId = reply.RequestId,
            Latency = endedAt - sentAt,
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            RunId = call.Run?.RunId,
            Editor = call.Editor,
            SentAt = sentAt,
        };
    }

    private static (MicroUsd? Cost, PriceBasis Basis) CostOf(
        Prices prices, VisionCall call, Estimate atMost, VisionReply reply, Charged charged, decimal share)
    {
        if (charged == Charged.No)
        {
            return (MicroUsd.Zero, PriceBasis.Free);
        }

        // A price per image tells nothing of a call of which it is not known whether it was charged.
        (MicroUsd? cost, PriceBasis basis) = charged == Charged.Yes || reply.Usage != Usage.None
            ? prices.Of(call.Connection, call.Request, reply)
            : (null, PriceBasis.Unknown);
        if (cost is not { } known)
        {
            return atMost.Cost is { } reserved ? (reserved, PriceBasis.Reserved) : (null, basis);
        }

        // What the provider itself says it cost is the whole of it.
        MicroUsd charge = basis == PriceBasis.Reported ? known : known.At(share);
        return (new MicroUsd(Math.Clamp(charge.Amount, 0, s_mostMoney.Amount)), basis);
    }

    private static Charged ChargedFor(VisionCall call, VisionReply reply) =>
        !call.Connection.Provider.Declaration.Charged ? Charged.No : reply.Failure?.Charged ?? Charged.Yes;
}
