using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>Keeps which content of an image was looked at without the image being tagged: it may have no work item, and an estimate is to know of the answers.</summary>
public interface ISampleStore
{
    /// <summary>Notes the content that an image had; what was noted of it before is forgotten.</summary>
    Task NoteAsync(Guid mediaKey, ContentHash content, CancellationToken cancellationToken);
}
