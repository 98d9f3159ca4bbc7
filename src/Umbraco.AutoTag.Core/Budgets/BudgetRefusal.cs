using System.Globalization;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>A budget's no: what it allows, what of that is gone, and what the call might have taken.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Unit">What is capped.</param>
/// <param name="Cap">The most it allows, in <paramref name="Unit"/>.</param>
/// <param name="Spent">What calls have cost.</param>
/// <param name="Reserved">What calls under way may still cost.</param>
/// <param name="Needed">What this call may cost at most.</param>
public sealed record BudgetRefusal(Budget Budget, BudgetUnit Unit, decimal Cap, decimal Spent, decimal Reserved, decimal Needed)
{
    /// <summary>The reason code of items that a used-up budget holds back.</summary>
    public const string UsedUpCode = "OverBudget";

    /// <summary>The reason code of items that wait for calls under way to give back what they do not need.</summary>
    public const string ReservedCode = "BudgetReserved";

    /// <summary>How soon calls under way are likely to have given back what they did not need.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    /// <summary>False where only calls under way stand in the way: they were reserved at their upper estimate and usually cost less.</summary>
    public bool IsUsedUp => Spent + Needed > Cap;

    /// <summary>The refusal as the item meets it.</summary>
    public Failure ToFailure(DateTimeOffset now) => new(FailureKind.OverBudget, Sentence(now))
    {
        Code = IsUsedUp ? UsedUpCode : ReservedCode,
        RetryAfter = IsUsedUp ? Budget.OpensAgain(now) - now : s_soon,
        // A run's budget is nothing to other runs, and a call too dear for any period is nothing to cheaper ones.
        HoldsConnection = IsUsedUp && Budget.RunId is null && Needed <= Cap,
        Sent = false,
    };

    private string Sentence(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Title} {Amount(Cap)}{Each}. {Amount(Spent)} are spent, {Amount(Reserved)} are reserved for calls under way, and this call may cost {Amount(Needed)}. {WhatNext(now)}");

    private string Title => Budget.Key is { } key ? $"The budget '{Budget.Name}' ({key}) allows" : "The run's own budget allows";

    private string Each => Budget.Period switch
    {
        BudgetPeriod.Day => " a day",
        BudgetPeriod.Month => " a month",
        _ => string.Empty,
    } + (Budget.Connection is { } connection ? $" for {connection}" : string.Empty);

    private string WhatNext(DateTimeOffset now)
    {
        if (!IsUsedUp)
        {
            return "It is tried again when those calls have ended.";
        }

        string raise = Budget.Key is { } key ? $"raise {key}:{(Unit == BudgetUnit.Money ? "Usd" : "Credits")}" : "raise the run's budget";
        return Budget.OpensAgain(now) is { } next
            ? string.Create(CultureInfo.InvariantCulture, $"It opens again on {next:d MMMM yyyy} at 00:00 UTC; to go on before, {raise}.")
            : $"To go on, {raise}.";
    }

    private string Amount(decimal amount) =>
        amount.ToString("0.######", CultureInfo.InvariantCulture) + (Unit == BudgetUnit.Money ? " USD" : " credits");
}

/// <summary>What a budget caps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BudgetUnit>))]
public enum BudgetUnit
{
    /// <summary>US dollars.</summary>
    Money,

    /// <summary>Provider credits.</summary>
    Credits,
}
