using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>One call on its way to a provider: what is asked, of whom, and whose work it is.</summary>
public sealed record VisionCall
{
    /// <summary>Stands for the media item where a call is for none: an admin tests the connection.</summary>
    public static readonly Guid NoMedia = Guid.Empty;

    /// <summary>Who is asked.</summary>
    public required Connection Connection { get; init; }

    /// <summary>What is asked.</summary>
    public required VisionRequest Request { get; init; }

    /// <summary>The media item it is for; <see cref="NoMedia"/> where it is for none.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>True where it is for no image, but to find out whether the connection works.</summary>
    public bool IsTest => MediaKey == NoMedia;

    /// <summary>
    /// True where it tries a model that the profile does not ask for: where that is not known, or not allowed, nothing is wrong with the connection, and what
    /// it answers with is not what the site is asking for.
    /// </summary>
    public bool IsTrial { get; init; }

    /// <summary>The site's id path of that item; empty where there is none.</summary>
    public required string Path { get; init; }

    /// <summary>The revision it is for.</summary>
    public required string RevisionId { get; init; }

    /// <summary>The run it belongs to; null where it belongs to none.</summary>
    public RunBudget? Run { get; init; }

    /// <summary>Who asked for it, or else uploaded the image; null where nobody is known.</summary>
    public Guid? Editor { get; init; }

    /// <summary>What was put aside for it; set by <see cref="BudgetReservation"/> for calls that leave the server.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>What the rate limit allows it to go out with; null where there is no limit.</summary>
    public Permit? Permit { get; init; }

    /// <summary>What it asks about what, where it waits for a batch and is charged at the batch price; null where it is made at once.</summary>
    public AnalysisKey? BatchedAs { get; init; }

    /// <summary>What stops it once it is on its way to the provider; null for what stops everything before.</summary>
    public CancellationToken? Until { get; init; }

    /// <summary>Hears where it was cut off on its way, and may have been paid for: there is no reply then that could tell. Null where nobody counts.</summary>
    public Action<Failure>? OnCutOff { get; init; }

    /// <summary>Longest side of the picture to send, in pixels.</summary>
    public required int LongSide { get; init; }
}

/// <summary>
/// A link of the chain around a provider. Each link is one decorator with one idea; the order of the chain is in <see cref="CallChain"/>.
/// </summary>
public interface IVisionCaller
{
    /// <summary>Answers the call, or passes it on. Expected failures are values; only a bug or the token throws.</summary>
    Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken);
}

/// <summary>A reply with the ledger's id of the call that brought it.</summary>
/// <param name="Reply">What came back.</param>
/// <param name="CallId">The ledger's row; null where nothing was sent.</param>
public sealed record CalledReply(VisionReply Reply, Guid? CallId);
