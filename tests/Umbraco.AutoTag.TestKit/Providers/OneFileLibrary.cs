using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>A site with one file and an image pipeline that gives back what it is told to, or with none.</summary>
internal sealed class OneFileLibrary(byte[] file, byte[]? rendition) : IMediaLibrary
{
    public static MediaItem Item { get; } = new()
    {
        Key = Guid.Empty,
        Path = "-1,1063",
        Name = "photo",
        TypeAlias = "Image",
        FileValue = "/media/photo.png",
        FileName = "photo.png",
        UploadedAt = DateTimeOffset.UnixEpoch,
        Trashed = false,
        Fields = new Dictionary<FieldKey, FieldValue>(),
    };

    public Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken) => Task.FromResult<MediaItem?>(Item);

    public IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, CancellationToken cancellationToken) => AsyncEnumerable.Empty<MediaReference>();

    public Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>>(new Dictionary<Guid, string> { [Item.Key] = Item.Path });

    public Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken) => Task.FromResult<Stream?>(new MemoryStream(file, writable: false));

    public Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult(rendition is null ? new Rendition(null, "this site has no image pipeline") : new Rendition(rendition, null));

    public Task<bool> WriteAsync(
        Guid key,
        Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change,
        Guid? userKey,
        CancellationToken cancellationToken) => Task.FromResult(false);
}
