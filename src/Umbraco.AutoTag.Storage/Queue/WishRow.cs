using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <summary>A row of <c>autoTagWish</c> as it lies there.</summary>
internal sealed class WishRow
{
    public required string Profile { get; init; }

    public int Origin { get; init; }

    public int IsForced { get; init; }

    public required string RequestedBy { get; init; }

    public long AskedAt { get; init; }

    public int State { get; init; }

    public string? Tries { get; init; }

    public string? Reason { get; init; }

    public string? ReasonCode { get; init; }

    public bool IsGivenUp => State == (int)WorkState.Failed;

    public WorkRequest ToRequest(Guid mediaKey, string path) =>
        new(mediaKey, path, Profile, (WorkOrigin)Origin, IsForced != 0, Stored.Id(RequestedBy));
}
