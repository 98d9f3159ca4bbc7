using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>
/// One provider call, as it ended. Rows are added and never changed, but for one case: a call of which nobody knew what became of it is settled once, with
/// its answer where a <see cref="CallOutcome.Lost"/> one's turns up after all, or with the figures that the provider keeps of it.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>Id of the call; ids sort by time.</summary>
    public required Guid CallId { get; init; }

    /// <summary>Alias of the connection.</summary>
    public required string Connection { get; init; }

    /// <summary>Alias of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model asked for; null where none was named.</summary>
    public required string? ModelAsked { get; init; }

    /// <summary>The model that answered; null where it does not say.</summary>
    public required string? ModelReported { get; init; }

    /// <summary>What the provider said it used.</summary>
    public required Usage Usage { get; init; }

    /// <summary>How many pictures were sent.</summary>
    public required int Images { get; init; }

    /// <summary>What was put aside for it before it was sent.</summary>
    public required Estimate Reserved { get; init; }

    /// <summary>
    /// What it cost; where it was or may have been paid for and nobody says how much, what was put aside for it. Null where that is unknown too.
    /// Never zero by guess.
    /// </summary>
    public required MicroUsd? Cost { get; init; }

    /// <summary>Where <see cref="Cost"/> comes from.</summary>
    public required PriceBasis PriceBasis { get; init; }

    /// <summary>Provider credits it took: as reported, else, where it was or may have been paid for, what was put aside; null for systems without credits.</summary>
    public required decimal? CreditsTaken { get; init; }

    /// <summary>Whether it was paid for.</summary>
    public required Charged Charged { get; init; }

    /// <summary>How it ended.</summary>
    public required CallOutcome Outcome { get; init; }

    /// <summary>What went wrong; null for an answer.</summary>
    public required FailureKind? Failure { get; init; }

    /// <summary>The provider's id of the exchange.</summary>
    public required string? RequestId { get; init; }

    /// <summary>The system's id of the job that worked on it, where its end was not seen and it can be asked what it came to; null everywhere else.</summary>
    public string? JobId { get; init; }

    /// <summary>From sending to the whole answer.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The media item it was for.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>The site's id path of that item at that time.</summary>
    public required string Path { get; init; }

    /// <summary>The revision it was for.</summary>
    public required string RevisionId { get; init; }

    /// <summary>The run it belonged to; null where it belonged to none.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>The batch it was part of; null for a call of its own.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Who asked for it, or else uploaded the image; null where nobody is known.</summary>
    public Guid? Editor { get; init; }

    /// <summary>When the call was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }
}

/// <summary>Where a cost comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriceBasis>))]
public enum PriceBasis
{
    /// <summary>There is no price: the cost is unknown.</summary>
    Unknown,

    /// <summary>The provider reported it.</summary>
    Reported,

    /// <summary>Tokens, credits or images times the configured price.</summary>
    Configured,

    /// <summary>The source is free, or the attempt was not charged.</summary>
    Free,

    /// <summary>Tokens times the vendor's list price: an estimate.</summary>
    Listed,

    /// <summary>The upper estimate that was put aside before the call, because nothing tells what it really cost.</summary>
    Reserved,
}

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>With a failure, the time-out included.</summary>
    Failed,

    /// <summary>Cut off on our side, by a shutdown or a fault of AutoTag's own.</summary>
    CutOff,

    /// <summary>Nobody saw its end: the process died, or the ledger could not be written.</summary>
    Lost,
}
