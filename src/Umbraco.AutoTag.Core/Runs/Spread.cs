using System.Runtime.CompilerServices;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>The part of the library that is looked at before a run: all of a small one, and pages from all over a large one.</summary>
public sealed class Spread
{
    /// <summary>Up to so many media items each is looked at; of a larger library a spread is.</summary>
    public const int MostLookedAt = 2_000;

    private const int Pages = 20;
    private const int PageSize = 100;

    private readonly IRunMedia _media;
    private readonly RunSelection _selection;

    private Spread(IRunMedia media, RunSelection selection, long total) => (_media, _selection, Total) = (media, selection, total);

    /// <summary>How many media items there are where the selection looks.</summary>
    public long Total { get; }

    /// <summary>True where every one of them is looked at.</summary>
    public bool IsExact => _selection.Keys.Count > 0 || Total <= MostLookedAt;

    /// <summary>How many of them are looked at.</summary>
    public long LookedAt => IsExact ? Total : (long)Pages * PageSize;

    /// <summary>For how many of the whole each stands that is looked at.</summary>
    public double Share => IsExact ? 1 : (double)Total / LookedAt;

    /// <summary>Counts what there is.</summary>
    public static async Task<Spread> OfAsync(IRunMedia media, RunSelection selection, CancellationToken cancellationToken) =>
        new(media, selection, selection.Keys.Count > 0 ? selection.Keys.Count : await media.CountAsync(selection.Folder, cancellationToken));

    /// <summary>The images, with what is known of them, some at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Candidate>> PagesAsync(IRunFacts facts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<MediaItem> page in ItemsAsync(cancellationToken))
        {
            IReadOnlyDictionary<Guid, KnownImage> known = await facts.KnownAsync([.. page.Select(item => item.Key)], cancellationToken);
            yield return [.. page.Select(item => new Candidate(item, Known(known.GetValueOrDefault(item.Key, KnownImage.Nothing))))];
        }
    }

    // Where not all are looked at each stands for many: the few that were sampled would be taken for thousands.
    private KnownImage Known(KnownImage image) => IsExact ? image.WithSampled() : image;

    private IAsyncEnumerable<IReadOnlyList<MediaItem>> ItemsAsync(CancellationToken cancellationToken) =>
        !IsExact ? FromAllOverAsync(cancellationToken) : _selection.Keys.Count > 0 ? NamedAsync(cancellationToken) : EveryPageAsync(cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<MediaItem>> FromAllOverAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await _media.SpreadAsync(_selection.Folder, Total, Pages, PageSize, cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<MediaItem>> NamedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Guid[] keys in _selection.Keys.Distinct().Chunk(PageSize))
        {
            yield return await _media.GetAsync(keys, cancellationToken);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<MediaItem>> EveryPageAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            MediaPage page = await _media.PageAsync(_selection.Folder, after, PageSize, cancellationToken);
            yield return page.Items;
            after = page.End;
        }
        while (after is not null);
    }
}
