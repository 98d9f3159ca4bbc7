using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>How much of the library stands under which settings.</summary>
/// <param name="Images">Images that AutoTag has looked at.</param>
/// <param name="Outdated">Those of them that were last looked at under other settings than the present ones.</param>
/// <param name="Items">The present revision, then the earlier ones that images still stand under, then those that somebody saved and no image stands under; the newest of each first, at most 50.</param>
/// <param name="More">How many more there are.</param>
public sealed record RevisionList(long Images, long Outdated, IReadOnlyList<RevisionView> Items, int More);

/// <summary>A revision: everything in the settings that can change a result, as it was at a moment.</summary>
/// <param name="Id">Its id, as values and files name it.</param>
/// <param name="IsPresent">True for the one that is asked under now.</param>
/// <param name="FirstUsedAt">When it was saved or an image was first looked at under it, whichever came first; null where neither was yet.</param>
/// <param name="Images">How many images were last looked at under it.</param>
/// <param name="Changes">What has changed from it to the present settings.</param>
/// <param name="IsRestorable">True where its settings are known in full, so that they can be saved again; false for the present one.</param>
/// <param name="Save">By whom it was saved last; null where it only ever came from the configuration.</param>
public sealed record RevisionView(
    string Id, bool IsPresent, DateTimeOffset? FirstUsedAt, long Images, IReadOnlyList<RevisionChange> Changes, bool IsRestorable, RevisionSave? Save);

/// <summary>Settings were saved.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom; null where that user is gone.</param>
/// <param name="Note">What was noted with it; null where nothing was.</param>
public sealed record RevisionSave(DateTimeOffset At, Person? By, string? Note);
