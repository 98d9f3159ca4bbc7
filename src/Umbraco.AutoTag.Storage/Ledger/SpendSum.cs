using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>What makes a running sum one: aliases ignore case.</summary>
internal readonly record struct SpendKey(long Day, string Connection, string Part);

/// <summary>A row of <c>autoTagSpend</c> or <c>autoTagFolderSpend</c>.</summary>
internal sealed class SpendSum
{
    public long Day { get; init; }

    public string Connection => Alias.ToLowerInvariant();

    /// <summary>The run or the folder; empty for none.</summary>
    public required string Part { get; init; }

    public required string Alias { get; init; }

    public long Calls { get; init; }

    public long Failures { get; init; }

    public long MicroUsd { get; init; }

    public long CallsOfUnknownCost { get; init; }

    public long MicroCredits { get; init; }

    public SpendKey Key => new(Day, Connection, Part);

    /// <summary>The number of a day: days since 0001-01-01, UTC.</summary>
    public static long DayOf(long ticks) => ticks / TimeSpan.TicksPerDay;

    public static SpendSum Of(LedgerRow row, string part, int sign) => new()
    {
        Day = DayOf(row.SentAt),
        Part = part,
        Alias = row.Connection,
        Calls = sign,
        Failures = row.Failure is null ? 0 : sign,
        MicroUsd = sign * (row.MicroUsd ?? 0),
        CallsOfUnknownCost = row.MicroUsd is null && row.Charged != (int)Charged.No ? sign : 0,
        MicroCredits = sign * (row.MicroCreditsTaken ?? 0),
    };

    public static SpendSum Add(SpendSum one, SpendSum other) => new()
    {
        Day = one.Day,
        Part = one.Part,
        Alias = other.Alias,
        Calls = one.Calls + other.Calls,
        Failures = one.Failures + other.Failures,
        MicroUsd = one.MicroUsd + other.MicroUsd,
        CallsOfUnknownCost = one.CallsOfUnknownCost + other.CallsOfUnknownCost,
        MicroCredits = one.MicroCredits + other.MicroCredits,
    };

    /// <summary>Whether two rows of the same key say the same; a row that is missing says the same as one that counts nothing.</summary>
    public static bool AreEqual(SpendSum? one, SpendSum? other) => Figures(one) == Figures(other);

    private static (long Calls, long Failures, long MicroUsd, long CallsOfUnknownCost, long MicroCredits) Figures(SpendSum? sum) =>
        sum is null ? default : (sum.Calls, sum.Failures, sum.MicroUsd, sum.CallsOfUnknownCost, sum.MicroCredits);
}
