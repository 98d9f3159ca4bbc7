using System.Globalization;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>A site's media that are made when they are asked for: of any size, and they cost nothing.</summary>
/// <param name="count">How many there are.</param>
/// <param name="item">The one with a number, from 0.</param>
internal sealed class NumberedMedia(int count, Func<int, MediaItem> item) : IRunMedia
{
    public Task<MediaPage> PageAsync(Guid? folder, string? after, int take, CancellationToken cancellationToken)
    {
        int first = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture) + 1;
        MediaItem[] page = [.. Enumerable.Range(first, Math.Min(take, count - first)).Select(item)];
        return Task.FromResult(new MediaPage(page, page.Length < take ? null : (first + take - 1).ToString(CultureInfo.InvariantCulture)));
    }

    public Task<IReadOnlyList<MediaItem>> GetAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is named one by one here.");

    public Task<long> CountAsync(Guid? folder, CancellationToken cancellationToken) => Task.FromResult((long)count);

    public Task<IReadOnlyList<MediaItem>> SpreadAsync(Guid? folder, long total, int pages, int perPage, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MediaItem>>(
        [
            .. from page in Enumerable.Range(0, pages)
               from place in Enumerable.Range(0, perPage)
               select item((int)(total / perPage * page / pages) * perPage + place),
        ]);
}
