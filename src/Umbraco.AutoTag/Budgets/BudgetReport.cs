using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Budgets;

/// <summary>Puts together how the budgets stand, and whether the next image would get through: asked of the same rules that every call is asked of.</summary>
internal sealed class BudgetReport(
    ConfiguredBudgets budgets, IReservationStore reservations, IBudgetAlertStore alerts, IConnections connections, IProfiles profiles, Prices prices, TimeProvider clock)
{
    public async Task<BudgetList> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetLevel> levels = await reservations.LevelsAsync(budgets.All, cancellationToken);
        // A month is the longest period.
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<NotedAlert> told = levels.Count == 0 ? [] : await alerts.SinceAsync(levels.Min(level => level.Budget.From(now)), cancellationToken);
        return new BudgetList([.. levels.Select(level => View(level, now, told))]);
    }

    private BudgetView View(BudgetLevel level, DateTimeOffset now, IReadOnlyList<NotedAlert> told)
    {
        Budget budget = level.Budget;
        BudgetStop[] stops =
        [
            .. profiles.Default.Steps.SelectMany(step => step.Ways).Select(step => StopOf(level, step)).OfType<BudgetStop>().DistinctBy(stop => (stop.Connection, stop.Model)),
        ];
        BudgetMeter[] meters = [.. Meters(level, stops)];
        return new BudgetView(
            budget.Name,
            budget.Period,
            budget.Connection,
            budget.Key!,
            budget.From(now),
            budget.OpensAgain(now),
            meters,
            stops,
            [
                .. from noted in told
                   let alert = noted.Alert
                   where alert.Budget.Equals(budget.Name, StringComparison.OrdinalIgnoreCase) && alert.PeriodFrom == budget.From(now)
                       && meters.Any(meter => meter.Unit == alert.Unit && meter.Limit == alert.Cap)
                   select new BudgetAlertView(alert.Unit, alert.Threshold, noted.ReachedAt),
            ]);
    }

    private static IEnumerable<BudgetMeter> Meters(BudgetLevel level, BudgetStop[] stops)
    {
        if (level.Budget.Money is { } money)
        {
            yield return new BudgetMeter(BudgetUnit.Money, money.Usd, level.Spent.Usd, level.Reserved.Usd, $"{level.Budget.Key}:Usd", Reached(BudgetUnit.Money, level.Spent.Usd, money.Usd));
        }

        if (level.Budget.Credits is { } credits)
        {
            yield return new BudgetMeter(BudgetUnit.Credits, credits, level.CreditsSpent, level.CreditsReserved, $"{level.Budget.Key}:Credits", Reached(BudgetUnit.Credits, level.CreditsSpent, credits));
        }

        int[] Reached(BudgetUnit unit, decimal spent, decimal cap) =>
            [.. BudgetAlert.Reached(spent, cap, stops.Any(stop => stop.Unit == unit && stop.Why == BudgetStopReason.UsedUp))];
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
