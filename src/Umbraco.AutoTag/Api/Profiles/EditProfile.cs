using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>Saves profiles, and finds the settings of earlier ones.</summary>
internal sealed class EditProfile(
    IProfileStore store, IRevisionStore revisions, FollowProfile follow, Readiness readiness, ProfileReport report, ConfiguredSite site, IOptionsMonitor<AutoTagOptions> options)
{
    /// <summary>Saves a profile in which nothing is wrong. It holds on this server when this is done.</summary>
    /// <returns>Null where it was saved; else what was saved by somebody else since.</returns>
    public Task<Conflict?> SaveAsync(AutoTagOptions trial, long? seen, string? note, Guid savedBy, CancellationToken cancellationToken) =>
        SaveAsync(new NewProfile(ProfileJson.Write(trial.Profile), report.RevisionOf(trial), Note(note), savedBy), seen, cancellationToken);

    /// <summary>Goes back to the configuration's profile.</summary>
    /// <returns>Null where that holds now; else what was saved by somebody else since.</returns>
    public Task<Conflict?> ForgetAsync(long? seen, Guid savedBy, CancellationToken cancellationToken)
    {
        AutoTagOptions current = options.CurrentValue;
        return SaveAsync(new NewProfile(Settings: null, report.RevisionOf(ProfileCheck.Trial(current.ConfiguredProfile, current)), Note: null, savedBy), seen, cancellationToken);
    }

    /// <summary>The settings that a revision stands for, as they can be saved now; or why there are none, as a sentence; both null where there is no such revision.</summary>
    public async Task<(ProfileSettings? Settings, string? WhyNot)> OfRevisionAsync(string id, CancellationToken cancellationToken)
    {
        if (await revisions.FindAsync(id, cancellationToken) is not { } revision)
        {
            return (null, null);
        }

        if (revision.Settings is not { } written)
        {
            return (null, "It was last used before AutoTag kept the settings of revisions: the snapshot holds the vocabulary and the brand sheet as a hash only.");
        }

        return ProfileJson.ReadRevision(written) is { } settings
            ? (ProfileMapping.SettingsOf(ProfileJson.WithFile(settings.Restore(site.Language, site.All), options.CurrentValue.ConfiguredProfile.Vocabulary.File)), null)
            : (null, "A newer version of AutoTag kept its settings, and this one cannot read them.");
    }

    private async Task<Conflict?> SaveAsync(NewProfile profile, long? seen, CancellationToken cancellationToken)
    {
        (SavedProfile? newest, bool isSaved) = await store.SaveAsync(profile, seen, cancellationToken);
        // Saved or not, this server is not to go on with what no longer holds; and not by the request's own token: who has saved may have left.
        await follow.LookAsync(CancellationToken.None);
        await readiness.EnsureAsync(CancellationToken.None);
        return isSaved ? null : new Conflict(newest);
    }

    private static string? Note(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    /// <summary>Somebody else has saved since.</summary>
    /// <param name="Newest">What holds; null where nobody ever saved, and a version was named all the same.</param>
    public sealed record Conflict(SavedProfile? Newest);
}
