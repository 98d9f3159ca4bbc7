using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class LearntCostTests
{
    private static readonly CostRange s_perToken = new(MicroUsd.Zero, new MicroUsd(6_000), new MicroUsd(10_000));

    [Test]
    public void The_likely_cost_is_the_average_of_the_calls_however_few_they_are() => Assert.Multiple(() =>
    {
        Assert.That(Of([900, 1_000, 1_101], s_perToken).Likely, Is.EqualTo(new MicroUsd(1_001)), "rounded up");
        Assert.That(Of(Many(1_000, 2_000), s_perToken).Likely, Is.EqualTo(new MicroUsd(1_500)));
    });

    [Test]
    public void The_bounds_of_few_calls_lie_between_what_they_cost_and_what_prices_say_is_possible_and_come_nearer_with_each_call() => Assert.Multiple(() =>
    {
        Assert.That(Of([900, 1_000, 1_100], s_perToken), Is.EqualTo(new CostRange(new MicroUsd(270), new MicroUsd(1_000), new MicroUsd(7_330))));
        Assert.That(Of([900, 950, 1_000, 1_050, 1_100], s_perToken), Is.EqualTo(new CostRange(new MicroUsd(450), new MicroUsd(1_000), new MicroUsd(5_550))));
        Assert.That(
            Of([900, 900, 900, 1_000, 1_000, 1_000, 1_100, 1_100, 1_100], s_perToken),
            Is.EqualTo(new CostRange(new MicroUsd(810), new MicroUsd(1_000), new MicroUsd(1_990))));
    });

    [Test]
    public void Of_many_calls_one_in_ten_may_be_cheaper_and_one_in_ten_dearer_whatever_prices_say() =>
        Assert.That(Of([.. Enumerable.Range(1, 20).Select(call => call * 100L)], s_perToken), Is.EqualTo(new CostRange(new MicroUsd(300), new MicroUsd(1_050), new MicroUsd(1_900))));

    [TestCase(3)]
    [TestCase(6)]
    [TestCase(9)]
    public void Few_calls_are_never_surer_than_many_of_the_same_cost(int few)
    {
        CostRange ofFew = Of(Alternating(few), s_perToken);
        CostRange ofMany = Of(Alternating(LearntCost.EnoughCalls), s_perToken);

        Assert.That((ofFew.Low, ofFew.High), Is.EqualTo((Smaller(ofFew.Low, ofMany.Low), Larger(ofFew.High, ofMany.High))));
    }

    [Test]
    public void Prices_make_nothing_narrower_than_the_calls_were() =>
        Assert.That(Of([900, 1_000, 1_100], CostRange.Exactly(new MicroUsd(1_000))), Is.EqualTo(new CostRange(new MicroUsd(900), new MicroUsd(1_000), new MicroUsd(1_100))));

    [Test]
    public void An_exact_price_that_the_calls_bear_out_stays_exact() =>
        Assert.That(Of([1_000, 1_000, 1_000], CostRange.Exactly(new MicroUsd(1_000))), Is.EqualTo(CostRange.Exactly(new MicroUsd(1_000))));

    [Test]
    public void Where_no_price_is_known_it_may_be_nothing_or_twice_the_dearest() =>
        Assert.That(Of([900, 1_000, 1_100], byPrices: null), Is.EqualTo(new CostRange(new MicroUsd(270), new MicroUsd(1_000), new MicroUsd(1_870))));

    private static CostRange Of(long[] costs, CostRange? byPrices) => LearntCost.Of(costs.Select(cost => new MicroUsd(cost)), byPrices);

    private static long[] Many(long cheap, long dear) => [.. Enumerable.Range(0, 20).Select(call => call % 2 == 0 ? cheap : dear)];

    private static long[] Alternating(int count) => [.. Many(900, 1_100).Take(count)];

    private static MicroUsd Smaller(MicroUsd one, MicroUsd other) => one.CompareTo(other) <= 0 ? one : other;

    private static MicroUsd Larger(MicroUsd one, MicroUsd other) => one.CompareTo(other) >= 0 ? one : other;
}
