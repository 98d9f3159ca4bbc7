namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>A revision under which images of the library stand.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Images">How many images were last looked at under it.</param>
public sealed record StandingRevision(Revision Revision, long Images);
