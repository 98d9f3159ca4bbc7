using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Calibration;

/// <summary>How far the sources' confidences can be trusted, by what editors decided.</summary>
/// <param name="Enough">With fewer decisions than this nothing is concluded.</param>
/// <param name="Goal">The share of accepted values that a proposed threshold keeps, 0 to 1.</param>
/// <param name="Items">By connection and field; empty before the first decision.</param>
public sealed record CalibrationList(int Enough, double Goal, IReadOnlyList<CalibrationView> Items);

/// <summary>What editors made of the values of a connection for a field.</summary>
/// <param name="Connection">Alias of the connection; in lower case where it is not configured any more.</param>
/// <param name="IsConfigured">True where it is.</param>
/// <param name="Field">The field.</param>
/// <param name="Source">What its numbers are worth: a score, a model's own opinion, or none where it gave no number.</param>
/// <param name="Decided">Decisions in all.</param>
/// <param name="Accepted">Those that took the value as it was.</param>
/// <param name="Bands">How often, by how sure it was; ascending.</param>
/// <param name="InForce">True where values are decided by this curve and not by the stated number.</param>
/// <param name="WriteFrom">From which confidence on its values are written today, 0 to 1.</param>
/// <param name="Outcome">What follows for the threshold.</param>
/// <param name="Proposal">The threshold that follows; null where none does.</param>
public sealed record CalibrationView(
    string Connection,
    bool IsConfigured,
    Field Field,
    ConfidenceSource Source,
    long Decided,
    long Accepted,
    IReadOnlyList<CalibrationBand> Bands,
    bool InForce,
    double WriteFrom,
    CalibrationOutcome Outcome,
    ThresholdView? Proposal);

/// <summary>What editors made of the values that were stated with about the same confidence.</summary>
/// <param name="From">From this confidence, 0 to 1; null for values without a number.</param>
/// <param name="To">To below this one, 1 included; null for values without a number.</param>
/// <param name="Decided">Decisions.</param>
/// <param name="Accepted">Those that took the value as it was.</param>
/// <param name="Share">The accepted share by the curve, 0 to 1: smoothed, so that a surer value is never less sure.</param>
public sealed record CalibrationBand(double? From, double? To, long Decided, long Accepted, double Share);

/// <summary>What follows for a threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalibrationOutcome>))]
public enum CalibrationOutcome
{
    /// <summary>There are too few decisions to say anything.</summary>
    TooFew,

    /// <summary>No threshold keeps the goal: even of what it is surest of too little was accepted, or too few were decided.</summary>
    OutOfReach,

    /// <summary>The threshold of today is the one that would be proposed.</summary>
    AsItIs,

    /// <summary>Another threshold is proposed.</summary>
    Proposed,
}

/// <summary>A proposed threshold, with what it rests on and how it is taken over.</summary>
/// <param name="WriteFrom">From this confidence on values would be written, 0 to 1.</param>
/// <param name="Decided">Decisions about values at or above it.</param>
/// <param name="Accepted">Those that took the value as it was.</param>
/// <param name="Key">The configuration key to set.</param>
/// <param name="Value">What to set it to, as JSON.</param>
public sealed record ThresholdView(double WriteFrom, long Decided, long Accepted, string Key, string Value);
