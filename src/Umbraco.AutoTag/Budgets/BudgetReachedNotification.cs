using Umbraco.AutoTag.Core.Budgets;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.Budgets;

/// <summary>A part of a budget was reached. Published once for each part, budget and period, by one server, and a second time only where that server broke off on the way; also sent to webhooks, as it is.</summary>
/// <param name="Budget">The budget's name in configuration.</param>
/// <param name="Period">What it covers.</param>
/// <param name="Connection">The only connection it counts; null where it counts all.</param>
/// <param name="Unit">What is capped: US dollars or provider credits.</param>
/// <param name="Threshold">Which part was reached, in percent: 50, 80 or 100. At 100 the next image does not fit any more.</param>
/// <param name="Limit">The most it allows, in <paramref name="Unit"/>.</param>
/// <param name="Spent">What calls have cost.</param>
/// <param name="PeriodFrom">The first moment of the period.</param>
/// <param name="OpensAgain">When the next period begins.</param>
/// <param name="Key">The configuration key that raises the limit.</param>
public sealed record BudgetReachedNotification(
    string Budget,
    BudgetPeriod Period,
    string? Connection,
    BudgetUnit Unit,
    int Threshold,
    decimal Limit,
    decimal Spent,
    DateTimeOffset PeriodFrom,
    DateTimeOffset? OpensAgain,
    string Key) : INotification;
