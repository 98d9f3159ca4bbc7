using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Media;

/// <summary>What is an image among the site's media, and its alternative text.</summary>
internal sealed class LibraryImages(
    UmbracoMediaLibrary library, FieldProperties properties, IOptionsMonitor<AutoTagOptions> options, ILogger<LibraryImages> log)
    : ILibraryImages
{
    // Of media types that AutoTag does not look at, these files are pictures that a page shows.
    private static readonly HashSet<string> s_pictures = new(
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".svg", ".heic", ".heif"], StringComparer.OrdinalIgnoreCase);

    public Task<LibraryPage> PageAsync(DateTimeOffset? since, string? after, int take, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            int last = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
            IReadOnlyList<IMedia> page = library.PageAfter(last, since, take);
            ILookup<bool, (IMedia Media, LibraryImage? Image)> found = page.Select(item => (Media: item, Image: From(item))).ToLookup(item => item.Image is not null);
            return new LibraryPage(
                [.. found[true].Select(item => item.Image!)],
                [.. found[false].Select(item => item.Media.Key)],
                page.Count < take ? null : page[^1].Id.ToString(CultureInfo.InvariantCulture));
        },
        cancellationToken);

    /// <summary>The image that was just saved; null where it is none. Never throws into the save: what cannot be told now is read later, with the stock.</summary>
    public LibraryImage? Look(IMedia saved)
    {
        try
        {
            return From(saved);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "AutoTag could not see whether media item {MediaKey} has an alternative text. It looks again by itself.", saved.Key);
            return null;
        }
    }

    private LibraryImage? From(IMedia item)
    {
        bool isHandled = options.CurrentValue.HandledMediaTypes.Contains(item.ContentType.Alias);
        string? file = UmbracoMediaLibrary.FilePath(item.GetValue<string>(Constants.Conventions.Media.File));
        return file is null || !(isHandled || s_pictures.Contains(ExtensionOf(file)))
            ? null
            : new LibraryImage(
                item.Key,
                item.Path,
                item.Name ?? string.Empty,
                item.ContentType.Alias,
                isHandled ? AltTextOf(item) : null,
                UmbracoMediaLibrary.Utc(item.UpdateDate));
    }

    private FieldValue? AltTextOf(IMedia item) => properties.Find(properties.First(Field.AltText), item.Properties.Select(property => property.PropertyType)) is { } type
        ? FieldValue.OfText(item.GetValue<string>(type.Alias))
        : null;

    // Somebody else's value, which may hold what no path may.
    private static string ExtensionOf(string file) => file.LastIndexOf('.') is var dot and >= 0 ? file[dot..].Split('?')[0] : string.Empty;
}
