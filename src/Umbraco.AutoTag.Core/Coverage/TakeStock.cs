using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>
/// Learns of every image whether it has an alternative text. Saves tell of themselves; this makes up for those that did not: what was there before
/// AutoTag, what a crash or an importer kept quiet, a media type that got its property since.
/// </summary>
/// <remarks>
/// It usually reads what was saved since the last time, and once a day everything. That goes on where it was when the site is restarted, and one
/// server does it for all.
/// </remarks>
public sealed class TakeStock(ILibraryImages library, IMediaLibrary media, ICoverageStore coverage, IProfiles profiles, TimeProvider clock)
{
    /// <summary>Of so many days, today included, the numbers are kept.</summary>
    public const int DaysKept = 90;

    private const int PageSize = 500;
    private const int FollowSize = 200;
    private static readonly TimeSpan s_betweenFull = TimeSpan.FromDays(1);

    // A save carries the moment at which it was made by the clock of its server, and is seen when its transaction ends.
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(10);

    // A page takes less than a second; who tells nothing for so long is gone.
    private static readonly TimeSpan s_turn = TimeSpan.FromMinutes(5);

    /// <summary>Goes through what is due.</summary>
    /// <param name="all">True where everything is due, whenever that was done last.</param>
    /// <param name="cancellationToken">Stops between pages; the next time goes on there.</param>
    /// <returns>False where another server is at it.</returns>
    public async Task<bool> RunAsync(bool all, CancellationToken cancellationToken)
    {
        if (!await coverage.TakeTurnAsync(clock.GetUtcNow() + s_turn, isMine: false, cancellationToken))
        {
            return false;
        }

        try
        {
            await GoThroughAsync(all, cancellationToken);
            await KeepTodayAsync(cancellationToken);
        }
        finally
        {
            await coverage.TakeTurnAsync(DateTimeOffset.MinValue, isMine: true, CancellationToken.None);
        }

        return true;
    }

    private async Task GoThroughAsync(bool all, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        StockMarks marks = await coverage.MarksAsync(cancellationToken);
        bool isFull = all || marks is { Place: not null } or { CountedAllAt: null } || startedAt - marks.CountedAllAt >= s_betweenFull;
        if (!isFull)
        {
            await ReadAsync(marks.SeenTo - s_overlap, after: null, _ => Task.CompletedTask, cancellationToken);
            await coverage.KeepMarksAsync(marks with { SeenTo = startedAt }, cancellationToken);
            return;
        }

        // What is saved behind the place is told of by its save, or read by the next usual pass: it begins where this one began first.
        marks = marks.Place is null || all ? marks with { SeenTo = startedAt, Place = null } : marks;
        await ReadAsync(
            since: null,
            marks.Place,
            place => coverage.KeepMarksAsync(marks with { Place = place }, cancellationToken),
            cancellationToken);
        await FollowAsync(cancellationToken);
        await coverage.KeepMarksAsync(marks with { CountedAllAt = startedAt, Place = null }, cancellationToken);
    }

    private async Task ReadAsync(DateTimeOffset? since, string? after, Func<string, Task> reached, CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            LibraryPage page = await library.PageAsync(since, after, PageSize, cancellationToken);
            await coverage.KeepAsync(page.Images, profiles.Default.LanguagesOf(Field.AltText)[0], cancellationToken);
            await coverage.ForgetAsync(page.Others, cancellationToken);
            after = page.Next;
            if (after is not null)
            {
                await reached(after);
                await coverage.TakeTurnAsync(clock.GetUtcNow() + s_turn, isMine: true, cancellationToken);
            }
        }
        while (after is not null);
    }

    /// <summary>Follows what was moved or thrown away, and forgets what was deleted, where nobody told.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        for (Guid? last = null; ;)
        {
            IReadOnlyList<Guid> keys = await coverage.KeysAsync(last, FollowSize, cancellationToken);
            if (keys.Count == 0)
            {
                return;
            }

            IReadOnlyDictionary<Guid, string> places = await media.PlacesAsync(keys, cancellationToken);
            await coverage.ForgetAsync([.. keys.Where(key => !places.ContainsKey(key))], cancellationToken);
            await coverage.MoveAsync([.. places.Select(place => (place.Key, place.Value))], cancellationToken);
            await coverage.TakeTurnAsync(clock.GetUtcNow() + s_turn, isMine: true, cancellationToken);
            last = keys[^1];
        }
    }

    private async Task KeepTodayAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, CoverageCounts> folders = await coverage.CountAsync(PathScope.Everything, folder: null, cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        CoverageCounts all = folders.Values.Aggregate(CoverageCounts.None, (one, other) => one + other);
        await coverage.KeepDayAsync(new CoverageDay(today, all), today.AddDays(1 - DaysKept), cancellationToken);
    }
}
