using System.Text.RegularExpressions;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>What is wrong with settings that came from the browser: all that would be wrong with them in the configuration, and what only the configuration may name.</summary>
internal sealed partial class ProfileCheck(ConfigurationProblems problems, IConnections connections)
{
    private const string Profile = "AutoTag:Profile";
    private const string Terms = $"{Profile}:Vocabulary:Terms";

    /// <summary>The options that the settings make, and what is wrong with them.</summary>
    /// <param name="settings">As they were sent.</param>
    /// <param name="site">The options of now.</param>
    public (AutoTagOptions Trial, IReadOnlyList<ProfileProblem> Problems) Of(ProfileSettings settings, AutoTagOptions site)
    {
        var found = new List<ProfileProblem>();
        AutoTagOptions trial = Trial(ProfileMapping.OptionsOf(settings, site.ConfiguredProfile.Vocabulary.File, found), site);
        found.AddRange(problems.OfProfile(trial).Where(sentence => !ConfigurationProblems.IsOfConfiguration(sentence)).Select(ProblemOf));
        found.AddRange(OfModels(trial.Profile, site.ConfiguredProfile));
        return (trial, found);
    }

    /// <summary>The site's options with another profile.</summary>
    public static AutoTagOptions Trial(ProfileOptions profile, AutoTagOptions site) => new()
    {
        Connections = site.Connections,
        Budgets = site.Budgets,
        Profile = profile,
        ContentRoot = site.ContentRoot,
    };

    /// <summary>A sentence as those of the configuration are written: it begins with the key.</summary>
    public static ProfileProblem ProblemOf(string sentence)
    {
        int begins = sentence.IndexOf(Profile, StringComparison.Ordinal);
        string key = begins < 0 ? Profile : sentence[begins..].Split(' ', 2)[0].TrimEnd(':', ',', '.');
        // The name of a term may be of several words.
        return new ProfileProblem(key.StartsWith(Terms, StringComparison.Ordinal) ? Terms : key, sentence);
    }

    private IEnumerable<ProfileProblem> OfModels(ProfileOptions profile, ProfileOptions configured)
    {
        HashSet<string?> known = [.. ModelsOf(configured).Select(place => place.Model)];
        foreach ((string key, string alias, string model) in ModelsOf(profile))
        {
            // It becomes part of the address at some vendors, and an administrator of the backoffice is not who writes the configuration.
            if (!known.Contains(model) && !(model.Length <= MaxModel && Name().IsMatch(model)))
            {
                yield return new ProfileProblem(key, $"{key} is not the name of a model: letters, digits and . _ : @ / + -, at most {MaxModel}.");
            }
            else if (connections.Find(alias) is { } connection && problems.OfConnection(alias, connection.Options.WithModel(model)).Except(problems.OfConnection(alias, connection.Options)).FirstOrDefault() is { } wrong)
            {
                yield return new ProfileProblem(key, $"{key} is '{model}'. {wrong}");
            }
        }
    }

    private const int MaxModel = 200;

    private static IEnumerable<(string Key, string Connection, string Model)> ModelsOf(ProfileOptions profile) =>
        from place in ConfiguredSteps.Places(profile)
        where place.Model is not null
        select ($"{place.Key}:Model", place.Connection, place.Model);

    [GeneratedRegex(Revisions.UpgradeModel.NameOfAModel)]
    private static partial Regex Name();
}
