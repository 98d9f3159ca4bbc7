using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Everything between the corridor and a provider, outermost first: what costs least to find out is asked first, and the ledger
/// sits next to the provider so that every attempt leaves a row, however the links around it end.
/// </summary>
public static class CallChain
{
    /// <summary>
    /// Builds the chain: connection state → budget → concurrency → rate limit → circuit breaker → retry → model change → ledger → permit still good →
    /// span → time-out → provider. The analysis cache stands before it, in <see cref="Corridor.Analyse"/>.
    /// </summary>
    /// <remarks>
    /// A permit is taken with a place in hand. The other way round a permit could wait for its place until its window is over, and the
    /// provider would see more calls in the next one than it allows. Money is put aside once for all attempts, since only what was not charged
    /// is sent again; each attempt takes a permit and leaves a row of its own.
    /// </remarks>
    public static IVisionCaller Build(
        IConnectionStateStore states,
        IRatePermitStore permits,
        ILedgerStore ledger,
        IReservationStore reservations,
        IBudgets budgets,
        Prices prices,
        IProfiles profiles,
        DriftWatch drifts,
        TimeProvider clock,
        Func<double> jitter,
        ILoggerFactory logs)
    {
        var holds = new ConnectionHolds(states, profiles, clock, logs.CreateLogger<ConnectionHolds>());
        var rate = new RatePermits(permits, clock);
        var settled = new LedgerSettlement(
            new PermitExchange(new CallSpan(new CallTimeout(new ProviderCall(), clock)), rate, clock),
            ledger,
            reservations,
            prices,
            clock,
            logs.CreateLogger<LedgerSettlement>());
        var attempt = new ModelChange(settled, drifts);
        var attempts = new CircuitBreaker(new Retry(attempt, rate, clock, jitter), holds, clock);
        var turns = new ConcurrencyGate(new RateLimitGate(attempts, rate), clock);
        return new ConnectionGate(
            new BudgetReservation(turns, reservations, budgets, prices, clock, logs.CreateLogger<BudgetReservation>()), holds, clock);
    }

    /// <summary>
    /// Builds the chain of calls that wait for a batch: connection state → budget → collected. What is put aside stays so until the batch is
    /// settled; sending, retry and ledger are the batch's own.
    /// </summary>
    public static IVisionCaller BuildBatched(
        IBatchStore batches,
        IConnectionStateStore states,
        IReservationStore reservations,
        IBudgets budgets,
        Prices prices,
        IProfiles profiles,
        TimeProvider clock,
        ILoggerFactory logs) => new ConnectionGate(
            new BudgetReservation(new CollectCall(batches, clock), reservations, budgets, prices, clock, logs.CreateLogger<BudgetReservation>()),
            new ConnectionHolds(states, profiles, clock, logs.CreateLogger<ConnectionHolds>()),
            clock);
}
