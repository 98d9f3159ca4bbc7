using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// Makes the options: what the configuration and the site's code say, with the saved profile in the place of theirs. As the last step of all, behind
/// whatever else sets options: a profile of two origins is nobody's.
/// </summary>
internal sealed class OptionsWithSavedProfile(
    IEnumerable<IConfigureOptions<AutoTagOptions>> setups,
    IEnumerable<IPostConfigureOptions<AutoTagOptions>> posts,
    IEnumerable<IValidateOptions<AutoTagOptions>> validations,
    ProfileInForce inForce) : IOptionsFactory<AutoTagOptions>
{
    private readonly OptionsFactory<AutoTagOptions> _configured = new(setups, posts, validations);

    public AutoTagOptions Create(string name)
    {
        AutoTagOptions options = _configured.Create(name);
        options.ConfiguredProfile = options.Profile;
        if (inForce.Saved is { } saved)
        {
            Put(saved, options);
        }

        return options;
    }

    private static void Put(SavedProfile saved, AutoTagOptions options)
    {
        options.Saved = saved;
        if (saved.Settings is not { } settings)
        {
            return;
        }

        // One that cannot be read leaves the configuration's in its place to be looked at, and AutoTag waits.
        ProfileOptions? profile = ProfileJson.ReadProfile(settings, options.ConfiguredProfile.Vocabulary.File);
        options.IsSavedUnreadable = profile is null;
        options.Profile = profile ?? options.Profile;
    }
}
