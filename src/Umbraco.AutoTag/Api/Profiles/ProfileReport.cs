using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api.Catalogue;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>Puts together the profile as it can be edited, and what would come of an edited one.</summary>
internal sealed class ProfileReport(
    ConfiguredSite site,
    ConfigurationProblems problems,
    SiteLanguage languages,
    ModelLists models,
    Prices prices,
    IRunStore runs,
    IBatchStore batches,
    EditorAccess access,
    IOptionsMonitor<AutoTagOptions> options,
    TimeProvider clock)
{
    private const int Thousand = 1_000;
    private static readonly int[] s_sizes = [512, 1024, 2048];

    /// <summary>As of now.</summary>
    public async Task<ProfileView> AsOfNowAsync(CancellationToken cancellationToken)
    {
        AutoTagOptions current = options.CurrentValue;
        SavedProfile? saved = current.Saved;
        FetchedCatalogue? fetched = await models.FetchedAsync(cancellationToken);
        Profile profile = site.Default;
        return new ProfileView(
            ProfileMapping.SettingsOf(current.Profile),
            current.IsProfileSaved,
            current.IsSavedUnreadable,
            saved?.SavedAt,
            saved is null ? null : (await access.PeopleAsync([saved.SavedBy])).GetValueOrDefault(saved.SavedBy),
            saved?.Note,
            saved?.Version,
            Wrong(current),
            ProfileMapping.SettingsOf(current.ConfiguredProfile),
            [.. site.All.Select(connection => ConnectionOf(connection, profile, fetched))],
            languages.All);
    }

    /// <summary>What would come of settings in which nothing is wrong.</summary>
    public async Task<ProfilePreview> PreviewAsync(AutoTagOptions trial, CancellationToken cancellationToken)
    {
        IReadOnlyList<Run> active = await runs.ActiveAsync(cancellationToken);
        Profile profile = site.ProfileOf(trial);
        Profile present = site.Default;
        return new ProfilePreview(
            [],
            RevisionChange.Between(RevisionOf(present), RevisionOf(profile)),
            AskedAnew.Is(present, profile, site),
            [.. s_sizes.SelectMany(size => PricesOf(profile with { ImageSize = size, Settings = null }))],
            active.Count(run => run.State == RunState.Running),
            await batches.UnderWayAsync(cancellationToken));
    }

    /// <summary>The revision that options would make.</summary>
    public Revision RevisionOf(AutoTagOptions trial) => RevisionOf(site.ProfileOf(trial));

    private Revision RevisionOf(Profile profile) => Core.Profiles.RevisionOf.Profile(profile, site, clock.GetUtcNow());

    private IReadOnlyList<ProfileProblem> Wrong(AutoTagOptions current) => current.IsSavedUnreadable
        ? [.. problems.OfSavedProfile(current).Select(ProfileCheck.ProblemOf)]
        : [.. problems.OfProfile(current).Select(ProfileCheck.ProblemOf)];

    // A step in several languages may be several calls; and two steps may ask for the same model.
    private IEnumerable<ProfilePrice> PricesOf(Profile profile) =>
        from step in profile.Steps
        let connection = ConnectionOf(step)
        where connection is { Provider.Declaration.SendsPicture: true }
        let price = PriceOf(step, connection, profile)
        group price by (connection.Alias, Model: step.Model ?? connection.Options.Model) into same
        select new ProfilePrice(same.Key.Alias, same.Key.Model, profile.ImageSize, same.Any(price => price is null) ? null : same.Sum());

    private ProfileConnection ConnectionOf(Connection connection, Profile profile, FetchedCatalogue? fetched)
    {
        ProviderDeclaration declaration = connection.Provider.Declaration;
        return new ProfileConnection(
            connection.Alias,
            declaration.Name,
            ProfileMapping.NamesOf<VisionTasks>(declaration.Tasks)!,
            ProfileMapping.NamesOf<VisionTasks>(declaration.UsualTasks)!,
            string.IsNullOrEmpty(connection.Options.Model) ? null : connection.Options.Model,
            declaration.Pinnable,
            declaration.PromptVersion is not null,
            [
                .. from model in models.At(connection, fetched)
                   let step = new Step(connection.Alias, declaration.UsualTasks, model.Id)
                   select new ProfileModel(model.Id, model.Name, PriceOf(step, connection, profile), model.RetiresOn),
            ]);
    }

    private decimal? PriceOf(Step step, Connection connection, Profile profile) =>
        prices.Range(connection, StepRequest.Largest(step, connection, profile)) is { Likely: MicroUsd likely } ? likely.Usd * Thousand : null;

    private Connection? ConnectionOf(Step step) => ((IConnections)site).Find(step.Connection);
}
