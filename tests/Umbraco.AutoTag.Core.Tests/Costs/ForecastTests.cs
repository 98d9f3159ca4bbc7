using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Costs;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void What_is_left_of_the_month_costs_what_the_days_before_cost_on_average()
    {
        var from = new DateOnly(2026, 4, 16);

        var forecast = Forecast.Of(s_noon, thisMonth: new MicroUsd(10_000_000), from, everyday: new MicroUsd(4_500_000));

        // Four days and a half have cost 4.5 dollars; ten and a half are to come.
        Assert.That(forecast, Is.EqualTo(new Forecast(new MicroUsd(20_500_000), new MicroUsd(1_000_000), 5)));
    }

    [Test]
    public void An_hour_after_the_first_call_the_day_counts_as_a_whole_one()
    {
        DateTimeOffset morning = new(2026, 4, 30, 1, 0, 0, TimeSpan.Zero);

        Assert.That(
            Forecast.Of(morning, new MicroUsd(24), new DateOnly(2026, 4, 30), new MicroUsd(24)), Is.EqualTo(new Forecast(new MicroUsd(24 + 23), new MicroUsd(24), 1)));
    }

    [Test]
    public void Where_all_was_spent_by_runs_nothing_more_is_foreseen() =>
        Assert.That(Forecast.Of(s_noon, new MicroUsd(7), new DateOnly(2026, 4, 19), MicroUsd.Zero).AtMonthsEnd, Is.EqualTo(new MicroUsd(7)));

    [Test]
    public void The_largest_sums_fit() =>
        Assert.That(Forecast.Of(s_noon, new MicroUsd(1_000_000_000_000_000), new DateOnly(2026, 4, 7), new MicroUsd(1_000_000_000_000_000)).AtMonthsEnd.Amount, Is.Positive);

    [TestCase("2026-01-01", "2026-04-07")]
    [TestCase("2026-04-07", "2026-04-07")]
    [TestCase("2026-04-18", "2026-04-18")]
    public void The_average_is_of_fourteen_days_or_since_the_first_call(string firstCall, string from) =>
        Assert.That(Forecast.From(s_noon, DateOnly.Parse(firstCall, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture)));
}
