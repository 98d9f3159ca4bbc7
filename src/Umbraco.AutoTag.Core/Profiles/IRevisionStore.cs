namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Keeps every revision that was ever used.</summary>
public interface IRevisionStore
{
    /// <summary>Stores a revision; of one that is there already only settings that were not known are added.</summary>
    Task KeepAsync(Revision revision, CancellationToken cancellationToken);

    /// <summary>A revision with its settings; null where there is none of this id.</summary>
    Task<Revision?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The revisions under which images of the library stand, and those that somebody saved; the newest first, without their settings.</summary>
    Task<IReadOnlyList<StandingRevision>> StandingAsync(CancellationToken cancellationToken);
}
