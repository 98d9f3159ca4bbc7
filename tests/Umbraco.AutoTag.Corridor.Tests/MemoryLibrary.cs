using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A site's media in memory, with the site's one rule that matters here: the last save wins, and nobody is asked.</summary>
internal sealed class MemoryLibrary : IMediaLibrary
{
    private readonly ConcurrentDictionary<Guid, MediaItem> _items = new();
    private readonly Dictionary<Guid, byte[]> _files = [];
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _savedAt = new();
    private readonly Lock _writeLock = new();

    public Func<DateTimeOffset> Now { get; set; } = () => DateTimeOffset.MinValue;

    /// <summary>Hears of AutoTag's own saves, as the site's notifications would tell.</summary>
    public Action<OwnSave> SavedByUs { get; set; } = _ => { };

    /// <summary>True for places whose items are not enumerated.</summary>
    public Func<string, bool> IsExcluded { get; set; } = _ => false;

    /// <summary>How many items an enumeration has read so far.</summary>
    public int Enumerated { get; private set; }

    public int Saves { get; private set; }

    /// <summary>Runs inside the write lock just before the values are read again: where an editor's save can come in between.</summary>
    public Action? JustBeforeWriting { get; set; }

    /// <summary>Runs when a picture is asked for: where an editor's save can come in while a provider looks.</summary>
    public Action? WhileRendering { get; set; }

    public bool RefusesSaves { get; set; }

    /// <summary>Renders as a pipeline does: from the file as it is at that moment.</summary>
    public bool HasPipeline { get; set; }

    public MediaItem this[Guid key] => _items[key];

    /// <summary>Everything that is not in the bin, in the order of the keys.</summary>
    public IReadOnlyList<MediaItem> All => [.. _items.Values.Where(item => !item.Trashed).OrderBy(item => item.Key)];

    public byte[] FileOf(Guid key) => _files[key];

    public MediaItem Add(byte[] file, params (FieldKey Field, FieldValue Value)[] values)
    {
        var key = Guid.NewGuid();
        _files[key] = file;
        _savedAt[key] = Now();
        return _items[key] = new MediaItem
        {
            Key = key,
            Path = "-1,1063",
            Name = "photo",
            TypeAlias = "Image",
            FileValue = $"/media/{key}.jpg",
            FileName = $"{key}.jpg",
            UploadedAt = Now(),
            Trashed = false,
            Fields = Given.EmptyFields.Concat(values.Select(v => KeyValuePair.Create(v.Field, v.Value))).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value),
        };
    }

    /// <summary>An editor saves one field by hand.</summary>
    public void EditorSaves(Guid key, FieldKey field, FieldValue value)
    {
        _savedAt[key] = Now();
        _items[key] = _items[key] with { Fields = _items[key].Fields.ToDictionary(f => f.Key, f => f.Key == field ? value : f.Value) };
    }

    /// <summary>An editor saves the whole item as it was when they opened it.</summary>
    public void EditorSavesStale(MediaItem asOpened)
    {
        _savedAt[asOpened.Key] = Now();
        _items[asOpened.Key] = asOpened;
    }

    public void Replace(Guid key, byte[] file)
    {
        _savedAt[key] = Now();
        _files[key] = file;
    }

    /// <summary>Somebody puts the file back on the disk.</summary>
    public void PutBack(Guid key, byte[] file) => _files[key] = file;

    public void LoseFile(Guid key) => _files.Remove(key);

    public void Move(Guid key, string path) => _items[key] = _items[key] with { Path = path };

    public void Trash(Guid key) => _items[key] = _items[key] with { Trashed = true, Path = "-1,-21,1063" };

    /// <summary>Out of the recycle bin, which is a save.</summary>
    public void Restore(Guid key)
    {
        _savedAt[key] = Now();
        _items[key] = _items[key] with { Trashed = false, Path = "-1,1063" };
    }

    public void Delete(Guid key) => _items.TryRemove(key, out _);

    public Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken) => Task.FromResult(_items.GetValueOrDefault(key));

    public async IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (MediaItem item in _items.Values.Where(item => !item.Trashed && !IsExcluded(item.Path) && _savedAt[item.Key] >= since))
        {
            Enumerated++;
            yield return await Task.FromResult(new MediaReference(item.Key, item.Path, _savedAt[item.Key]));
        }
    }

    public Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>>(keys.Where(_items.ContainsKey).ToDictionary(key => key, key => _items[key].Path));

    public Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_files.TryGetValue(item.Key, out byte[]? file) ? new MemoryStream(file, writable: false) : null);

    public Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken)
    {
        WhileRendering?.Invoke();
        return Task.FromResult(HasPipeline && _files.TryGetValue(item.Key, out byte[]? file) ? new Rendition(file, null) : new Rendition(null, "this library has no pipeline"));
    }

    public Task<bool> WriteAsync(
        Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change, Guid? userKey, CancellationToken cancellationToken)
    {
        lock (_writeLock)
        {
            JustBeforeWriting?.Invoke();
            Saves++;
            if (RefusesSaves || !_items.TryGetValue(key, out MediaItem? item) || item.Trashed)
            {
                return Task.FromResult(false);
            }

            IReadOnlyDictionary<FieldKey, FieldValue> values = change(item);
            if (values.Count > 0)
            {
                DateTimeOffset before = _savedAt[key];
                _savedAt[key] = Now();
                _items[key] = item with { Fields = item.Fields.ToDictionary(f => f.Key, f => values.GetValueOrDefault(f.Key, f.Value)) };
                SavedByUs(new OwnSave(key, before, _savedAt[key]));
            }

            return Task.FromResult(true);
        }
    }
}
