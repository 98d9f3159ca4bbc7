using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Budgets;

namespace Umbraco.AutoTag.Budgets;

/// <summary>The budgets of the site.</summary>
/// <param name="Items">By name.</param>
public sealed record BudgetList(IReadOnlyList<BudgetView> Items);

/// <summary>A budget, how much of it is gone, and whom it stops.</summary>
/// <param name="Name">Its name in configuration.</param>
/// <param name="Period">What it covers.</param>
/// <param name="Connection">The only connection it counts; null where it counts all.</param>
/// <param name="Key">Where it is changed: a configuration key.</param>
/// <param name="PeriodFrom">The first moment of its period.</param>
/// <param name="OpensAgain">When its next period begins; null where it has one only.</param>
/// <param name="Meters">One for each unit it caps.</param>
/// <param name="Stops">The connections that get nothing sent at this moment because of it; empty where it stops nobody.</param>
/// <param name="Alerts">Which parts of it were reached in this period and told, the lowest first.</param>
public sealed record BudgetView(
    string Name,
    BudgetPeriod Period,
    string? Connection,
    string Key,
    DateTimeOffset PeriodFrom,
    DateTimeOffset? OpensAgain,
    IReadOnlyList<BudgetMeter> Meters,
    IReadOnlyList<BudgetStop> Stops,
    IReadOnlyList<BudgetAlertView> Alerts);

/// <summary>How much of a budget is gone, in US dollars or in provider credits.</summary>
/// <param name="Unit">Which of them.</param>
/// <param name="Limit">The most it allows.</param>
/// <param name="Spent">What calls have cost.</param>
/// <param name="Reserved">What calls under way may still cost.</param>
/// <param name="Key">The configuration key of this limit.</param>
/// <param name="Reached">Which of 50, 80 and 100 percent are spent, the lowest first; all of them where the next image does not fit any more.</param>
public sealed record BudgetMeter(BudgetUnit Unit, decimal Limit, decimal Spent, decimal Reserved, string Key, IReadOnlyList<int> Reached);

/// <summary>A part of a budget that was reached, and told.</summary>
/// <param name="Unit">What is capped.</param>
/// <param name="Threshold">Which part, in percent.</param>
/// <param name="ReachedAt">When that was seen.</param>
public sealed record BudgetAlertView(BudgetUnit Unit, int Threshold, DateTimeOffset ReachedAt);

/// <summary>Why a connection gets nothing sent.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="Model">The model it would be asked for; null where none is named.</param>
/// <param name="Why">The reason.</param>
/// <param name="Unit">What is used up, reserved or unknown.</param>
/// <param name="Needed">What the next image may cost at most; null where nobody knows.</param>
/// <param name="Remedies">Where the price is unknown, the configuration keys that give it one: any one of these sets, each set as a whole.</param>
public sealed record BudgetStop(
    string Connection,
    string? Model,
    BudgetStopReason Why,
    BudgetUnit Unit,
    decimal? Needed,
    IReadOnlyList<IReadOnlyList<string>> Remedies);

/// <summary>Why a budget stops a connection.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BudgetStopReason>))]
public enum BudgetStopReason
{
    /// <summary>The next image does not fit any more before the next period.</summary>
    UsedUp,

    /// <summary>The next image fits once calls under way have given back what they do not need.</summary>
    Reserved,

    /// <summary>Nobody knows what the next image would cost, so the budget could not be kept.</summary>
    PriceUnknown,
}
