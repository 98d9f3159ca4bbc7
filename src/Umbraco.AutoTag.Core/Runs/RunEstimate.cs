using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What a run would do and cost, before anything is done: every figure with what it is made of.</summary>
public sealed record RunEstimate
{
    /// <summary>True where every image of the selection was looked at; where not, a spread of the library was, and the figures are its share of the whole.</summary>
    public required bool IsExact { get; init; }

    /// <summary>How many media items were looked at to make it.</summary>
    public required long LookedAt { get; init; }

    /// <summary>Images the run would look at.</summary>
    public required long Images { get; init; }

    /// <summary>Of those, images of which every answer is known: they cost nothing.</summary>
    public required long Free { get; init; }

    /// <summary>Images that the selection means and the run leaves out, by reason.</summary>
    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    /// <summary>Fields of those images that are empty and may be written.</summary>
    public required long FieldsEmpty { get; init; }

    /// <summary>Fields that hold what AutoTag wrote, and may be written anew.</summary>
    public required long FieldsOwn { get; init; }

    /// <summary>Fields that are a human's: the run only suggests beside them.</summary>
    public required long FieldsProtected { get; init; }

    /// <summary>A line for each connection that would be called.</summary>
    public required IReadOnlyList<ConnectionEstimate> Connections { get; init; }

    /// <summary>How many calls.</summary>
    public long Calls => Connections.Sum(connection => connection.Calls);

    /// <summary>What they cost together; null where a part of it is unknown.</summary>
    public CostRange? Cost => Connections.Any(connection => connection is { Calls: > 0, Cost: null })
        ? null
        : Connections.Aggregate(CostRange.Nothing, (sum, connection) => sum.Plus(connection.Cost ?? CostRange.Nothing));

    /// <summary>The same at the batch price, where a connection that would be called has one; null where none has.</summary>
    public BatchEstimate? Batch
    {
        get
        {
            ConnectionEstimate[] batched = [.. Connections.Where(connection => connection is { Calls: > 0, Batches: not null })];
            CostRange? cost = Cost is null
                ? null
                : Connections.Aggregate(CostRange.Nothing, (sum, line) => sum.Plus((line.Cost ?? CostRange.Nothing).At(line.Batches?.PriceShare ?? 1)));
            return batched.Length == 0 ? null : new BatchEstimate(cost, batched.Max(PromiseOf));
        }
    }

    /// <summary>Provider credits that are likely to be taken; null where a connection counts in credits and nobody knows how many, or where none does.</summary>
    public decimal? Credits => Connections.Any(connection => connection.Credits is not null) ? Connections.Sum(connection => connection.Credits) : null;

    /// <summary>How long it takes at the rate limit and the usual speed, connections side by side; null where nothing tells.</summary>
    public TimeSpan? Duration => Connections.Any(connection => connection is { Calls: > 0, Duration: null })
        ? null
        : Connections.Select(connection => connection.Duration ?? TimeSpan.Zero).DefaultIfEmpty().Max();

    // A step that another one decides about is put into a batch when that one's is over.
    private TimeSpan PromiseOf(ConnectionEstimate line) => (line.Batches?.Promise ?? TimeSpan.Zero)
        + (line.Escalation is { } only && Connections.TakeWhile(other => other != line).FirstOrDefault(other => other.Calls > 0 && other.Is(only.UnsureOf)) is { } judge
            ? PromiseOf(judge)
            : TimeSpan.Zero);
}

/// <summary>What a run would cost and how long it takes at the batch price.</summary>
/// <param name="Cost">What it costs; null where a part of it is unknown.</param>
/// <param name="Promise">How long at most, by the vendor's word.</param>
public sealed record BatchEstimate(CostRange? Cost, TimeSpan Promise);

/// <summary>One connection's line of an estimate.</summary>
public sealed record ConnectionEstimate
{
    /// <summary>Its alias.</summary>
    public required string Connection { get; init; }

    /// <summary>The model it is asked for; null where none is named.</summary>
    public required string? Model { get; init; }

    /// <summary>How many calls.</summary>
    public required long Calls { get; init; }

    /// <summary>Images whose answer of this connection is known.</summary>
    public required long Known { get; init; }

    /// <summary>Where the price of a call comes from.</summary>
    public required EstimateBasis Basis { get; init; }

