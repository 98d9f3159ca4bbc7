namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Keeps what administrators did to the profile. Nothing in it is ever changed or taken out; the newest holds, for all servers.</summary>
public interface IProfileStore
{
    /// <summary>The version that holds; null where nobody ever saved. A quick look.</summary>
    Task<long?> VersionAsync(CancellationToken cancellationToken);

    /// <summary>What holds; null where nobody ever saved.</summary>
    Task<SavedProfile?> NewestAsync(CancellationToken cancellationToken);

    /// <summary>Saves, with its revision, unless somebody else has saved since.</summary>
    /// <param name="profile">What to save.</param>
    /// <param name="seen">The version that was the newest when the administrator looked; null where there was none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What holds now, and whether it is what was to be saved; where it is not, nothing was changed.</returns>
    Task<(SavedProfile? Newest, bool IsSaved)> SaveAsync(NewProfile profile, long? seen, CancellationToken cancellationToken);
}
