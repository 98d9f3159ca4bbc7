using System.Globalization;
using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the health check says of budgets: a line for each that is at 80 percent or used up.</summary>
internal static class BudgetHealth
{
    private const int NearlyUsedUp = 80;
    private const int UsedUp = 100;

    public static IEnumerable<HealthCheckStatus> Of(IReadOnlyList<BudgetView> budgets)
    {
        HealthCheckStatus[] told =
        [
            .. from budget in budgets
               from meter in budget.Meters
               where meter.Reached.Contains(NearlyUsedUp)
               select StatusOf(budget, meter),
        ];
        return told.Length > 0 || budgets.Count == 0 ? told : [new HealthCheckStatus("No budget is nearly used up.") { ResultType = StatusResultType.Success }];
    }

    private static HealthCheckStatus StatusOf(BudgetView budget, BudgetMeter meter)
    {
        bool isUsedUp = meter.Reached.Contains(UsedUp);
        string unit = meter.Unit == BudgetUnit.Money ? "USD" : "credits";
        string gone = string.Create(CultureInfo.InvariantCulture, $"Budget '{budget.Name}': {meter.Spent:0.######} of {meter.Limit:0.######} {unit} are spent");
        return isUsedUp
            ? new HealthCheckStatus(
                $"{gone}, and the next image does not fit. Images wait{(budget.OpensAgain is { } next ? string.Create(CultureInfo.InvariantCulture, $" until {next:u}") : string.Empty)}; to go on before, raise {meter.Key}.")
            { ResultType = StatusResultType.Warning }
            : new HealthCheckStatus($"{gone}. At its end images wait; raise {meter.Key} before.") { ResultType = StatusResultType.Warning };
    }
}
