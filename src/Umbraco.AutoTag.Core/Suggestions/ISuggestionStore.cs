using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>Suggestions, and the writes and decisions that go with them.</summary>
public interface ISuggestionStore
{
    /// <summary>Every suggestion of a media item, decided ones included, newest first.</summary>
    Task<IReadOnlyList<Suggestion>> ForMediaAsync(Guid mediaKey, CancellationToken cancellationToken);

    /// <summary>The suggestions with these ids; unknown ids are left out.</summary>
    Task<IReadOnlyList<Suggestion>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Adds new suggestions and changes existing ones (matched by id, <see cref="Suggestion.Version"/> must be the stored one; it is counted up)
    /// in one transaction: all of them or none. The same value is suggested once for the same field of the same image.
    /// </summary>
    /// <param name="added">New ones.</param>
    /// <param name="changed">Existing ones as they should become, carrying the version that was read.</param>
    /// <param name="lease">The worker's lease; where given and lost, nothing is stored. Null for an editor's decision.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>
    /// False where the lease is lost, a version is no longer the stored one, or somebody has meanwhile suggested what is to be added; nothing was
    /// stored then, and it is to be decided anew on what is stored now.
    /// </returns>
    Task<bool> SaveAsync(
        IReadOnlyCollection<Suggestion> added,
        IReadOnlyCollection<Suggestion> changed,
        Lease? lease,
        CancellationToken cancellationToken);

    /// <summary>
    /// The writes into a media item, newest first, each under the field that has its property now: where another language comes first by now, what was
    /// written into the usual property is that one's. A write into a property that is nobody's any more is left out.
    /// </summary>
    Task<IReadOnlyList<FieldWrite>> WritesAsync(Guid mediaKey, CancellationToken cancellationToken);

    /// <summary>Keeps writes that are about to happen. False where the lease is given and lost; then nothing is kept.</summary>
    Task<bool> KeepWritesAsync(IReadOnlyCollection<FieldWrite> writes, Lease? lease, CancellationToken cancellationToken);

    /// <summary>Marks writes as done.</summary>
    Task ConfirmWritesAsync(IReadOnlyCollection<Guid> writeIds, CancellationToken cancellationToken);

    /// <summary>Removes writes that did not happen after all (the item was gone, the save was refused).</summary>
    Task DropWritesAsync(IReadOnlyCollection<Guid> writeIds, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a write whose decision was taken back, confirmed or not, once the field holds again what it held before: whose value that is is
    /// computed from the writes before it, as if this one had never been.
    /// </summary>
    Task RetractWriteAsync(Guid writeId, CancellationToken cancellationToken);

    /// <summary>Every decision about a media item's suggestions, newest first.</summary>
    Task<IReadOnlyList<DecisionMade>> DecisionsAsync(Guid mediaKey, CancellationToken cancellationToken);

    /// <summary>
    /// Media items with a suggestion that an editor has decided and of which no decision is kept: a process died in between. Reads every decided
    /// suggestion, which is no question for every minute.
    /// </summary>
    /// <param name="before">Only what was decided before this moment: what is younger may be under way.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Their keys, at most a few hundred.</returns>
    Task<IReadOnlyList<Guid>> UnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Adds decisions.</summary>
    Task KeepDecisionsAsync(IReadOnlyCollection<DecisionMade> decisions, CancellationToken cancellationToken);
}
