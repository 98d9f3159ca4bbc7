using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Costs;

/// <summary>Puts together what it cost. Everything is read from sums; the ledger itself is asked for the last calls of a connection only.</summary>
internal sealed class CostReport(ICostStore costs, CostParts parts, IConnections connections, TimeProvider clock)
{
    private const int DaysShown = 90;

    /// <summary>The meter over a period.</summary>
    public async Task<CostsView> OfAsync(CostPeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly month = FirstDayOf(CostPeriod.Month, now);
        DateOnly from = FirstDayOf(period, now);
        IReadOnlyList<DayCosts> days = await costs.DaysAsync(FirstDayOf(CostPeriod.Days90, now), cancellationToken);
        IReadOnlyList<DaySavings> savings = await costs.SavingsAsync(FirstDayOf(CostPeriod.Days90, now), cancellationToken);
        DayCosts[] ofPeriod = [.. days.Where(day => day.Day >= from)];
        DaySavings[] savedInPeriod = [.. savings.Where(day => day.Day >= from)];
        CallSums thisMonth = Sum(days.Where(day => day.Day >= month));
        long images = ofPeriod.Sum(day => day.Images);
        return new CostsView(
            View(Sum(days.Where(day => day.Day == today))),
            View(thisMonth),
            await ForecastAsync(now, thisMonth, days, cancellationToken),
            from,
            View(Sum(ofPeriod)),
            images,
            SavedOf(savedInPeriod, images),
            await ConnectionsAsync(ofPeriod, savedInPeriod, from, cancellationToken),
            await parts.ProfilesAsync(from, cancellationToken),
            await parts.RunsAsync(from, cancellationToken),
            await parts.FoldersAsync(from, cancellationToken),
            await parts.EditorsAsync(from, cancellationToken),
            DaysOf(days, savings));
    }

    /// <summary>The first day of a period that ends now.</summary>
    public static DateOnly FirstDayOf(CostPeriod period, DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        return period switch
        {
            CostPeriod.Today => today,
            CostPeriod.Month => today.AddDays(1 - today.Day),
            _ => today.AddDays(1 - DaysShown),
        };
    }

    /// <summary>Sums as they are sent.</summary>
    public static Cost View(CallSums sums) => new(sums.Cost.Amount, sums.Calls, sums.Failures, sums.CallsOfUnknownCost, sums.Credits);

    private async Task<ForecastView?> ForecastAsync(DateTimeOffset now, CallSums thisMonth, IReadOnlyList<DayCosts> days, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return null;
        }

        DateOnly from = Forecast.From(now, days[0].Day);
        CallSums? outsideOfRuns = (await costs.PartsAsync(CostPart.Run, from, cancellationToken)).FirstOrDefault(part => part.Part.Length == 0)?.Sums;
        Forecast forecast = Forecast.Of(now, thisMonth.Cost, from, outsideOfRuns?.Cost ?? MicroUsd.Zero);
        return new ForecastView(forecast.AtMonthsEnd.Amount, forecast.ADay.Amount, forecast.Days);
    }

    private async Task<IReadOnlyList<ConnectionCosts>> ConnectionsAsync(
        IReadOnlyList<DayCosts> days, IReadOnlyList<DaySavings> savings, DateOnly from, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
        var found = new List<ConnectionCosts>();
        // As last written down.
        foreach (string alias in days.Select(day => day.Connection).Concat(savings.Select(day => day.Connection)).Reverse().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            DayCosts[] own = [.. days.Where(day => IsOf(day.Connection, alias))];
            CallSums sums = Sum(own);
            long images = own.Sum(day => day.Images);
            AnswerTimes? times = await costs.AnswerTimesAsync(alias, start, cancellationToken);
            found.Add(new ConnectionCosts(
                alias,
                connections.Find(alias) is not null,
                View(sums),
                images,
                images == 0 || sums.CallsOfUnknownCost > 0 ? null : (long)decimal.Round(sums.Cost.Amount * 1_000m / images),
                SavedOf(savings.Where(day => IsOf(day.Connection, alias)), images),
                times is null ? null : new AnswerTimesView(times.Answers, times.Half.TotalMilliseconds, times.NearlyAll.TotalMilliseconds),
                Credits(own, sums, await costs.AccountAsync(alias, start, cancellationToken))));
        }

        return [.. found.OrderByDescending(one => one.Cost.MicroUsd).ThenByDescending(one => one.Cost.Calls).ThenBy(one => one.Alias, StringComparer.OrdinalIgnoreCase)];
    }

    private static CreditsView? Credits(IReadOnlyList<DayCosts> days, CallSums sums, AccountWord? account)
    {
        long reports = days.Sum(day => day.CreditReports);
        decimal reported = days.Sum(day => day.CreditsReported);
        return sums.Credits == 0 && reports == 0 && account is null
            ? null
            : new CreditsView(
                sums.Credits,
                reported,
                reports,
                account?.Left,
                account?.Took,
                (account?.Took ?? (reports > 0 ? reported : null)) is { } theirs ? sums.Credits - theirs : null);
    }

    private static IReadOnlyList<CostDay> DaysOf(IReadOnlyList<DayCosts> days, IReadOnlyList<DaySavings> savings) =>
    [
        .. from day in days.Select(day => day.Day).Concat(savings.Select(day => day.Day)).Distinct().Order()
           let ofDay = days.Where(other => other.Day == day).ToArray()
           select new CostDay(
               day,
               View(Sum(ofDay)),
               savings.Where(other => other.Day == day).Sum(other => other.Saved.Amount),
               [
                   .. ofDay.Where(other => other.Sums.Cost != MicroUsd.Zero || other.Sums.Credits != 0)
                       .Select(other => new ConnectionDay(other.Connection, other.Sums.Cost.Amount, other.Sums.Credits)),
               ]),
    ];

    private static SavedView SavedOf(IEnumerable<DaySavings> savings, long images)
    {
        DaySavings[] all = [.. savings];
        long answers = all.Sum(day => day.Answers);
        return new SavedView(answers, answers + images, all.Sum(day => day.Saved.Amount), all.Sum(day => day.Credits));
    }

    private static CallSums Sum(IEnumerable<DayCosts> days) => days.Aggregate(CallSums.None, (sum, day) => sum + day.Sums);

    private static bool IsOf(string one, string alias) => one.Equals(alias, StringComparison.OrdinalIgnoreCase);
}
