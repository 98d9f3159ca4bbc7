using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Everything between the corridor and a provider, outermost first: what costs least to find out is asked first, and the ledger
/// sits next to the provider so that every attempt leaves a row, however the links around it end.
/// </summary>
public static class CallChain
{
    /// <summary>Builds the chain: connection state → budget → rate limit → concurrency → ledger → time-out → provider.</summary>
    public static IVisionCaller Build(
        IConnectionStateStore states,
        IRatePermitStore permits,
        ILedgerStore ledger,
        IReservationStore reservations,
        IBudgets budgets,
        Prices prices,
        TimeProvider clock,
        ILoggerFactory logs) =>
        new ConnectionGate(
            new BudgetReservation(
                new RateLimitGate(
                    new ConcurrencyGate(
                        new LedgerSettlement(
                            new CallSpan(new CallTimeout(new ProviderCall(), clock)),
                            ledger,
                            reservations,
                            prices,
                            clock,
                            logs.CreateLogger<LedgerSettlement>())),
                    permits,
                    clock),
                reservations,
                budgets,
                prices,
                clock,
                logs.CreateLogger<BudgetReservation>()),
            states,
            clock);
}
