namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>What an administrator did to the profile: new settings, or the way back to those of the configuration.</summary>
/// <param name="Version">Counts up from 1; the greatest holds.</param>
/// <param name="Settings">The settings as JSON; null where those of the configuration hold again.</param>
/// <param name="RevisionId">The revision that it made.</param>
/// <param name="Note">For whoever reads the history.</param>
/// <param name="SavedBy">Key of the user.</param>
/// <param name="SavedAt">When.</param>
public sealed record SavedProfile(long Version, string? Settings, string RevisionId, string? Note, Guid SavedBy, DateTimeOffset SavedAt);

/// <summary>What an administrator wants to do to the profile.</summary>
/// <param name="Settings">The settings as JSON; null to go back to those of the configuration.</param>
/// <param name="Revision">The revision that it makes, with its settings.</param>
/// <param name="Note">For whoever reads the history; at most 400 characters.</param>
/// <param name="SavedBy">Key of the user.</param>
public sealed record NewProfile(string? Settings, Revision Revision, string? Note, Guid SavedBy);

/// <summary>When and by whom settings were saved.</summary>
/// <param name="At">When.</param>
/// <param name="By">Key of the user.</param>
/// <param name="Note">What was noted with it; null where nothing was.</param>
public sealed record ProfileSave(DateTimeOffset At, Guid By, string? Note);
