using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Takes AutoTag's last write back, field by field, where the field still holds what was written. Human edits since are left alone.</summary>
public sealed class Undo(IMediaLibrary library, ISuggestionStore suggestions, TimeProvider clock, IListener listener)
{
    // Each round needs somebody to decide about the same image within milliseconds; more rounds than this is a loop, not a race.
    private const int MaxRounds = 5;

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
        for (int round = 0; round < MaxRounds; round++)
        {
            IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(mediaKey, cancellationToken);
            IReadOnlyList<Suggestion> proposed = await suggestions.ForMediaAsync(mediaKey, cancellationToken);
            IReadOnlyList<Undone> back = await library.FindAsync(mediaKey, cancellationToken) is { } now ? WhatGoesBack(now, which(writes), proposed) : [];
            if (back.Count == 0)
            {
                return [];
            }

            IReadOnlyList<FieldWrite> planned = PlannedWrites(back, userKey);
            HashSet<FieldKey> fields = [.. planned.Select(write => write.Field)];
            Suggestion[] applied = [.. proposed.Where(suggestion => suggestion.State == SuggestionState.Applied && fields.Contains(suggestion.Field))];

            // Kept before, confirmed after: a database that is locked in between cannot make an undo look like nobody's. A yes to what is about to be
            // taken back came before this, and then it is looked at again; or it comes after, and the editor is told.
            await suggestions.KeepWritesAsync(planned, lease: null, cancellationToken);
            if (await suggestions.SaveAsync([], [.. applied.Select(OfferedAgain)], lease: null, CancellationToken.None))
            {
                IReadOnlyList<FieldKey> undone = await CarryOutAsync(mediaKey, userKey, planned, applied);
                await ReturnAgreedAsync(mediaKey, [.. back.Where(field => undone.Contains(field.Write.Field))]);
                return undone;
            }

            await DropAsync(planned);
        }

        return [];
    }

    private async Task<IReadOnlyList<FieldKey>> CarryOutAsync(Guid mediaKey, Guid userKey, IReadOnlyList<FieldWrite> planned, IEnumerable<Suggestion> applied)
    {
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
            await DropAsync(planned.Except(undone));
            await StayAppliedAsync(applied.Where(suggestion => undone.All(write => write.Field != suggestion.Field)));
        }

        await suggestions.ConfirmWritesAsync([.. undone.Select(write => write.Id)], CancellationToken.None);
        FieldKey[] fields = [.. undone.Select(write => write.Field).Distinct()];
        if (fields.Length > 0)
        {
            listener.Hear(new WentBack(mediaKey, fields, userKey));
        }

        return fields;
    }

    // Who said yes while their value was still there has written nothing: it is for the undo to bring it back.
    private async Task ReturnAgreedAsync(Guid mediaKey, IReadOnlyList<Undone> undone)
    {
        IReadOnlyList<Suggestion> proposed = await suggestions.ForMediaAsync(mediaKey, CancellationToken.None);
        foreach (Undone field in undone.Where(field => !BackTo(field.Write, proposed).Equals(field.Back)))
        {
            FieldWrite agreed = Agreed(field, proposed);
            bool isAsUndone = false;
            bool saved = await library.WriteAsync(
                mediaKey,
                item =>
                {
                    isAsUndone = item.Fields.TryGetValue(agreed.Field, out FieldValue? value) && value.Equals(agreed.Before);
                    return isAsUndone ? new Dictionary<FieldKey, FieldValue> { [agreed.Field] = agreed.After } : new Dictionary<FieldKey, FieldValue>();
                },
                agreed.DecidedBy,
                CancellationToken.None);
            if (saved && isAsUndone)
            {
                await suggestions.KeepWritesAsync([agreed], lease: null, CancellationToken.None);
            }
        }
    }

    private FieldWrite Agreed(Undone field, IReadOnlyCollection<Suggestion> proposed) => field.Write with
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Before = field.Back,
        After = BackTo(field.Write, proposed),
        DecidedBy = proposed.Where(suggestion => suggestion.Field.Field == field.Write.Field.Field && suggestion.DecidedBy is not null).MaxBy(suggestion => suggestion.ChangedAt)?.DecidedBy,
        RevisionId = null,
        RunId = null,
        WrittenAt = clock.GetUtcNow(),
    };

    private Task DropAsync(IEnumerable<FieldWrite> writes) => suggestions.DropWritesAsync([.. writes.Select(write => write.Id)], CancellationToken.None);

    private Suggestion OfferedAgain(Suggestion applied) =>
        applied with { State = SuggestionState.Pending, PendingReason = PendingReason.Undone, ChangedAt = clock.GetUtcNow() };

    // Each by itself: what somebody has decided since stays decided.
    private async Task StayAppliedAsync(IEnumerable<Suggestion> applied)
    {
        foreach (Suggestion suggestion in applied)
        {
            await suggestions.SaveAsync([], [suggestion with { Version = suggestion.Version + 1 }], lease: null, CancellationToken.None);
        }
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
                // In whichever language: that of the property may have become another since.
                .Where(suggestion => suggestion.Field.Field == write.Field.Field && suggestion.State is SuggestionState.Accepted or SuggestionState.Edited)
                // An editor who edits has said so before the field holds their words.
                .SelectMany(suggestion => new[] { suggestion.Value, suggestion.EditedValue })
                .OfType<string>()
                .Select(FieldText.Fold),
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
