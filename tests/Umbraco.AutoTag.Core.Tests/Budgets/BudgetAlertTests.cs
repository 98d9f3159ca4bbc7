using Umbraco.AutoTag.Core.Budgets;

namespace Umbraco.AutoTag.Core.Tests.Budgets;

public sealed class BudgetAlertTests
{
    [TestCase(9.999999, false, "")]
    [TestCase(10, false, "50")]
    [TestCase(15.999999, false, "50")]
    [TestCase(16, false, "50 80")]
    [TestCase(19.999999, false, "50 80")]
    [TestCase(20, false, "50 80 100")]
    [TestCase(21, false, "50 80 100")]
    [TestCase(19.5, true, "50 80 100")]
    [TestCase(0, true, "50 80 100")]
    public void A_part_is_reached_with_its_last_millionth_and_all_are_where_nothing_more_fits(double spent, bool isUsedUp, string reached) =>
        Assert.That(string.Join(' ', BudgetAlert.Reached((decimal)spent, 20, isUsedUp)), Is.EqualTo(reached));

    [Test]
    public void A_budget_of_nothing_is_used_up_from_the_beginning() => Assert.That(BudgetAlert.Reached(0, 0, isUsedUp: false), Is.EqualTo(new[] { 50, 80, 100 }));
}
