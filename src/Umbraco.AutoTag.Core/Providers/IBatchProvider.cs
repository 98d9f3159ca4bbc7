using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// Code that hands many calls over at once, for an answer within a day at a lower price; implemented beside <see cref="IVisionProvider"/> by systems
/// that offer it. Every request of a batch is the body of the single call, and every answer is read as that call's. It holds no state, and each
/// method makes one attempt.
/// </summary>
public interface IBatchProvider
{
    /// <summary>What the vendor offers.</summary>
    BatchTerms Batches { get; }

    /// <summary>
    /// Writes one request as it stands in a batch: the single call's body, and around it the id by which its answer is told from the others'. The same is written
    /// again, with other bytes in the picture's place, where only its words are wanted.
    /// </summary>
    Task<ReadOnlyMemory<byte>> WriteAsync(Connection connection, Guid callId, VisionRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Hands a batch over. Whatever the system answers comes back as a value; only a bug or <paramref name="cancellationToken"/> throws. Where no
    /// answer came it may have been accepted all the same.
    /// </summary>
    Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken);

    /// <summary>Asks how a batch is doing; where it is over, with every answer.</summary>
    /// <param name="connection">Who was asked.</param>
    /// <param name="vendorId">The system's id of the batch.</param>
    /// <param name="asked">What was asked in each call, without its picture: an answer is read by it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<BatchLook> LookAsync(Connection connection, string vendorId, IReadOnlyDictionary<Guid, VisionRequest> asked, CancellationToken cancellationToken);

    /// <summary>Asks the system to stop. What it has answered by then is paid for and can be read when the batch is over.</summary>
    /// <returns>Why it did not take the wish; null where it did.</returns>
    Task<Failure?> CancelAsync(Connection connection, string vendorId, CancellationToken cancellationToken);

    /// <summary>Looks among the account's batches for one whose id was never heard of, because the answer to <see cref="SubmitAsync"/> was lost.</summary>
    Task<BatchSearch> FindAsync(Connection connection, LostBatch lost, CancellationToken cancellationToken);
}

/// <summary>What a vendor offers for batches, by its own pages.</summary>
/// <param name="PriceShare">The part of the ordinary price per token that is charged: 0 to 1.</param>
/// <param name="Promise">How long it takes at most, by the vendor's word.</param>
/// <param name="Longest">From when on an unfinished batch is over by the vendor's rules.</param>
/// <param name="MostRequests">The most requests AutoTag puts into one, far below the vendor's limit.</param>
/// <param name="MostBytes">The most bytes AutoTag puts into one, far below the vendor's limit; a batch is held in memory while it is handed over.</param>
/// <param name="KeptFor">How long after it was handed over its answers can be had, by the vendor's word; null where it does not say.</param>
public sealed record BatchTerms(decimal PriceShare, TimeSpan Promise, TimeSpan Longest, int MostRequests, int MostBytes, TimeSpan? KeptFor = null);

/// <summary>One request of a batch.</summary>
/// <param name="CallId">Tells its answer from the others'; also its id in the ledger.</param>
/// <param name="Body">As <see cref="IBatchProvider.WriteAsync"/> wrote it.</param>
public sealed record BatchRequest(Guid CallId, ReadOnlyMemory<byte> Body);

/// <summary>A batch on its way.</summary>
/// <param name="Id">Our own id of it, told to systems that keep one beside theirs.</param>
/// <param name="Model">The model all of it is for; null where none is named.</param>
/// <param name="Requests">Its requests, one or more.</param>
public sealed record BatchShipment(Guid Id, string? Model, IReadOnlyList<BatchRequest> Requests);

/// <summary>What became of handing a batch over.</summary>
/// <param name="VendorId">The system's id of it; null where it gave none.</param>
/// <param name="Failure">Why it gave none; null where it did.</param>
/// <param name="IsInDoubt">
/// True where the system may have accepted it although no id came: the answer was lost, could not be read, or came from something in front of the
/// system that broke down.
/// </param>
public sealed record BatchSent(string? VendorId, Failure? Failure, bool IsInDoubt)
{
    /// <summary>It was accepted.</summary>
    public static BatchSent As(string vendorId) => new(vendorId, null, IsInDoubt: false);

    /// <summary>It was certainly not accepted.</summary>
    public static BatchSent NotTaken(Failure failure) => new(null, failure, IsInDoubt: false);

    /// <summary>Nobody knows whether it was accepted.</summary>
    public static BatchSent InDoubt(Failure failure) => new(null, failure, IsInDoubt: true);
}

/// <summary>How a batch is doing.</summary>
/// <param name="IsOver">True where nothing more will come of it.</param>
/// <param name="Answers">
/// Where it is over: what came of each call. A call that is missing was not answered, and is not charged; where the system does not say so, its answer is
/// <see cref="Batches.BatchReasons.Unsaid"/>.
/// </param>
/// <param name="Failure">Why nobody could tell; null where somebody could.</param>
public sealed record BatchLook(bool IsOver, IReadOnlyDictionary<Guid, VisionReply> Answers, Failure? Failure = null)
{
    /// <summary>It is under way.</summary>
    public static BatchLook UnderWay { get; } = new(IsOver: false, new Dictionary<Guid, VisionReply>());

    /// <summary>Nobody could tell.</summary>
    public static BatchLook Failed(Failure failure) => UnderWay with { Failure = failure };
}

/// <summary>A batch of which nobody knows whether it was accepted.</summary>
/// <param name="Id">Our own id of it.</param>
/// <param name="SentAt">When it was handed over.</param>
/// <param name="Calls">What was in it.</param>
public sealed record LostBatch(Guid Id, DateTimeOffset SentAt, IReadOnlySet<Guid> Calls);

/// <summary>What a search for a lost batch has brought.</summary>
/// <param name="VendorId">The system's id of it; null where it was not found.</param>
/// <param name="IsOpen">True where it may yet be found: something that could be it is still under way, or the search failed.</param>
/// <param name="Failure">Why the search could not be made; null where it could.</param>
public sealed record BatchSearch(string? VendorId, bool IsOpen, Failure? Failure = null)
{
    /// <summary>It is not among the account's batches.</summary>
    public static BatchSearch NotThere { get; } = new(null, IsOpen: false);

    /// <summary>Nobody can tell yet.</summary>
    public static BatchSearch NotYet { get; } = new(null, IsOpen: true);

    /// <summary>The search could not be made.</summary>
    public static BatchSearch Failed(Failure failure) => NotYet with { Failure = failure };

    /// <summary>Here it is.</summary>
    public static BatchSearch Found(string vendorId) => new(vendorId, IsOpen: false);
}
