using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Intake;

/// <summary>Something that happened to a media item, noted while an editor waits and followed behind their back.</summary>
internal abstract record MediaChange
{
    private MediaChange()
    {
    }

    /// <summary>It was saved.</summary>
    /// <param name="Media">What Intake goes by.</param>
    /// <param name="Image">As an image of the library; null where it is none.</param>
    public sealed record Saved(SavedMedia Media, LibraryImage? Image) : MediaChange;

    /// <summary>AutoTag saved it.</summary>
    /// <param name="Save">What the sweep goes by.</param>
    /// <param name="Image">As an image of the library; null where it is none.</param>
    public sealed record SavedByUs(OwnSave Save, LibraryImage? Image) : MediaChange;

    /// <summary>It has another place.</summary>
    public sealed record Moved(Guid Key, string Path) : MediaChange;

    /// <summary>It lies in the recycle bin.</summary>
    public sealed record Trashed(Guid Key, string Path) : MediaChange;

    /// <summary>It is gone for good.</summary>
    public sealed record Deleted(Guid Key) : MediaChange;
}
