using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What one call costs, by what the last ones of this site cost.</summary>
internal static class LearntCost
{
    /// <summary>Fewer calls than this say nothing.</summary>
    public const int FewCalls = 3;

    /// <summary>From so many on they say enough by themselves.</summary>
    public const int EnoughCalls = 10;

    // Where no price bounds what few calls leave open: a picture of another size, or a longer answer.
    private const int TimesTheDearest = 2;

    /// <summary>
    /// The average. From <see cref="EnoughCalls"/> on it lies between what one of ten calls did not exceed and what nine of ten did not. Fewer have seen little:
    /// the cheapest and the dearest of them are moved towards what prices say is possible, and the fewer they are the further. So few are never surer than many.
    /// </summary>
    /// <param name="costs">What calls cost; at least <see cref="FewCalls"/>, in any order.</param>
    /// <param name="byPrices">What prices say of one call; null where nobody knows any.</param>
    public static CostRange Of(IEnumerable<MicroUsd> costs, CostRange? byPrices)
    {
        long[] ordered = [.. costs.Select(cost => cost.Amount).Order()];
        long average = (long)Math.Ceiling(ordered.Average());
        if (ordered.Length >= EnoughCalls)
        {
            return new CostRange(
                new MicroUsd(Math.Min(Tenth(ordered, 1), average)), new MicroUsd(average), new MicroUsd(Math.Max(Tenth(ordered, 9), average)));
        }

        (long cheapest, long dearest) = (ordered[0], ordered[^1]);
        long least = Math.Min(cheapest, byPrices?.Low.Amount ?? 0);
        long most = Math.Max(dearest, byPrices?.High.Amount ?? checked(dearest * TimesTheDearest));
        decimal doubt = 1 - (decimal)ordered.Length / EnoughCalls;
        return new CostRange(
            new MicroUsd(cheapest - (long)Math.Ceiling((cheapest - least) * doubt)),
            new MicroUsd(average),
            new MicroUsd(dearest + (long)Math.Ceiling((most - dearest) * doubt)));
    }

    /// <summary>The cost that so many tenths of the calls did not exceed.</summary>
    private static long Tenth(long[] ordered, int tenths) => ordered[Math.Min(ordered.Length - 1, ordered.Length * tenths / 10)];
}
