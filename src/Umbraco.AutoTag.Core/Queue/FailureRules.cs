using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Queue;

/// <summary>What a failure does to the item.</summary>
public enum ItemFate
{
    /// <summary>Waits and is tried again; not an attempt, because nothing is wrong with the item.</summary>
    Waits,

    /// <summary>Is tried again later, a bounded number of times, then fails visibly.</summary>
    Retries,

    /// <summary>Is skipped: trying again would end the same way and may cost again.</summary>
    Skipped,
}

/// <summary>One row of the table.</summary>
/// <param name="Fate">What happens to the item.</param>
/// <param name="MaxAttempts">Attempts before it fails; 0 where attempts are not counted.</param>
/// <param name="FirstDelay">Wait after the first failure where the provider names none; doubles with each further attempt.</param>
/// <param name="MaxDelay">The longest such wait.</param>
/// <param name="Connection">What the connection becomes; null where the failure says nothing about it.</param>
public sealed record FailureRule(ItemFate Fate, int MaxAttempts, TimeSpan FirstDelay, TimeSpan MaxDelay, ConnectionHealth? Connection);

/// <summary>
/// What every failure does to item and connection, in one table. <c>docs/failures.md</c> shows it, the tests walk through it.
/// </summary>
public static class FailureRules
{
    private static readonly TimeSpan s_probe = TimeSpan.FromMinutes(15);

    // Asks nobody but the database.
    private static readonly TimeSpan s_whilePaused = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<FailureKind, FailureRule> s_rules = new()
    {
        [FailureKind.Throttled] = new(ItemFate.Waits, 0, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), ConnectionHealth.Throttled),
        [FailureKind.OutOfCredit] = new(ItemFate.Waits, 0, s_probe, s_probe, ConnectionHealth.OutOfCredit),
        [FailureKind.Unauthorised] = new(ItemFate.Waits, 0, s_probe, s_probe, ConnectionHealth.Unauthorised),
        [FailureKind.Misconfigured] = new(ItemFate.Waits, 0, s_probe, s_probe, ConnectionHealth.Misconfigured),
        [FailureKind.OverBudget] = new(ItemFate.Waits, 0, s_probe, s_probe, null),
        [FailureKind.Paused] = new(ItemFate.Waits, 0, s_whilePaused, s_whilePaused, ConnectionHealth.Paused),
        [FailureKind.BadImage] = new(ItemFate.Skipped, 1, TimeSpan.Zero, TimeSpan.Zero, null),
        [FailureKind.Refused] = new(ItemFate.Skipped, 1, TimeSpan.Zero, TimeSpan.Zero, null),
        [FailureKind.Malformed] = new(ItemFate.Retries, 2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), null),
        // An outage is not the item's fault: with these figures it may last a day before anything is given up.
        [FailureKind.Unavailable] = new(ItemFate.Retries, 50, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30), ConnectionHealth.Unavailable),
    };

    /// <summary>The row for a kind of failure.</summary>
    public static FailureRule For(FailureKind kind) => s_rules[kind];

    /// <summary>Attempts that may have been paid for although no answer came: more than this is throwing money after them.</summary>
    public const int MaxPaidAttempts = 3;

    /// <summary>Workers that may fall silent while they hold an item before the item is given up: it may be what silences them.</summary>
    public const int MaxInterruptions = 3;

    /// <summary>Ends the kind under which attempts that may have been paid for are counted.</summary>
    internal const string PaidMark = "/paid";

    /// <summary>What an attempt is counted as: attempts that may have been paid for are counted by themselves.</summary>
    public static string CountedAs(Failure failure) => failure.Charged == Charged.No ? failure.Kind.ToString() : CountedAsPaid(failure.Kind);

    /// <summary>What an attempt is counted as that may have been paid for.</summary>
    public static string CountedAsPaid(FailureKind kind) => kind + PaidMark;

    /// <summary>
    /// True for a failure that must not be met again and again while something else is waited for: it may have been paid for, or it would end the same
    /// way each time.
    /// </summary>
    public static bool IsWasted(Failure failure) => failure is { Sent: true, IsFinal: false } && (failure.Charged != Charged.No || For(failure.Kind).Fate == ItemFate.Skipped);

    /// <summary>How often an item may meet this failure before it is given up; 0 where that is not counted.</summary>
    public static int MaxAttempts(Failure failure)
    {
        if (failure.Repairable == Repairable.Tried)
        {
            return 1;
        }

        FailureRule rule = For(failure.Kind);
        bool isBounded = rule.MaxAttempts > 0;
        return failure.Charged == Charged.No ? rule.MaxAttempts : isBounded ? Math.Min(rule.MaxAttempts, MaxPaidAttempts) : MaxPaidAttempts;
    }

    /// <summary>
    /// How long an item waits: as <see cref="Delay"/>, and where a provider named a moment, up to a fifth longer, so that ten thousand items
    /// that wait for the same moment do not come at once. Where the site's own permits are waited for nobody needs to come late: permits are
    /// handed out one by one, and one that is not taken at its moment is lost.
    /// </summary>
    public static TimeSpan ItemDelay(Failure failure, int attempts, double jitter) =>
        Delay(failure, attempts, jitter) * (failure is { RetryAfter: null } or { Code: RatePermits.Code } ? 1 : 1 + jitter / 5);

    /// <summary>
    /// How long to wait before trying again: what the provider asked for, capped at an hour, else the table's delay doubled per attempt
    /// with up to a fifth of jitter, so that items that failed together do not come back together.
    /// </summary>
    /// <param name="failure">What happened.</param>
    /// <param name="attempts">How often the item was tried so far, this time included; 1 or more.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan Delay(Failure failure, int attempts, double jitter)
    {
        if (failure.RetryAfter is { } asked)
        {
            return asked < TimeSpan.FromHours(1) ? asked : TimeSpan.FromHours(1);
        }

        FailureRule rule = For(failure.Kind);
        double doubled = rule.FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 16));
        return TimeSpan.FromSeconds(Math.Min(doubled, rule.MaxDelay.TotalSeconds) * (1 + jitter / 5));
    }
}