    /// <summary>Where the prices come from; told even where past calls tell more.</summary>
    public PriceBasis PriceBasis { get; init; }

    /// <summary>How many past calls the price was taken from; 0 where it was not.</summary>
    public required int PastCalls { get; init; }

    /// <summary>What one call costs; null where nobody knows.</summary>
    public required CostRange? PerCall { get; init; }

    /// <summary>Credits one call is likely to take; null for systems that do not count in them, or where nobody knows.</summary>
    public required decimal? CreditsPerCall { get; init; }

    /// <summary>The rate limit; null where there is none.</summary>
    public required RateLimit? RateLimit { get; init; }

    /// <summary>How long its calls take; null where nothing tells.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>What it offers for batches; null where it takes none.</summary>
    public BatchTerms? Batches { get; init; }

    /// <summary>Where it is asked only about some of the images: how many; null where it is asked about each.</summary>
    public EscalationEstimate? Escalation { get; init; }

    /// <summary>What its calls cost; null where nobody knows.</summary>
    public CostRange? Cost => Escalation is { } only ? PerCall?.Times(only.CallsAtLeast, Calls, only.CallsAtMost) : PerCall?.Times(Calls);

    /// <summary>What is likely saved by asking it about some of the images only; null where it is asked about each, or where nobody knows what a call costs.</summary>
    public MicroUsd? Saved => Escalation is { } only ? PerCall?.Times(only.Spared).Likely : null;

    /// <summary>Credits its calls are likely to take; null where nobody knows.</summary>
    public decimal? Credits => CreditsPerCall * Calls;

    internal bool Is(string alias) => Connection.Equals(alias, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How many images need a step that is asked only where an earlier one is unsure.</summary>
/// <param name="UnsureOf">Alias of the earlier step's connection.</param>
/// <param name="Below">The bar, 0 to 1.</param>
/// <param name="CallsAtLeast">Calls at least: images of which the earlier step's answer is known, and unsure.</param>
/// <param name="CallsAtMost">Calls at most.</param>
/// <param name="Spared">Images that likely do not need it.</param>
/// <param name="Open">Images at which the earlier step has not looked yet, so that nobody knows.</param>
/// <param name="Past">What was learnt from: how often the earlier step was unsure; null where that is too little to say anything, and all are reckoned with.</param>
public sealed record EscalationEstimate(string UnsureOf, double Below, long CallsAtLeast, long CallsAtMost, long Spared, long Open, Unsure? Past);

/// <summary>What something costs: at least, likely and at most.</summary>
/// <param name="Low">At least.</param>
/// <param name="Likely">The best single figure.</param>
/// <param name="High">At most.</param>
public sealed record CostRange(MicroUsd Low, MicroUsd Likely, MicroUsd High)
{
    /// <summary>Nothing, certainly.</summary>
    public static CostRange Nothing { get; } = Exactly(MicroUsd.Zero);

    /// <summary>A price that leaves no doubt.</summary>
    public static CostRange Exactly(MicroUsd cost) => new(cost, cost, cost);

    /// <summary>The same for so many.</summary>
    public CostRange Times(long count) => new(Times(Low, count), Times(Likely, count), Times(High, count));

    /// <summary>The same where only a part of the price is charged.</summary>
    public CostRange At(decimal share) => new(Low.At(share), Likely.At(share), High.At(share));

    /// <summary>The same for a number that is not certain itself.</summary>
    public CostRange Times(long atLeast, long likely, long atMost) => new(Times(Low, atLeast), Times(Likely, likely), Times(High, atMost));

    /// <summary>Sum.</summary>
    public CostRange Plus(CostRange other) => new(Low + other.Low, Likely + other.Likely, High + other.High);

    private static MicroUsd Times(MicroUsd cost, long count) => new(checked(cost.Amount * count));
}

/// <summary>Where the price of a call in an estimate comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EstimateBasis>))]
public enum EstimateBasis
{
    /// <summary>Nobody knows what a call costs.</summary>
    Unknown,

    /// <summary>This site's own last calls, ten or more.</summary>
    PastCalls,

    /// <summary>The few calls, three to nine, that this site has made; prices widen the bounds that so few leave open.</summary>
    FewCalls,

    /// <summary>Prices: configured, or the vendor's list.</summary>
    Prices,

    /// <summary>The connection costs nothing.</summary>
    Free,
}
