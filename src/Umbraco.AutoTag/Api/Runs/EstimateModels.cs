using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>What a run would do and cost, with what each figure is made of.</summary>
/// <param name="IsExact">False where the library is so large that a spread of it was looked at, and the figures are its share of the whole.</param>
/// <param name="LookedAt">How many media items were looked at.</param>
/// <param name="Images">Images the run would look at.</param>
/// <param name="Free">Of those, images of which every answer is known: they cost nothing.</param>
/// <param name="LeftOut">Images the selection means and the run leaves out, by reason.</param>
/// <param name="FieldsEmpty">Their empty fields, which may be written.</param>
/// <param name="FieldsOwn">Their fields that hold what AutoTag wrote, and may be written anew.</param>
/// <param name="FieldsProtected">Their fields that are a human's: AutoTag only suggests beside them.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Cost">What they cost together; null where a part of it is unknown.</param>
/// <param name="Credits">Provider credits that are likely to be taken; null where no connection counts in them.</param>
/// <param name="Seconds">How long it takes at the rate limit and the usual speed; null where nothing tells.</param>
/// <param name="Connections">A line for each connection that would be called.</param>
/// <param name="Batch">The same at the batch price; null where no connection that would be called has one.</param>
public sealed record EstimateView(
    bool IsExact,
    long LookedAt,
    long Images,
    long Free,
    IReadOnlyList<ReasonCount> LeftOut,
    long FieldsEmpty,
    long FieldsOwn,
    long FieldsProtected,
    long Calls,
    CostRangeView? Cost,
    decimal? Credits,
    double? Seconds,
    IReadOnlyList<ConnectionEstimateView> Connections,
    BatchEstimateView? Batch);

/// <summary>What a run would cost and how long it takes at the batch price.</summary>
/// <param name="Cost">What it costs; null where a part of it is unknown.</param>
/// <param name="Seconds">How long at most, by the vendor's word.</param>
public sealed record BatchEstimateView(CostRangeView? Cost, double Seconds);

/// <summary>What something costs, in millionths of a US dollar.</summary>
/// <param name="Low">At least.</param>
/// <param name="Likely">The best single figure.</param>
/// <param name="High">At most.</param>
public sealed record CostRangeView(long Low, long Likely, long High);

/// <summary>One connection's line.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="Model">The model it is asked for; null where none is named.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Known">Images whose answer of this connection is known.</param>
/// <param name="Basis">Where the price of a call comes from.</param>
/// <param name="PastCalls">How many past calls it was taken from; 0 where it was not.</param>
/// <param name="PerCall">What one call costs; null where nobody knows.</param>
/// <param name="Cost">What its calls cost; null where nobody knows.</param>
/// <param name="Credits">Credits its calls are likely to take; null where it does not count in them.</param>
/// <param name="RateLimitRequests">Requests allowed per window; null where there is no limit.</param>
/// <param name="RateLimitSeconds">The window.</param>
/// <param name="Seconds">How long its calls take; null where nothing tells.</param>
/// <param name="Escalation">Where it is asked only about some of the images: how many; null where it is asked about each.</param>
public sealed record ConnectionEstimateView(
    string Connection,
    string? Model,
    long Calls,
    long Known,
    EstimateBasis Basis,
    int PastCalls,
    CostRangeView? PerCall,
    CostRangeView? Cost,
    decimal? Credits,
    int? RateLimitRequests,
    double? RateLimitSeconds,
    double? Seconds,
    EscalationEstimateView? Escalation);

/// <summary>How many images need a connection that is asked only where an earlier one is unsure.</summary>
/// <param name="UnsureOf">Alias of the earlier connection.</param>
/// <param name="Below">The bar, 0 to 1.</param>
/// <param name="CallsAtLeast">Calls at least.</param>
/// <param name="CallsAtMost">Calls at most.</param>
/// <param name="Spared">Images that likely do not need it.</param>
/// <param name="Open">Images at which the earlier one has not looked yet, so that nobody knows.</param>
/// <param name="PastAnswers">How many earlier answers that was learnt from; null where they are too few, and all open images are reckoned with.</param>
/// <param name="PastUnsure">Of those, how many were unsure.</param>
/// <param name="Saved">What is likely saved by it; null where nobody knows what a call costs.</param>
public sealed record EscalationEstimateView(
    string UnsureOf,
    double Below,
    long CallsAtLeast,
    long CallsAtMost,
    long Spared,
    long Open,
    long? PastAnswers,
    long? PastUnsure,
    Money? Saved);
