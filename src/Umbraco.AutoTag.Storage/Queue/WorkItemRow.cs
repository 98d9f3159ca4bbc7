using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>A row of <c>autoTagWorkItem</c> as it lies there.</summary>
internal sealed class WorkItemRow
{
    public const string Columns =
        "mediaKey, path, profile, state, origin, dueAt, leaseUntil, fence, attempts, tries, lostLeases, waitsFor, generation, forcedGeneration, requestedBy, runId, " +
        "reason, reasonCode, contentHash, revisionId, enqueuedAt, changedAt";

    public required string MediaKey { get; init; }

    public required string Path { get; init; }

    public required string Profile { get; init; }

    public int State { get; init; }

    public int Origin { get; init; }

    public long DueAt { get; init; }

    public long? LeaseUntil { get; init; }

    public long Fence { get; init; }

    public int Attempts { get; init; }

    public string? Tries { get; init; }

    public int LostLeases { get; init; }

    public required string WaitsFor { get; init; }

    public int Generation { get; init; }

    public int ForcedGeneration { get; init; }

    public string? RequestedBy { get; init; }

    public string? RunId { get; init; }

    public string? Reason { get; init; }

    public string? ReasonCode { get; init; }

    public string? ContentHash { get; init; }

    public string? RevisionId { get; init; }

    public long EnqueuedAt { get; init; }

    public long ChangedAt { get; init; }

    public WorkItem ToItem() => new()
    {
        MediaKey = Stored.Id(MediaKey),
        Path = Path,
        Profile = Profile,
        State = (WorkState)State,
        Origin = (WorkOrigin)Origin,
        DueAt = Stored.Time(DueAt),
        Attempts = Attempts,
        Tries = Core.Queue.Tries.Parse(Tries),
        LostLeases = LostLeases,
        WaitsFor = WaitsFor.Length == 0 ? null : WaitsFor,
        Reason = Reason,
        ReasonCode = ReasonCode,
        Force = ForcedGeneration > 0,
        RequestedBy = Stored.OptionalId(RequestedBy),
        EnqueuedAt = Stored.Time(EnqueuedAt),
        ChangedAt = Stored.Time(ChangedAt),
        Generation = Generation,
        ContentHash = ContentHash,
        RevisionId = RevisionId,
    };

    public Lease ToLease() => new(ToItem(), Fence, Stored.Time(LeaseUntil ?? 0));
}
