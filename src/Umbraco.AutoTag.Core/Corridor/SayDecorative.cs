using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// A person's word that a picture says nothing, where no alt text is suggested that could be answered with it: the alt text is empty by decision,
/// and stays so whatever runs later. Where one is suggested, that is decided (<see cref="Review"/>).
/// </summary>
public sealed class SayDecorative(IMediaLibrary library, ISuggestionStore suggestions, TimeProvider clock, IListener listener)
{
    /// <summary>Empties the alt text.</summary>
    /// <param name="mediaKey">The image.</param>
    /// <param name="field">The alt text that is meant, of those in several languages.</param>
    /// <param name="seenValue">What the alt text held when the person said so, the empty string for nothing: where it holds something else by now, nothing is written.</param>
    /// <param name="userKey">Who says so.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How it went; never <see cref="ReviewResult.NotFound"/>.</returns>
    public async Task<ReviewResult> AboutAsync(Guid mediaKey, FieldKey field, string seenValue, Guid userKey, CancellationToken cancellationToken)
    {
        MediaItem? seen = await library.FindAsync(mediaKey, cancellationToken);
        FieldValue? before = seen?.Fields.GetValueOrDefault(field);
        if (seen is null or { Trashed: true } || before is null)
        {
            return ReviewResult.NowhereToWrite;
        }

        if (!before.Equals(FieldValue.OfText(seenValue)))
        {
            return ReviewResult.Changed;
        }

        // Kept before, confirmed after: what the field held is known whatever happens in between.
        FieldWrite write = WriteOf(mediaKey, field, before, userKey);
        await suggestions.KeepWritesAsync([write], lease: null, cancellationToken);
        bool isAsSeen = false;
        bool saved = false;
        try
        {
            saved = await library.WriteAsync(
                mediaKey,
                item =>
                {
                    isAsSeen = item.Fields.TryGetValue(field, out FieldValue? current) && current.Equals(before);
                    return isAsSeen && !before.IsEmpty ? new Dictionary<FieldKey, FieldValue> { [field] = write.After } : new Dictionary<FieldKey, FieldValue>();
                },
                userKey,
                CancellationToken.None);
        }
        finally
        {
            if (!saved || !isAsSeen)
            {
                await suggestions.DropWritesAsync([write.Id], CancellationToken.None);
            }
        }

        if (!saved || !isAsSeen)
        {
            return saved ? ReviewResult.Changed : ReviewResult.NowhereToWrite;
        }

        await suggestions.ConfirmWritesAsync([write.Id], CancellationToken.None);
        listener.Hear(new CalledDecorative(mediaKey, field, userKey, IsTakenBack: false));
        return ReviewResult.Done;
    }

    /// <summary>
    /// Takes it back: the field holds again what it held before, and whose that is was never changed. Only while the decision still holds: a text that somebody
    /// has typed since has ended it.
    /// </summary>
    /// <returns>False where there is no such decision to take back.</returns>
    public async Task<bool> TakeBackAsync(Guid mediaKey, FieldKey field, Guid userKey, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldWrite> writes = await suggestions.WritesAsync(mediaKey, cancellationToken);
        FieldWrite? last = null;
        bool exists = await library.WriteAsync(
            mediaKey,
            item =>
            {
                FieldValue? current = item.Fields.GetValueOrDefault(field);
                last = current is { IsEmpty: true } && Ownership.LastWrite(current, writes.Where(write => write.Field == field)) is { IsDecorative: true } said ? said : null;
                return last is null or { Before.IsEmpty: true }
                    ? new Dictionary<FieldKey, FieldValue>()
                    : new Dictionary<FieldKey, FieldValue> { [field] = last.Before };
            },
            userKey,
            cancellationToken);
        if (!exists || last is null)
        {
            return false;
        }

        await suggestions.RetractWriteAsync(last.Id, CancellationToken.None);
        listener.Hear(new CalledDecorative(mediaKey, field, userKey, IsTakenBack: true));
        return true;
    }

    private FieldWrite WriteOf(Guid mediaKey, FieldKey field, FieldValue before, Guid userKey) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        MediaKey = mediaKey,
        Field = field,
        Before = before,
        After = FieldValue.OfText(null),
        DecidedBy = userKey,
        // An editor's own word: no revision had a part in it.
        RevisionId = null,
        WrittenAt = clock.GetUtcNow(),
        IsDecorative = true,
    };
}
