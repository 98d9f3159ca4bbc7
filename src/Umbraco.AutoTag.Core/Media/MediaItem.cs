using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Media;

/// <summary>One media item of the site, as the corridor sees it at one moment.</summary>
public sealed record MediaItem
{
    /// <summary>The item's key.</summary>
    public required Guid Key { get; init; }

    /// <summary>The site's id path, for example <c>-1,1063,1070</c>: decides who may see it.</summary>
    public required string Path { get; init; }

    /// <summary>Its name in the tree.</summary>
    public required string Name { get; init; }

    /// <summary>Alias of its media type.</summary>
    public required string TypeAlias { get; init; }

    /// <summary>The raw value of the file property: changes when the file is replaced, and with a crop too. Null where there is no file.</summary>
    public required string? FileValue { get; init; }

    /// <summary>The name of its file, without the folders; null where there is no file.</summary>
    public required string? FileName { get; init; }

    /// <summary>When it was put into the library.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Who put it there; null where nobody is known.</summary>
    public Guid? UploadedBy { get; init; }

    /// <summary>True in the recycle bin.</summary>
    public required bool Trashed { get; init; }

    /// <summary>The current value of every field that has a property on this media type; a field that is missing here cannot be written.</summary>
    public required IReadOnlyDictionary<FieldKey, FieldValue> Fields { get; init; }
}
