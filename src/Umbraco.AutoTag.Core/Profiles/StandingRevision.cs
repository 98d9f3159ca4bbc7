namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>A revision under which images of the library stand, or that somebody saved.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Images">How many images were last looked at under it.</param>
public sealed record StandingRevision(Revision Revision, long Images)
{
    /// <summary>True where the settings it was made of are known.</summary>
    public bool HasSettings { get; init; }

    /// <summary>When and by whom it was saved last; null where it only ever came from the configuration.</summary>
    public ProfileSave? LastSave { get; init; }
}
