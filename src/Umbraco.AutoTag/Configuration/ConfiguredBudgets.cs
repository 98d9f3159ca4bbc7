using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The budgets as configured at this moment: a raised cap holds from the next call on.</summary>
internal sealed class ConfiguredBudgets(IOptionsMonitor<AutoTagOptions> options) : IBudgets
{
    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Budget> All =>
        [.. options.CurrentValue.Budgets.OrderBy(budget => budget.Key, StringComparer.OrdinalIgnoreCase).Select(budget => BudgetOf(budget.Key, budget.Value))];

    public IReadOnlyList<Budget> For(string connection) =>
        [.. All.Where(budget => budget.Connection is null || budget.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase))];

    private static Budget BudgetOf(string name, BudgetOptions budget) => new()
    {
        Name = name,
        Period = budget.Period == BudgetSpan.Month ? BudgetPeriod.Month : BudgetPeriod.Day,
        Connection = budget.Connection,
        Money = budget.Usd is { } usd ? new MicroUsd((long)(usd * 1_000_000m)) : null,
        Credits = budget.Credits,
        Key = $"AutoTag:Budgets:{name}",
    };
}
