using System.Text.Json.Serialization;
using Umbraco.AutoTag.Api.Overview;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>A configured account and how it is doing. Holds no secret.</summary>
/// <param name="Alias">Its name in configuration.</param>
/// <param name="Provider">Alias of its provider.</param>
/// <param name="Model">The model it is pinned to; null where none is named.</param>
/// <param name="Health">In one word.</param>
/// <param name="Until">Nothing is sent before this moment.</param>
/// <param name="Message">What happened and what to do; null where all is well.</param>
/// <param name="ChangedAt">Since when.</param>
/// <param name="ChangedBy">Key of the admin who paused it or let it go on; null where it changed by itself.</param>
/// <param name="CreditsRemaining">What the provider last said is left; null where it never said.</param>
/// <param name="Drift">Another model than the one asked for gave the last answer; null where the right one did, or where nobody knows.</param>
public sealed record ConnectionStatus(
    string Alias,
    string Provider,
    string? Model,
    ConnectionHealth Health,
    DateTimeOffset? Until,
    string? Message,
    DateTimeOffset? ChangedAt,
    Guid? ChangedBy,
    decimal? CreditsRemaining,
    DriftView? Drift);

/// <summary>Another model answers than the one that is asked for.</summary>
/// <param name="Asked">The model asked for.</param>
/// <param name="Answered">The model that says it answered.</param>
public sealed record DriftView(string Asked, string Answered);

/// <summary>A connection as an admin sees it. Holds no secret.</summary>
/// <param name="Status">How it is doing.</param>
/// <param name="System">The system's own name.</param>
/// <param name="Family">What kind of system it is.</param>
/// <param name="Tasks">What it can be asked.</param>
/// <param name="Confidence">What its confidences are worth.</param>
/// <param name="InUse">True where a step of the profile asks it.</param>
/// <param name="HasKey">True where a key is configured; the key itself is never told.</param>
/// <param name="Credential">Who proves on whose account a call is made; null where the key does, or nobody.</param>
/// <param name="Destination">Where the pictures go.</param>
/// <param name="Model">Which model is meant, and which answered.</param>
/// <param name="Limits">What is kept to before anything is sent.</param>
/// <param name="Price">What it costs.</param>
/// <param name="Spend">What it has cost.</param>
/// <param name="LastCallAt">When it was last called; null where it never was.</param>
/// <param name="Failures">The last calls that failed, newest first.</param>
/// <param name="Problems">What is wrong with its configuration, each as a sentence that names the key.</param>
public sealed record ConnectionDetail(
    ConnectionStatus Status,
    string System,
    ConnectionFamily Family,
    IReadOnlyList<string> Tasks,
    ConfidenceSource Confidence,
    bool InUse,
    bool HasKey,
    string? Credential,
    Destination Destination,
    ModelDetail Model,
    LimitDetail Limits,
    PriceDetail Price,
    SpendSummary Spend,
    DateTimeOffset? LastCallAt,
    IReadOnlyList<FailedCall> Failures,
    IReadOnlyList<string> Problems);

/// <summary>What kind of system a connection leads to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionFamily>))]
public enum ConnectionFamily
{
    /// <summary>Reads what people wrote into the file.</summary>
    EmbeddedMetadata,

    /// <summary>Classifies: fast, scored, in its own words.</summary>
    Classifier,

    /// <summary>A multimodal language model.</summary>
    LanguageModel,
}

/// <summary>Which model is meant, and which answered.</summary>
/// <param name="Asked">The model asked for; null where none is named.</param>
/// <param name="Pinnable">True where the system lets a model be named that stays the same.</param>
/// <param name="Watch">What is known of the models that answered.</param>
/// <param name="RetiresOn">The day the model asked for is switched off, as the list of models tells; null where none is known.</param>
/// <param name="WhenDrifts">What follows where another model answers.</param>
public sealed record ModelDetail(string? Asked, bool Pinnable, ModelWatch Watch, DateOnly? RetiresOn, WhenModelDrifts WhenDrifts);

/// <summary>What is kept to before anything is sent.</summary>
/// <param name="Formats">Formats that are sent; others are converted first.</param>
/// <param name="MaxBytes">The largest file that is sent; null where nothing is sent.</param>
/// <param name="MinSidePixels">The shortest side that is taken, in pixels.</param>
/// <param name="MaxSidePixels">The longest side that is taken, in pixels; null where the vendor names none.</param>
/// <param name="MaxPixels">The most pixels that are taken, both sides together; null where the vendor names none.</param>
/// <param name="ImageSize">Longest side of the picture the profile sends, in pixels; null where nothing is sent.</param>
/// <param name="RateLimitRequests">Requests allowed per window; null where nothing limits them.</param>
/// <param name="RateLimitSeconds">Length of that window.</param>
/// <param name="RateLimitConfigured">True where the site set the limit; false where it is the vendor's published one.</param>
/// <param name="Concurrency">Calls under way at once from one server.</param>
/// <param name="TimeoutSeconds">How long one call may take.</param>
public sealed record LimitDetail(
    IReadOnlyList<string> Formats,
    int? MaxBytes,
    int MinSidePixels,
    int? MaxSidePixels,
    long? MaxPixels,
    int? ImageSize,
    int? RateLimitRequests,
    double? RateLimitSeconds,
    bool RateLimitConfigured,
    int Concurrency,
    double TimeoutSeconds);

/// <summary>What a connection costs, for pictures of the profile's size.</summary>
/// <param name="PerThousand">A thousand images; null where nobody knows.</param>
/// <param name="CreditsPerThousand">Provider credits for as many; null where it does not count in them, or where nobody knows.</param>
/// <param name="Basis">Whether past calls or prices tell.</param>
/// <param name="PastCalls">How many past calls it was taken from; 0 where it was not.</param>
/// <param name="Source">Where the prices come from.</param>
/// <param name="ListedOn">The day the list of prices was made; null where it is not the source.</param>
/// <param name="Test">What one test costs at most; null where nobody knows.</param>
public sealed record PriceDetail(
    CostRangeView? PerThousand,
    decimal? CreditsPerThousand,
    EstimateBasis Basis,
    int PastCalls,
    PriceBasis Source,
    DateOnly? ListedOn,
    Money? Test);

/// <summary>A call that failed.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Kind">What kind of failure it was.</param>
/// <param name="Model">The model asked for; null where none was named.</param>
/// <param name="RequestId">The provider's id of the exchange, for a support case; null where it gave none.</param>
/// <param name="LatencySeconds">How long it took.</param>
/// <param name="IsTest">True for a test by an admin.</param>
public sealed record FailedCall(DateTimeOffset At, string Kind, string? Model, string? RequestId, double LatencySeconds, bool IsTest);

/// <summary>A connection that cannot be used as it is configured.</summary>
/// <param name="Alias">Its name in configuration.</param>
/// <param name="Provider">The provider it names.</param>
/// <param name="Problems">What is wrong, each as a sentence that names the key.</param>
public sealed record BrokenConnection(string Alias, string Provider, IReadOnlyList<string> Problems);

/// <summary>The connections of the site.</summary>
/// <param name="Items">In the order of configuration; the metadata in the files first.</param>
/// <param name="Broken">Those that name no provider AutoTag knows, or whose values cannot be read.</param>
public sealed record ConnectionList(IReadOnlyList<ConnectionDetail> Items, IReadOnlyList<BrokenConnection> Broken);
