using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>The reasons an item of a run at the batch price waits for or is given up for. Their codes are stable.</summary>
public static class BatchReasons
{
    /// <summary>Its call waits for a batch, or is in one.</summary>
    public const string InBatch = "InBatch";

    /// <summary>The vendor ended the batch before it came to the call, which was not paid for.</summary>
    public const string Expired = "BatchExpired";

    /// <summary>Nobody knows whether the vendor has the batch: it may have been paid for, and is not sent again by itself.</summary>
    public const string Lost = "BatchLost";

    /// <summary>The <see cref="Runs.Run.StoppedBy"/> of a run whose batch the vendor did not take.</summary>
    public const string Refused = "BatchRefused";

    // The answer itself brings the item back; this only finds what nobody told of.
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromHours(1);

    /// <summary>The item waits for its batch.</summary>
    public static Failure Waits(string connection) => new(
        FailureKind.Throttled, $"It is in a batch for {connection}, at the batch price. The answer comes within a day, by the vendor's word.")
    {
        Code = InBatch,
        IsOwnCode = true,
        RetryAfter = s_betweenLooks,
        Sent = false,
    };

    /// <summary>The vendor did not get to it.</summary>
    public static Failure NotAnswered(string connection) => new(
        FailureKind.Unavailable, $"The batch at {connection} ended before this image was looked at. Nothing was charged. Retry puts it into another one.")
    {
        Code = Expired,
        IsOwnCode = true,
        IsFinal = true,
    };

    /// <summary>Nobody knows what became of it.</summary>
    public static Failure Vanished(string connection) =>
        PerhapsPaid($"The batch for {connection} was cut off while it was handed over, and {connection} does not show it.");

    /// <summary>The vendor says that it has answered everything, and of this nothing can be read.</summary>
    public static Failure Unsaid(string connection) =>
        PerhapsPaid($"The batch at {connection} is over, and its list of answers says nothing of this image that can be read.");

    /// <summary>The connection was taken out of the configuration, so that nobody could ask.</summary>
    public static Failure NotAskedAbout(string connection) =>
        PerhapsPaid($"The batch at {connection} could not be asked about for a week, because {connection} was not configured.");

    /// <summary>True for what says nothing about the image: it may go on at the ordinary price.</summary>
    public static bool IsOfBatch(Failure failure) => failure is { IsOwnCode: true, Code: Expired or Lost };

    private static Failure PerhapsPaid(string because) => new(FailureKind.Unavailable, $"{because} It may have been paid for, so it is not sent again by itself.")
    {
        Code = Lost,
        IsOwnCode = true,
        IsFinal = true,
        Charged = Charged.Unknown,
    };
}
