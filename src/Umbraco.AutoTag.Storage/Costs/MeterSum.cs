using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Costs;

/// <summary>What makes a sum of the meter one: aliases ignore case.</summary>
internal readonly record struct MeterKey(long Day, string Connection, string RevisionId, string Editor);

/// <summary>A row of <c>autoTagMeter</c>.</summary>
internal sealed record MeterSum
{
    public long Day { get; init; }

    public string Connection => Alias.ToLowerInvariant();

    public required string RevisionId { get; init; }

    /// <summary>Empty where nobody is known.</summary>
    public required string Editor { get; init; }

    public required string Alias { get; init; }

    public long Calls { get; init; }

    public long Failures { get; init; }

    public long Images { get; init; }

    public long MicroUsd { get; init; }

    public long CallsOfUnknownCost { get; init; }

    public long MicroCredits { get; init; }

    public long CreditReports { get; init; }

    public long MicroCreditsReported { get; init; }

    public MeterKey Key => new(Day, Connection, RevisionId, Editor);

    public static MeterSum Of(LedgerRow row, int sign) => new()
    {
        Day = SpendSum.DayOf(row.SentAt),
        RevisionId = row.RevisionId,
        Editor = row.Editor ?? string.Empty,
        Alias = row.Connection,
        Calls = sign,
        Failures = row.Failure is null ? 0 : sign,
        Images = row.Outcome == (int)CallOutcome.Answered ? sign * row.Images : 0,
        MicroUsd = sign * (row.MicroUsd ?? 0),
        CallsOfUnknownCost = row.MicroUsd is null && row.Charged != (int)Charged.No ? sign : 0,
        MicroCredits = sign * (row.MicroCreditsTaken ?? 0),
        CreditReports = row.MicroCredits is null ? 0 : sign,
        MicroCreditsReported = sign * (row.MicroCredits ?? 0),
    };

    public static MeterSum Add(MeterSum one, MeterSum other) => other with
    {
        Calls = one.Calls + other.Calls,
        Failures = one.Failures + other.Failures,
        Images = one.Images + other.Images,
        MicroUsd = one.MicroUsd + other.MicroUsd,
        CallsOfUnknownCost = one.CallsOfUnknownCost + other.CallsOfUnknownCost,
        MicroCredits = one.MicroCredits + other.MicroCredits,
        CreditReports = one.CreditReports + other.CreditReports,
        MicroCreditsReported = one.MicroCreditsReported + other.MicroCreditsReported,
    };

    /// <summary>Whether two rows of the same key say the same; a row that is missing says the same as one that counts nothing.</summary>
    public static bool AreEqual(MeterSum? one, MeterSum? other) => Figures(one).SequenceEqual(Figures(other));

    private static long[] Figures(MeterSum? sum) => sum is null
        ? new long[8]
        : [sum.Calls, sum.Failures, sum.Images, sum.MicroUsd, sum.CallsOfUnknownCost, sum.MicroCredits, sum.CreditReports, sum.MicroCreditsReported];
}
