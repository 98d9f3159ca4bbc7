using Umbraco.AutoTag.Core.Budgets;

namespace Umbraco.AutoTag.Core.Queue;

/// <summary>One media item that should be analysed: its row in the durable queue, and afterwards its state.</summary>
public sealed record WorkItem
{
    /// <summary>The <see cref="ReasonCode"/> of what another tool brought in: it is sent nowhere until somebody asks.</summary>
    public const string ImportedCode = "imported";

    /// <summary>The media item; one row each.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>The site's id path, kept up to date with moves: decides who may see the row.</summary>
    public required string Path { get; init; }

    /// <summary>Alias of the profile to use.</summary>
    public required string Profile { get; init; }

    /// <summary>Where it is.</summary>
    public required WorkState State { get; init; }

    /// <summary>Why it is here; also its place in the line.</summary>
    public required WorkOrigin Origin { get; init; }

    /// <summary>Not before this moment.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often it was tried since it last came in.</summary>
    public required int Attempts { get; init; }

    /// <summary>What it met while it was tried, by kind; decides when it is given up.</summary>
    public Tries Tries { get; init; }

    /// <summary>How often a worker fell silent while it held the item since it last came in: it was killed, perhaps by this very image.</summary>
    public int LostLeases { get; init; }

    /// <summary>The connection it waits for; null where it waits for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The last failure or the reason it was skipped, for people; null where there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>A stable word for <see cref="Reason"/>: a <see cref="Providers.Failure.ReasonCode"/> or a refusal of Prepare.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Analyse even where an analysis exists, and pay again.</summary>
    public bool Force { get; init; }

    /// <summary>The editor who asked; null where nobody did.</summary>
    public Guid? RequestedBy { get; init; }

    /// <summary>The run that pays for it and what that run may spend, as read with the claim; null where no run brought it in.</summary>
    public RunBudget? Run { get; init; }

    /// <summary>When it last came in.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Counts intakes; a completion under an older count leaves the item waiting, because it was asked for again meanwhile.</summary>
    public required int Generation { get; init; }

    /// <summary>The content that was last analysed; null where none was.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The revision it was last analysed under; null where none was.</summary>
    public string? RevisionId { get; init; }
}

/// <summary>Where a work item is.</summary>
public enum WorkState
{
    /// <summary>Waits for its turn, or for its due time.</summary>
    Waiting,

    /// <summary>A worker holds a lease on it.</summary>
    Working,

    /// <summary>Analysed and decided.</summary>
    Done,

    /// <summary>Cannot be tagged, and the reason is in the image itself.</summary>
    Skipped,

    /// <summary>Given up after the attempts its failure allows; waits for a person and for "retry".</summary>
    Failed,

    /// <summary>An editor said never to send this image.</summary>
    Ignored,
}

/// <summary>Why an item is in the queue. The order is the order of service.</summary>
public enum WorkOrigin
{
    /// <summary>An editor asked beside a field what AutoTag would suggest, and is looking: nothing is written before their yes.</summary>
    Suggest = -1,

    /// <summary>An editor pressed "tag now" and is looking.</summary>
    TagNow = 0,

    /// <summary>Uploaded or saved in the backoffice.</summary>
    Upload = 1,

    /// <summary>Part of a bulk job.</summary>
    Run = 2,

    /// <summary>Found by the sweep.</summary>
    Sweep = 3,

    /// <summary>Brought in by uSync or Deploy: noted, but neither sent nor paid for until somebody asks.</summary>
    Import = 4,
}
