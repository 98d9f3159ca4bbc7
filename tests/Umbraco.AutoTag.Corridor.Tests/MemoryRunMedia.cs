using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The same media, page by page. It has no folders.</summary>
internal sealed class MemoryRunMedia(MemoryLibrary library) : IRunMedia
{
    public Task<MediaPage> PageAsync(Guid? folder, string? after, int take, CancellationToken cancellationToken)
    {
        MediaItem[] page = [.. library.All.Where(item => after is null || item.Key.CompareTo(Guid.Parse(after)) > 0).Take(take)];
        return Task.FromResult(new MediaPage(page, page.Length < take ? null : page[^1].Key.ToString()));
    }

    public Task<IReadOnlyList<MediaItem>> GetAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MediaItem>>([.. library.All.Where(item => keys.Contains(item.Key))]);

    public Task<long> CountAsync(Guid? folder, CancellationToken cancellationToken) => Task.FromResult((long)library.All.Count);

    public Task<IReadOnlyList<MediaItem>> SpreadAsync(Guid? folder, long total, int pages, int perPage, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MediaItem>>([.. Enumerable.Range(0, pages).SelectMany(page => library.All.Skip((int)(total / perPage * page / pages) * perPage).Take(perPage))]);
}
