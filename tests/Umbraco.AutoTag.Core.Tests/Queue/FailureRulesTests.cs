using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Tests.Queue;

public sealed class FailureRulesTests
{
    [TestCase(FailureKind.Throttled, ItemFate.Waits)]
    [TestCase(FailureKind.OutOfCredit, ItemFate.Waits)]
    [TestCase(FailureKind.Unauthorised, ItemFate.Waits)]
    [TestCase(FailureKind.Misconfigured, ItemFate.Waits)]
    [TestCase(FailureKind.OverBudget, ItemFate.Waits)]
    [TestCase(FailureKind.Paused, ItemFate.Waits)]
    [TestCase(FailureKind.BadImage, ItemFate.Skipped)]
    [TestCase(FailureKind.Refused, ItemFate.Skipped)]
    [TestCase(FailureKind.Malformed, ItemFate.Retries)]
    [TestCase(FailureKind.Unavailable, ItemFate.Retries)]
    public void Each_failure_has_one_fate(FailureKind kind, ItemFate fate) => Assert.That(FailureRules.For(kind).Fate, Is.EqualTo(fate));

    [Test]
    public void Every_failure_is_in_the_table([Values] FailureKind kind) => Assert.That(() => FailureRules.For(kind), Throws.Nothing);

    [Test]
    public void What_the_provider_asks_for_wins_over_the_table() =>
        Assert.That(FailureRules.Delay(Failed(FailureKind.Throttled) with { RetryAfter = TimeSpan.FromSeconds(7.5) }, attempts: 5, jitter: 1), Is.EqualTo(TimeSpan.FromSeconds(7.5)));

    [Test]
    public void A_provider_that_asks_for_a_week_is_asked_again_within_the_hour() =>
        Assert.That(FailureRules.Delay(Failed(FailureKind.Throttled) with { RetryAfter = TimeSpan.FromDays(7) }, attempts: 1, jitter: 0), Is.EqualTo(TimeSpan.FromHours(1)));

    [TestCase(1, 5)]
    [TestCase(2, 10)]
    [TestCase(3, 20)]
    [TestCase(30, 1800)]
    public void Waits_double_up_to_the_tables_longest(int attempts, int seconds) =>
        Assert.That(FailureRules.Delay(Failed(FailureKind.Unavailable), attempts, jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void Items_that_failed_together_do_not_come_back_together() =>
        Assert.That(
            FailureRules.Delay(Failed(FailureKind.Unavailable), 3, jitter: 1) - FailureRules.Delay(Failed(FailureKind.Unavailable), 3, jitter: 0),
            Is.EqualTo(TimeSpan.FromSeconds(4)));

    [Test]
    public void A_day_of_outage_does_not_use_up_an_items_attempts()
    {
        TimeSpan total = TimeSpan.Zero;
        for (int attempt = 1; attempt < FailureRules.MaxAttempts(Failed(FailureKind.Unavailable)); attempt++)
        {
            total += FailureRules.Delay(Failed(FailureKind.Unavailable), attempt, jitter: 0);
        }

        Assert.That(total, Is.GreaterThan(TimeSpan.FromHours(20)));
    }

    [Test]
    public void An_attempt_that_may_have_been_paid_for_is_not_repeated_for_ever() =>
        Assert.That(FailureRules.MaxAttempts(Failed(FailureKind.Unavailable) with { Charged = Charged.Unknown }), Is.EqualTo(3));

    [TestCase(Repairable.Yes, 2)]
    [TestCase(Repairable.Tried, 1)]
    public void An_answer_that_was_asked_for_again_in_vain_is_not_asked_for_a_third_time(Repairable repairable, int attempts) =>
        Assert.That(FailureRules.MaxAttempts(Failed(FailureKind.Malformed) with { Charged = Charged.Yes, Repairable = repairable }), Is.EqualTo(attempts));

    private static Failure Failed(FailureKind kind) => new(kind, "x");
}
