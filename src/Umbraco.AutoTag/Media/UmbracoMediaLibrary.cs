using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Intake;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.IO;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Scoping;
using Umbraco.Cms.Core.Services;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Media;

/// <summary>The site's media through Umbraco's own services.</summary>
internal sealed class UmbracoMediaLibrary(
    IMediaService media,
    MediaFileManager files,
    ICoreScopeProvider scopes,
    IDataTypeService dataTypes,
    IUserIdKeyResolver users,
    IEntityService entities,
    FieldProperties properties,
    SiteRenditions renditions,
    IOptionsMonitor<AutoTagOptions> options,
    ILogger<UmbracoMediaLibrary> log) : IMediaLibrary
{
    private const int PageSize = 500;

    // In 18 these two are inherited from the base interface only; a call through IMediaService compiled against 17 is not found there.
    private readonly IContentServiceBase<IMedia> _media = media;

    public async Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken) =>
        _media.GetById(key) is { } found && options.CurrentValue.HandledMediaTypes.Contains(found.ContentType.Alias)
            ? ItemFrom(found) with { UploadedBy = (await users.TryGetAsync(found.CreatorId)) is { Success: true, Result: var uploader } ? uploader : null }
            : null;

    public async IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlySet<string> types = options.CurrentValue.HandledMediaTypes;
        IReadOnlyList<string> excluded = ExcludedPaths();
        for (int last = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<IMedia> page = await Task.Run(() => PageAfter(last, since, PageSize), cancellationToken);
            foreach (IMedia found in page.Where(found => types.Contains(found.ContentType.Alias)))
            {
                if (!excluded.Any(path => found.Path.StartsWith(path + ",", StringComparison.Ordinal)))
                {
                    yield return new MediaReference(found.Key, found.Path, Utc(found.UpdateDate));
                }
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            last = page[^1].Id;
        }
    }

    public Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken)
    {
        // Without keys, Umbraco gives the paths of everything.
        Dictionary<Guid, string> places = keys.Count == 0
            ? []
            : entities.GetAllPaths(UmbracoObjectTypes.Media, [.. keys]).ToDictionary(place => place.Key, place => place.Path);

        // What is missing will be forgotten: it is looked for a second time, in another way.
        Guid[] missing = [.. keys.Where(key => !places.ContainsKey(key))];
        foreach (IMedia found in missing.Length == 0 ? [] : media.GetByIds(missing))
        {
            places[found.Key] = found.Path;
        }

        return Task.FromResult<IReadOnlyDictionary<Guid, string>>(places);
    }

    public Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken)
    {
        string? path = FilePath(item.FileValue);
        string? relative = path is null ? null : files.FileSystem.GetRelativePath(path);
        return Task.FromResult(relative is not null && Exists(relative) ? files.FileSystem.OpenFile(relative) : null);
    }

    public Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken) =>
        FilePath(item.FileValue) is { } path
            ? renditions.RenderAsync(path, longSide, format, maxBytes, cancellationToken)
            : Task.FromResult(new Rendition(null, "there is no file"));

    public async Task<bool> WriteAsync(
        Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change, Guid? userKey, CancellationToken cancellationToken)
    {
        int userId = await users.GetAsync(userKey ?? Constants.Security.SuperUserKey);
        HashSet<Guid> csv = await CommaSeparatedTagTypesAsync();
        cancellationToken.ThrowIfCancellationRequested();

        var planned = new PlannedValues();
        try
        {
            return Write(key, change, planned, userId, csv);
        }
        catch (Exception e) when (planned.Values.Count > 0 && Holds(key, planned.Values))
        {
            // Notifications are delivered after the commit: a handler of another package that throws does not undo the save.
            log.LogWarning(e, "AutoTag's values of media item {MediaKey} are saved, but something that follows the save threw.", key);
            return true;
        }
    }

    private bool Write(Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change, PlannedValues planned, int userId, HashSet<Guid> csv)
    {
        // The mark encloses the scope: notifications are delivered when the outermost scope is disposed.
        using IDisposable mark = OwnWrite.Begin();
        using ICoreScope scope = FreshScope();
        scope.WriteLock(Constants.Locks.MediaTree);
        if (_media.GetById(key) is not { Trashed: false } found)
        {
            scope.Complete();
            return false;
        }

        planned.Values = change(ItemFrom(found));
        foreach ((FieldKey field, FieldValue value) in planned.Values)
        {
            IPropertyType type = properties.Find(field, found.Properties.Select(property => property.PropertyType))!;
            // Empty as a field is that nobody ever filled: what an undo empties is as it was.
            found.SetValue(type.Alias, value.IsEmpty ? null : value.IsList ? TagsValue.Write(value.Parts, asJson: !csv.Contains(type.DataTypeKey)) : value.Text);
        }

        bool saved = planned.Values.Count == 0 || media.Save(found, userId).Success;
        if (saved)
        {
            scope.Complete();
        }

        return saved;
    }

    private bool Holds(Guid key, IReadOnlyDictionary<FieldKey, FieldValue> values)
    {
        using ICoreScope scope = FreshScope();
        IReadOnlyDictionary<FieldKey, FieldValue>? now = _media.GetById(key) is { } found ? ItemFrom(found).Fields : null;
        scope.Complete();
        return now is not null && values.All(value => value.Value.Equals(now.GetValueOrDefault(value.Key)));
    }

    // Behind the site's cache: it may hold what another server has overwritten since.
    private ICoreScope FreshScope() => scopes.CreateCoreScope(repositoryCacheMode: RepositoryCacheMode.Scoped);

    /// <summary>The id paths of the folders that are never sent.</summary>
    internal IReadOnlyList<string> ExcludedPaths() =>
        options.CurrentValue.ExcludedFolders is { Length: > 0 } keys ? [.. media.GetByIds(keys).Select(folder => folder.Path)] : [];

    internal MediaItem ItemFrom(IMedia found)
    {
        string? file = found.GetValue<string>(Constants.Conventions.Media.File);
        return new MediaItem
        {
            Key = found.Key,
            Path = found.Path,
            Name = found.Name ?? string.Empty,
            TypeAlias = found.ContentType.Alias,
            FileValue = file,
            FileName = Path.GetFileName(FilePath(file)),
            UploadedAt = Utc(found.CreateDate),
            Trashed = found.Trashed,
            Fields = FieldsOf(found),
        };
    }

    private Dictionary<FieldKey, FieldValue> FieldsOf(IMedia found)
    {
        var fields = new Dictionary<FieldKey, FieldValue>();
        foreach (FieldKey key in properties.Wanted)
        {
            if (properties.Find(key, found.Properties.Select(property => property.PropertyType)) is { } type)
            {
                string? stored = found.GetValue<string>(type.Alias);
                fields[key] = key.Field == Field.Keywords ? FieldValue.OfKeywords(TagsValue.Read(stored)) : FieldValue.OfText(stored);
            }
        }

        return fields;
    }

    /// <summary>A page of media of any type that is not in the recycle bin, in the order of the numeric ids.</summary>
    /// <param name="lastId">The last one of the page before; 0 for the first page.</param>
    /// <param name="since">Only what was saved at or after this moment; null for everything.</param>
    /// <param name="take">At most so many.</param>
    internal List<IMedia> PageAfter(int lastId, DateTimeOffset? since, int take)
    {
        using ICoreScope scope = scopes.CreateCoreScope(autoComplete: true);
        DateTime from = since?.UtcDateTime ?? default;
        Expression<Func<IMedia, bool>> next = since is null
            ? item => item.Id > lastId && item.Trashed == false
            : item => item.Id > lastId && item.Trashed == false && item.UpdateDate >= from;
        return [.. media.GetPagedDescendants(Constants.System.Root, 0, take, out _, scopes.CreateQuery<IMedia>().Where(next), Ordering.By("id"))];
    }

    private async Task<HashSet<Guid>> CommaSeparatedTagTypesAsync()
    {
        IEnumerable<IDataType> tags = await dataTypes.GetByEditorAliasAsync(Constants.PropertyEditors.Aliases.Tags);
        return [.. tags.Where(type => type.ConfigurationData.TryGetValue("storageType", out object? form) && "Csv".Equals(form?.ToString(), StringComparison.OrdinalIgnoreCase)).Select(type => type.Key)];
    }

    // The value is what somebody saved or imported: one that leads out of the media folder, or is no path, names no media file.
    private bool Exists(string path)
    {
        try
        {
            return files.FileSystem.FileExists(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ArgumentException or IOException)
        {
            return false;
        }
    }

    // The upload field stores a plain path, the image cropper JSON with a "src"; a cropper may hold a plain path, too.
    internal static string? FilePath(string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || !value.TrimStart().StartsWith('{'))
        {
            return string.IsNullOrWhiteSpace(value) ? null : value;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(value);
            return json.RootElement.TryGetProperty("src", out JsonElement src) && src.ValueKind == JsonValueKind.String ? src.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static DateTimeOffset Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : new DateTimeOffset(time, TimeSpan.Zero);

    /// <summary>What a write decided on, known outside its scope, too.</summary>
    private sealed class PlannedValues
    {
        public IReadOnlyDictionary<FieldKey, FieldValue> Values { get; set; } = new Dictionary<FieldKey, FieldValue>();
    }
}
