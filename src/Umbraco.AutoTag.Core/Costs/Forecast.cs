using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Costs;

/// <summary>What a month is likely to cost in the end: what was spent, and the everyday until its end. Runs that were paid are in it, runs to come are not.</summary>
/// <param name="AtMonthsEnd">What the whole month is likely to cost.</param>
/// <param name="ADay">What a day costs on average, outside of runs.</param>
/// <param name="Days">Of how many days that average is, today included.</param>
public sealed record Forecast(MicroUsd AtMonthsEnd, MicroUsd ADay, int Days)
{
    /// <summary>How many days the average goes back, today included.</summary>
    public const int MostDays = 14;

    // An hour after the first call nobody knows what a day costs: it counts as a whole one.
    private static readonly TimeSpan s_shortest = TimeSpan.FromDays(1);

    /// <summary>The first day that the average is of.</summary>
    /// <param name="now">This moment.</param>
    /// <param name="firstCall">The day of the first call there ever was.</param>
    public static DateOnly From(DateTimeOffset now, DateOnly firstCall)
    {
        DateOnly earliest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - MostDays);
        return firstCall > earliest ? firstCall : earliest;
    }

    /// <summary>The forecast.</summary>
    /// <param name="now">This moment.</param>
    /// <param name="thisMonth">What was spent this month, runs included.</param>
    /// <param name="from">The first day that <paramref name="everyday"/> is of.</param>
    /// <param name="everyday">What was spent outside of runs since then.</param>
    public static Forecast Of(DateTimeOffset now, MicroUsd thisMonth, DateOnly from, MicroUsd everyday)
    {
        var start = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
        var nextMonth = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        TimeSpan past = now - start < s_shortest ? s_shortest : now - start;
        return new Forecast(
            thisMonth + Share(everyday, nextMonth - now, past),
            Share(everyday, TimeSpan.FromDays(1), past),
            DateOnly.FromDateTime(now.UtcDateTime).DayNumber - from.DayNumber + 1);
    }

    private static MicroUsd Share(MicroUsd amount, TimeSpan part, TimeSpan whole) =>
        new((long)(Int128.CreateChecked(amount.Amount) * part.Ticks / whole.Ticks));
}
