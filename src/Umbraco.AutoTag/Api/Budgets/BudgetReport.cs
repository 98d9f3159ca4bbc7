using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Api.Budgets;

/// <summary>Puts together how the budgets stand, and whether the next image would get through: asked of the same rules that every call is asked of.</summary>
internal sealed class BudgetReport(
    ConfiguredBudgets budgets, IReservationStore reservations, IConnections connections, IProfiles profiles, Prices prices, TimeProvider clock)
{
    public async Task<BudgetList> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetLevel> levels = await reservations.LevelsAsync(budgets.All, cancellationToken);
        return new BudgetList([.. levels.Select(View)]);
    }

    private BudgetView View(BudgetLevel level)
    {
        Budget budget = level.Budget;
        return new BudgetView(
            budget.Name,
            budget.Period,
            budget.Connection,
            budget.Key!,
            budget.OpensAgain(clock.GetUtcNow()),
            [.. Meters(level)],
            [.. profiles.Default.Steps.SelectMany(step => step.Ways).Select(step => StopOf(level, step)).OfType<BudgetStop>().DistinctBy(stop => (stop.Connection, stop.Model))]);
    }

    private static IEnumerable<BudgetMeter> Meters(BudgetLevel level)
    {
        if (level.Budget.Money is { } money)
        {
            yield return new BudgetMeter(BudgetUnit.Money, money.Usd, level.Spent.Usd, level.Reserved.Usd, $"{level.Budget.Key}:Usd");
        }

        if (level.Budget.Credits is { } credits)
        {
            yield return new BudgetMeter(BudgetUnit.Credits, credits, level.CreditsSpent, level.CreditsReserved, $"{level.Budget.Key}:Credits");
        }
    }

    private BudgetStop? StopOf(BudgetLevel level, Step step)
    {
        if (connections.Find(step.Connection) is not { Provider.Declaration.SendsPicture: true } connection
            || level.Budget.Connection?.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase) == false)
        {
            return null;
        }

        // The largest picture that is ever sent: a smaller one may still get through.
        VisionRequest request = StepRequest.Largest(step, connection, profiles.Default);
        Estimate atMost = prices.AtMost(connection, request);
        if (UnknownPrice.Of(connection, request, atMost, [level.Budget]) is { } unknown)
        {
            return new BudgetStop(connection.Alias, unknown.Model, BudgetStopReason.PriceUnknown, unknown.Unit, Needed: null, unknown.Remedies);
        }

        return level.RefusalOf(atMost) is { } refusal
            ? new BudgetStop(
                connection.Alias,
                request.Model,
                refusal.IsUsedUp ? BudgetStopReason.UsedUp : BudgetStopReason.Reserved,
                refusal.Unit,
                refusal.Needed,
                Remedies: [])
            : null;
    }
}
