namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Keeps every revision that was ever used.</summary>
public interface IRevisionStore
{
    /// <summary>Stores a revision; storing one that is there already changes nothing.</summary>
    Task KeepAsync(Revision revision, CancellationToken cancellationToken);

    /// <summary>The revisions under which images of the library stand, the newest first.</summary>
    Task<IReadOnlyList<StandingRevision>> StandingAsync(CancellationToken cancellationToken);
}
