namespace Umbraco.AutoTag.Core.Queue;

/// <summary>What the sweep needs to find out what is missing, without reading the whole library every time.</summary>
public interface ISweepStore
{
    /// <summary>How far earlier sweeps came.</summary>
    Task<SweepMarks> MarksAsync(CancellationToken cancellationToken);

    /// <summary>Keeps how far a sweep came, once it is through.</summary>
    /// <param name="sweptTo">Every save before this moment was seen.</param>
    /// <param name="isFull">True where the whole library was gone through.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task KeepMarksAsync(DateTimeOffset sweptTo, bool isFull, CancellationToken cancellationToken);

    /// <summary>What the queue knows about these items; those without a row are left out.</summary>
    Task<IReadOnlyDictionary<Guid, KnownItem>> KnownAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken);

    /// <summary>The media items that AutoTag holds anything about but money, in a stable order.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Guid>> MediaKeysAsync(Guid? after, int take, CancellationToken cancellationToken);

    /// <summary>
    /// The items an editor asked for, or said never to send, that have no row in the queue any more; in a stable order. Whatever brings them in brings
    /// them in as that was said.
    /// </summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Guid>> LostAsync(Guid? after, int take, CancellationToken cancellationToken);

    /// <summary>Forgets what editors asked for and a run has done meanwhile.</summary>
    Task ForgetEndedWishesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// AutoTag saved these items itself, which makes no work. A save of somebody else that came before and was not seen stays unseen.
    /// </summary>
    Task SeenAsync(IReadOnlyCollection<OwnSave> saves, CancellationToken cancellationToken);

    /// <summary>Lets items go on that wait for a connection which is not among these any more.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> connections, CancellationToken cancellationToken);
}

/// <summary>How far earlier sweeps came.</summary>
/// <param name="FirstStart">When AutoTag first opened this database: what was saved before is not tagged by itself, only by a run or by hand.</param>
/// <param name="SweptTo">Every save before this moment was seen; null where no sweep ever came through.</param>
/// <param name="SweptAllAt">When the whole library was last gone through; null where it never was.</param>
public sealed record SweepMarks(DateTimeOffset FirstStart, DateTimeOffset? SweptTo, DateTimeOffset? SweptAllAt);

/// <summary>What the queue knows about an item.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Path">The id path it was last known at.</param>
/// <param name="ReasonCode">Why it is there; null where nothing is to say.</param>
/// <param name="SeenAt">Saves up to this moment are known of.</param>
public sealed record KnownItem(WorkState State, string Path, string? ReasonCode, DateTimeOffset SeenAt);

/// <summary>A save by AutoTag itself.</summary>
/// <param name="MediaKey">The item.</param>
/// <param name="Before">When the item was last saved before.</param>
/// <param name="At">The save's own moment.</param>
public sealed record OwnSave(Guid MediaKey, DateTimeOffset Before, DateTimeOffset At);
