using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Costs;

/// <summary>What a number of calls took.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Failures">Of those, calls that brought no answer.</param>
/// <param name="Cost">Sum of the costs, with what was put aside for calls that nobody can tell the cost of.</param>
/// <param name="CallsOfUnknownCost">Paid calls whose cost nobody knows and nobody could estimate: the sum is too low by these.</param>
/// <param name="Credits">Provider credits taken.</param>
public sealed record CallSums(long Calls, long Failures, MicroUsd Cost, long CallsOfUnknownCost, decimal Credits)
{
    /// <summary>No call.</summary>
    public static CallSums None { get; } = new(0, 0, MicroUsd.Zero, 0, 0);

    /// <summary>Both together.</summary>
    public static CallSums operator +(CallSums one, CallSums other) => new(
        one.Calls + other.Calls,
        one.Failures + other.Failures,
        one.Cost + other.Cost,
        one.CallsOfUnknownCost + other.CallsOfUnknownCost,
        one.Credits + other.Credits);
}

/// <summary>What a connection took on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Connection">Its alias, as last written down that day.</param>
/// <param name="Sums">What it took.</param>
/// <param name="Images">How many pictures it answered about.</param>
/// <param name="CreditReports">How many answers said how many credits they took.</param>
/// <param name="CreditsReported">How many credits they said, in all.</param>
public sealed record DayCosts(DateOnly Day, string Connection, CallSums Sums, long Images, long CreditReports, decimal CreditsReported);

/// <summary>What part of the calls took.</summary>
/// <param name="Part">Which part, as its <see cref="CostPart"/> says.</param>
/// <param name="Sums">What it took.</param>
public sealed record PartCosts(string Part, CallSums Sums);

/// <summary>Answers that were known already when an image needed them, so that nobody was asked.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Connection">Alias of the connection that was not asked.</param>
/// <param name="Answers">How many.</param>
/// <param name="Saved">What they had cost when they were asked for: so much was not spent again.</param>
/// <param name="Credits">Credits they had taken.</param>
public sealed record DaySavings(DateOnly Day, string Connection, long Answers, MicroUsd Saved, decimal Credits);

/// <summary>What a provider says of its account.</summary>
/// <param name="Left">Credits left, by its last word.</param>
/// <param name="Took">By how much they fell since then; null where there are more than before, because somebody bought some.</param>
public sealed record AccountWord(decimal Left, decimal? Took);
