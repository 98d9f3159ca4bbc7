using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>
/// What a call may cost, put aside before it is sent. It is written whether or not there is a budget, because it is also the evidence of a call
/// under way: where a process dies, the ledger's row is made from it.
/// </summary>
public sealed record Reservation
{
    /// <summary>Its id; not the id of a call, since one reservation serves the retries of a call that was not charged.</summary>
    public required Guid Id { get; init; }

    /// <summary>Alias of the connection.</summary>
    public required string Connection { get; init; }

    /// <summary>Alias of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model asked for; null where none is named.</summary>
    public required string? ModelAsked { get; init; }

    /// <summary>What the call may cost at most.</summary>
    public required Estimate AtMost { get; init; }

    /// <summary>The media item it is for.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>The site's id path of that item.</summary>
    public required string Path { get; init; }

    /// <summary>The revision it is for.</summary>
    public required string RevisionId { get; init; }

    /// <summary>The run it belongs to; null where it belongs to none.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>Who asked for it, or else uploaded the image; null where nobody is known.</summary>
    public Guid? Editor { get; init; }

    /// <summary>When it was made. It holds for this day (UTC) only, because this day's budget said yes.</summary>
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>From then on nobody can be waiting for the call's answer any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
