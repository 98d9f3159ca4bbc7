using System.Globalization;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>How much of a budget is gone.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Spent">Money that calls have cost in its period.</param>
/// <param name="Reserved">Money that calls under way may still cost.</param>
/// <param name="CreditsSpent">Credits that calls have taken.</param>
/// <param name="CreditsReserved">Credits that calls under way may still take.</param>
public sealed record BudgetLevel(Budget Budget, MicroUsd Spent, MicroUsd Reserved, decimal CreditsSpent, decimal CreditsReserved)
{
    /// <summary>The budget's answer to a call that may cost this much at most; null where the call fits.</summary>
    /// <exception cref="ArgumentException">The budget caps a unit in which the estimate is unknown.</exception>
    public BudgetRefusal? RefusalOf(Estimate atMost) => OverMoney(atMost) ?? OverCredits(atMost);

    private BudgetRefusal? OverMoney(Estimate atMost)
    {
        if (Budget.Money is not { } cap)
        {
            return null;
        }

        MicroUsd needed = atMost.Cost ?? throw Unknown();
        return Int128.CreateChecked(Spent.Amount) + Reserved.Amount + needed.Amount > cap.Amount
            ? new BudgetRefusal(Budget, BudgetUnit.Money, cap.Usd, Spent.Usd, Reserved.Usd, needed.Usd)
            : null;
    }

    private BudgetRefusal? OverCredits(Estimate atMost)
    {
        if (Budget.Credits is not { } cap)
        {
            return null;
        }

        decimal needed = atMost.Credits ?? throw Unknown();
        return CreditsSpent + CreditsReserved + needed > cap
            ? new BudgetRefusal(Budget, BudgetUnit.Credits, cap, CreditsSpent, CreditsReserved, needed)
            : null;
    }

    private ArgumentException Unknown() => new(string.Create(CultureInfo.InvariantCulture, $"What the call takes is unknown, and budget '{Budget.Name}' caps it."));
}
