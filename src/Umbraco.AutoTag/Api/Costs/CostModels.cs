using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Costs;

namespace Umbraco.AutoTag.Api.Costs;

/// <summary>What it cost, what was saved, and what it is likely to cost. Days are those of UTC.</summary>
/// <param name="Today">Since midnight.</param>
/// <param name="Month">Since the first of the month.</param>
/// <param name="Forecast">What the month is likely to cost in the end; null where nobody was called yet.</param>
/// <param name="From">The first day of the period that all of the following is about.</param>
/// <param name="Sum">What that period cost.</param>
/// <param name="Images">How many pictures were answered about in it; one that two connections look at counts twice.</param>
/// <param name="Saved">What was known already in it.</param>
/// <param name="Connections">By connection, the dearest first.</param>
/// <param name="Profiles">By profile.</param>
/// <param name="Runs">By run.</param>
/// <param name="Folders">By the folder that the image lay in when the call was made.</param>
/// <param name="Editors">By who asked, or else uploaded the image.</param>
/// <param name="Days">The last 90 days, whatever the period, the earliest first; days without a call and without a known answer are left out.</param>
public sealed record CostsView(
    Cost Today,
    Cost Month,
    ForecastView? Forecast,
    DateOnly From,
    Cost Sum,
    long Images,
    SavedView Saved,
    IReadOnlyList<ConnectionCosts> Connections,
    IReadOnlyList<PartView> Profiles,
    IReadOnlyList<PartView> Runs,
    IReadOnlyList<PartView> Folders,
    IReadOnlyList<PartView> Editors,
    IReadOnlyList<CostDay> Days);

/// <summary>What a month is likely to cost in the end.</summary>
/// <param name="MicroUsd">What was spent, and the everyday until its end, in millionths of a US dollar. Runs to come are not in it.</param>
/// <param name="MicroUsdADay">What a day costs on average, outside of runs.</param>
/// <param name="Days">Of how many days that average is, today included.</param>
public sealed record ForecastView(long MicroUsd, long MicroUsdADay, int Days);

/// <summary>Answers that were known already when an image needed them.</summary>
/// <param name="Answers">How many.</param>
/// <param name="Needed">How many answers were needed, those that were asked for included.</param>
/// <param name="MicroUsd">What the known ones had cost when they were asked for, in millionths of a US dollar: so much was not spent again.</param>
/// <param name="Credits">Credits they had taken.</param>
public sealed record SavedView(long Answers, long Needed, long MicroUsd, decimal Credits);

/// <summary>What a connection cost.</summary>
/// <param name="Alias">Its alias.</param>
/// <param name="IsConfigured">False where it is in the ledger only.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Images">How many pictures it answered about.</param>
/// <param name="MicroUsdPerThousand">What a thousand of them have really cost, failures included; null where there is none, or where the cost of some is not known.</param>
/// <param name="Saved">What was known of it already.</param>
/// <param name="Times">How long its last answers took; null where there is none.</param>
/// <param name="Credits">What it and AutoTag say of credits; null where it has none.</param>
public sealed record ConnectionCosts(
    string Alias, bool IsConfigured, Cost Cost, long Images, long? MicroUsdPerThousand, SavedView Saved, AnswerTimesView? Times, CreditsView? Credits);

/// <summary>How long answers took, from sending to the whole answer; batches and tests are left out.</summary>
/// <param name="Answers">How many answers this is about: the last ones.</param>
/// <param name="HalfMs">Half of them took no longer (p50), in milliseconds.</param>
/// <param name="NearlyAllMs">19 of 20 took no longer (p95), in milliseconds.</param>
public sealed record AnswerTimesView(int Answers, double HalfMs, double NearlyAllMs);

/// <summary>Credits by AutoTag's count and by the provider's.</summary>
/// <param name="Counted">What AutoTag counts, and budgets with it.</param>
/// <param name="Reported">What the answers said they took.</param>
/// <param name="Reports">How many answers said so.</param>
/// <param name="Left">What the provider last said is left; null where it never said in this period.</param>
/// <param name="AccountTook">By how much the account fell; null where that is not known, or where there is more than before.</param>
/// <param name="Difference">By how much AutoTag's count is above the provider's: the account's where it is known, else the answers'; null where neither is.</param>
public sealed record CreditsView(decimal Counted, decimal Reported, long Reports, decimal? Left, decimal? AccountTook, decimal? Difference);

/// <summary>A part of the costs.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The run, folder or editor; null where it is none.</param>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="At">When the run was made; null for others.</param>
/// <param name="Parts">How many parts this is: more than one for the rest only.</param>
/// <param name="Cost">What it cost.</param>
public sealed record PartView(PartKind Kind, Guid? Key, string? Name, DateTimeOffset? At, int Parts, Cost Cost);

/// <summary>What a part of the costs is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartKind>))]
public enum PartKind
{
    /// <summary>A profile, a run, a folder or an editor.</summary>
    Named,

    /// <summary>No profile and no folder: tests of a connection. No run: outside of runs. No editor: nobody is known.</summary>
    None,

    /// <summary>The root of the library.</summary>
    Root,

    /// <summary>One that was deleted since.</summary>
    Gone,

    /// <summary>All that are not listed, together.</summary>
    Rest,
}

/// <summary>What a day cost.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="SavedMicroUsd">What was known already and not spent again, in millionths of a US dollar.</param>
/// <param name="Connections">By connection; those that cost nothing that day are left out.</param>
public sealed record CostDay(DateOnly Day, Cost Cost, long SavedMicroUsd, IReadOnlyList<ConnectionDay> Connections);

/// <summary>What a connection cost on a day.</summary>
/// <param name="Alias">Its alias.</param>
/// <param name="MicroUsd">In millionths of a US dollar.</param>
/// <param name="Credits">In its credits.</param>
public sealed record ConnectionDay(string Alias, long MicroUsd, decimal Credits);

/// <summary>What the meter is about. All periods end now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CostPeriod>))]
public enum CostPeriod
{
    /// <summary>This month.</summary>
    Month,

    /// <summary>Today.</summary>
    Today,

    /// <summary>The last 90 days, today included.</summary>
    Days90,
}
