using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Budgets;

public sealed class BudgetTests
{
    // 00:30 on the first of January in Copenhagen: still the year before in UTC.
    private static readonly DateTimeOffset s_now = new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(1));

    [Test]
    public void Days_and_months_are_those_of_utc() => Assert.Multiple(() =>
    {
        Assert.That(Of(BudgetPeriod.Day).From(s_now), Is.EqualTo(Utc(2026, 12, 31)));
        Assert.That(Of(BudgetPeriod.Day).OpensAgain(s_now), Is.EqualTo(Utc(2027, 1, 1)));
        Assert.That(Of(BudgetPeriod.Month).From(s_now), Is.EqualTo(Utc(2026, 12, 1)));
        Assert.That(Of(BudgetPeriod.Month).OpensAgain(s_now), Is.EqualTo(Utc(2027, 1, 1)));
        Assert.That(Of(BudgetPeriod.Run).OpensAgain(s_now), Is.Null);
    });

    [Test]
    public void A_monthly_no_names_the_budget_its_figures_when_it_opens_and_the_key()
    {
        Failure failure = new BudgetRefusal(Of(BudgetPeriod.Month) with { Connection = "vision" }, BudgetUnit.Money, 20, 19.99m, 0.004m, 0.01m).ToFailure(s_now);

        Assert.That((failure.Kind, failure.Code, failure.Sent, failure.RetryAfter), Is.EqualTo((FailureKind.OverBudget, "BudgetReserved", false, (TimeSpan?)TimeSpan.FromSeconds(10))));
        Assert.That(failure.Message, Is.EqualTo(
            "The budget 'monthly' (AutoTag:Budgets:monthly) allows 20 USD a month for vision. 19.99 USD are spent, 0.004 USD are reserved for calls under way, " +
            "and this call may cost 0.01 USD. It is tried again when those calls have ended."));
    }

    [Test]
    public void A_budget_that_is_used_up_opens_with_its_next_period()
    {
        Failure failure = new BudgetRefusal(Of(BudgetPeriod.Month), BudgetUnit.Credits, 100, 99, 0, 2).ToFailure(s_now);

        Assert.That((failure.Code, failure.RetryAfter), Is.EqualTo(("OverBudget", (TimeSpan?)TimeSpan.FromMinutes(30))));
        Assert.That(failure.Message, Does.EndWith("It opens again on 1 January 2027 at 00:00 UTC; to go on before, raise AutoTag:Budgets:monthly:Credits."));
    }

    [Test]
    public void A_run_that_has_spent_its_cap_does_not_open_again()
    {
        Budget run = new RunBudget(Guid.NewGuid(), new MicroUsd(5_000_000)).Budget!;

        Failure failure = new BudgetRefusal(run, BudgetUnit.Money, 5, 5, 0, 0.01m).ToFailure(s_now);

        Assert.That(failure.RetryAfter, Is.Null);
        Assert.That(failure.Message, Does.StartWith("The run's own budget allows 5 USD.").And.EndWith("To go on, raise the run's budget."));
    }

    [Test]
    public void An_item_shows_what_exactly_a_budget_says_and_never_a_code_of_a_vendor() => Assert.Multiple(() =>
    {
        Assert.That(new Failure(FailureKind.OverBudget, "?") { Code = BudgetRefusal.ReservedCode }.ReasonCode, Is.EqualTo("BudgetReserved"));
        Assert.That(new Failure(FailureKind.OverBudget, "?").ReasonCode, Is.EqualTo("OverBudget"));
        Assert.That(new Failure(FailureKind.Throttled, "?") { Code = "rate_limit_exceeded" }.ReasonCode, Is.EqualTo("Throttled"));
    });

    [Test]
    public void A_run_without_a_cap_is_no_budget() => Assert.That(new RunBudget(Guid.NewGuid()).Budget, Is.Null);

    private static Budget Of(BudgetPeriod period) => new() { Name = "monthly", Period = period, Key = "AutoTag:Budgets:monthly" };

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
