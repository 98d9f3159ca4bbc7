using System.Globalization;
using System.Linq.Expressions;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Scoping;
using Umbraco.Cms.Core.Services;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Media;

/// <summary>The site's media page by page, through Umbraco's own services. Pages follow the numeric id, which is never given twice.</summary>
internal sealed class UmbracoRunMedia(
    IMediaService media, IEntityService entities, ICoreScopeProvider scopes, UmbracoMediaLibrary library, IOptionsMonitor<AutoTagOptions> options) : IRunMedia
{
    // No id is: nothing is paged through.
    private const int NoFolder = int.MinValue;

    public Task<MediaPage> PageAsync(Guid? folder, string? after, int take, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            int last = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
            IReadOnlyList<IMedia> page = Page(folder, page: 0, take, item => item.Id > last && item.Trashed == false, out _);
            return new MediaPage(ItemsFrom(page), page.Count < take ? null : page[^1].Id.ToString(CultureInfo.InvariantCulture));
        },
        cancellationToken);

    public Task<IReadOnlyList<MediaItem>> GetAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) => keys.Count == 0
        ? Task.FromResult<IReadOnlyList<MediaItem>>([])
        : Task.Run(() => ItemsFrom(media.GetByIds([.. keys]).Where(found => !found.Trashed)), cancellationToken);

    public Task<long> CountAsync(Guid? folder, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            Page(folder, page: 0, take: 1, item => item.Trashed == false, out long total);
            return total;
        },
        cancellationToken);

    public Task<IReadOnlyList<MediaItem>> SpreadAsync(Guid? folder, long total, int pages, int perPage, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            long inAll = Math.Max(1, total / perPage);
            var items = new List<MediaItem>();
            for (int number = 0; number < pages; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                items.AddRange(ItemsFrom(Page(folder, inAll * number / pages, perPage, item => item.Trashed == false, out _)));
            }

            return (IReadOnlyList<MediaItem>)items;
        },
        cancellationToken);

    private List<IMedia> Page(Guid? folder, long page, int take, Expression<Func<IMedia, bool>> which, out long total)
    {
        int parent = folder is { } key ? entities.GetId(key, UmbracoObjectTypes.Media) is { Success: true, Result: var id } ? id : NoFolder : Constants.System.Root;
        total = 0;
        if (parent == NoFolder)
        {
            return [];
        }

        using ICoreScope scope = scopes.CreateCoreScope(autoComplete: true);
        return [.. media.GetPagedDescendants(parent, page, take, out total, scopes.CreateQuery<IMedia>().Where(which), Ordering.By("id"))];
    }

    private IReadOnlyList<MediaItem> ItemsFrom(IEnumerable<IMedia> found)
    {
        IReadOnlySet<string> types = options.CurrentValue.HandledMediaTypes;
        return [.. found.Where(item => types.Contains(item.ContentType.Alias)).Select(library.ItemFrom)];
    }
}
