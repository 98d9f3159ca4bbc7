using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Takes AutoTag's last write back, field by field, where the field still holds what was written. Human edits since are left alone.</summary>
public sealed class Undo(IMediaLibrary library, ISuggestionStore suggestions, TimeProvider clock)
{
    /// <summary>
    /// Puts back what the fields held before. What is taken back waits for review again and is not written again by itself.
    /// </summary>
    /// <returns>The fields that went back; none where there was nothing to undo.</returns>
    public Task<IReadOnlyList<FieldKey>> LastWriteAsync(Guid mediaKey, Guid userKey, CancellationToken cancellationToken) =>
        TakeBackAsync(mediaKey, userKey, writes => writes, cancellationToken);

    /// <summary>
    /// Puts back what the fields held before a run, where they still hold what it wrote, however often it wrote. What another run, an upload or a
    /// human has written since stays.
    /// </summary>
    /// <returns>The fields that went back; none where there was nothing to undo.</returns>
    public Task<IReadOnlyList<FieldKey>> RunAsync(Guid runId, Guid mediaKey, Guid userKey, CancellationToken cancellationToken) =>
        TakeBackAsync(mediaKey, userKey, writes => OfRun(runId, writes), cancellationToken);

    /// <summary>What <see cref="RunAsync"/> would put back at this moment.</summary>
    public async Task<IReadOnlyList<Undone>> WouldGoBackAsync(Guid runId, Guid mediaKey, CancellationToken cancellationToken) =>
        await library.FindAsync(mediaKey, cancellationToken) is { Trashed: false } now
            ? WhatGoesBack(
                now,
                OfRun(runId, await suggestions.WritesAsync(mediaKey, cancellationToken)),
                await suggestions.ForMediaAsync(mediaKey, cancellationToken))
            : [];

    /// <summary>The run's last words, field by field, each as one write that goes back to before the first of them.</summary>
    private static IEnumerable<FieldWrite> OfRun(Guid runId, IEnumerable<FieldWrite> writes) =>
        from write in writes
        where write.Confirmed
        group write by write.Field into newestFirst
        let ofRun = newestFirst.TakeWhile(write => write.RunId == runId).ToList()
        where ofRun.Count > 0
        select ofRun[0] with { Before = ofRun[^1].Before };

    private async Task<IReadOnlyList<FieldKey>> TakeBackAsync(
        Guid mediaKey, Guid userKey, Func<IReadOnlyList<FieldWrite>, IEnumerable<FieldWrite>> which, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(mediaKey, cancellationToken);
        IReadOnlyList<Suggestion> proposed = await suggestions.ForMediaAsync(mediaKey, cancellationToken);
        if (await library.FindAsync(mediaKey, cancellationToken) is not { } now
            || PlannedWrites(WhatGoesBack(now, which(writes), proposed), userKey) is not { Count: > 0 } planned)
        {
            return [];
        }

        // Kept before, confirmed after: a database that is locked in between cannot make an undo look like nobody's.
        await suggestions.KeepWritesAsync(planned, lease: null, cancellationToken);
        IReadOnlyList<FieldWrite> undone = [];
        bool saved = false;
        try
        {
            saved = await library.WriteAsync(
                mediaKey,
                item =>
                {
                    undone = [.. planned.Where(write => item.Fields.TryGetValue(write.Field, out FieldValue? value) && value.Equals(write.Before))];
                    return undone.ToDictionary(write => write.Field, write => write.After);
                },
                userKey,
                CancellationToken.None);
        }
        finally
        {
            undone = saved ? undone : [];
            await suggestions.DropWritesAsync([.. planned.Except(undone).Select(write => write.Id)], CancellationToken.None);
        }

        await suggestions.ConfirmWritesAsync([.. undone.Select(write => write.Id)], CancellationToken.None);
        HashSet<FieldKey> fields = [.. undone.Select(write => write.Field)];
        await OfferAgainAsync(mediaKey, fields);
        return [.. fields];
    }

    /// <summary>
    /// What undo would put back: fields that still hold exactly what AutoTag wrote on its own. What a human has said yes to since is theirs and stays.
    /// </summary>
    /// <param name="item">With its values of this moment.</param>
    /// <param name="writes">Its writes, newest first.</param>
    /// <param name="proposed">Its suggestions.</param>
    public static IReadOnlyList<Undone> WhatGoesBack(MediaItem item, IEnumerable<FieldWrite> writes, IReadOnlyCollection<Suggestion> proposed) =>
    [
        .. writes
            .Where(write => write.Confirmed)
            .DistinctBy(write => write.Field)
            .Where(write => write.DecidedBy is null && item.Fields.TryGetValue(write.Field, out FieldValue? value) && value.Equals(write.After))
            .Select(write => new Undone(write, BackTo(write, proposed)))
            .Where(field => !field.Back.Equals(field.Write.After)),
    ];

    private static FieldValue BackTo(FieldWrite write, IReadOnlyCollection<Suggestion> proposed)
    {
        HashSet<string> agreed =
        [
            .. proposed
                .Where(suggestion => suggestion.Field == write.Field && suggestion.State is SuggestionState.Accepted or SuggestionState.Edited)
                .Select(suggestion => FieldText.Fold(suggestion.EditedValue ?? suggestion.Value)),
        ];
        List<string> stays = [.. write.After.Parts.Where(part => agreed.Contains(FieldText.Fold(part)))];
        if (stays.Count == 0)
        {
            return write.Before;
        }

        return write.After.IsList
            ? FieldValue.OfKeywords(write.Before.Parts.Concat(stays).DistinctBy(FieldText.Fold))
            : write.After;
    }

    private async Task OfferAgainAsync(Guid mediaKey, IReadOnlySet<FieldKey> fields)
    {
        List<Suggestion> offered =
        [
            .. (await suggestions.ForMediaAsync(mediaKey, CancellationToken.None))
                .Where(suggestion => suggestion.State == SuggestionState.Applied && fields.Contains(suggestion.Field))
                .Select(suggestion => suggestion with
                {
                    State = SuggestionState.Pending,
                    PendingReason = PendingReason.Undone,
                    ChangedAt = clock.GetUtcNow(),
                }),
        ];
        await suggestions.SaveAsync([], offered, lease: null, CancellationToken.None);
    }

    private IReadOnlyList<FieldWrite> PlannedWrites(IEnumerable<Undone> undone, Guid userKey) =>
    [
        .. undone.Select(field => field.Write with
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Before = field.Write.After,
            After = field.Back,
            DecidedBy = userKey,
            RevisionId = null,
            RunId = null,
            WrittenAt = clock.GetUtcNow(),
            Confirmed = false,
        }),
    ];
}

/// <summary>A field that goes back.</summary>
/// <param name="Write">The write that is taken back.</param>
/// <param name="Back">What the field holds then.</param>
public sealed record Undone(FieldWrite Write, FieldValue Back);
