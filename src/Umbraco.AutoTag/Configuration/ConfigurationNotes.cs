using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// What in a configuration that works is likely not meant: fallbacks that are never asked, because they are dearer and nobody has allowed it; languages that
/// the site does not have, or that nobody answers in; a profile that does not hold because another was saved. Not a problem: list prices come with AutoTag, and a new version of them must not switch it off; an editor may take
/// a language out of the site, and that must not either.
/// </summary>
internal sealed class ConfigurationNotes(IConnections connections, IProfiles profiles, Prices prices, SiteLanguage site, IOptionsMonitor<AutoTagOptions> options)
{
    private static readonly string s_unset = ProfileJson.Write(new ProfileOptions());

    public IReadOnlyList<string> All => [.. Dearer.Distinct(), .. Languages(), .. PutAside()];

    private IEnumerable<string> PutAside() => options.CurrentValue is { IsProfileSaved: true } current && ProfileJson.Write(current.ConfiguredProfile) != s_unset
        ? ["What the configuration says under AutoTag:Profile is put aside, all but Vocabulary:File: a profile that was saved in the backoffice holds in its place. Edit that one under Media → Runs, or go back to the configuration's there."]
        : [];

    private IEnumerable<string> Dearer =>
        from step in profiles.Default.Steps
        let own = connections.Find(step.Connection)
        where own is not null
        from fallback in step.Fallbacks
        let other = connections.Find(fallback.Step.Connection)
        where other is not null
        let dearer = DearerFallback.Of(profiles.Default, step, own, fallback, other, prices)
        where dearer is not null
        select dearer.Sentence;

    // Before the site was asked, nobody knows.
    private IEnumerable<string> Languages()
    {
        Profile profile = profiles.Default;
        foreach ((Field field, IReadOnlyList<string> languages) in profile.FieldLanguages.OrderBy(field => field.Key))
        {
            string key = $"AutoTag:Profile:FieldLanguages:{field}";
            foreach (string language in site.All.Count == 0 ? [] : languages.Except(site.All))
            {
                yield return $"{key} names '{language}', which is not among the site's languages ({string.Join(", ", site.All)}). It is written all the same. Add the language in Umbraco, or take it out.";
            }

            foreach (string language in languages.Where(language => !profile.Steps.Any(step => IsAsked(step, profile, TaskOf(field), language))))
            {
                yield return $"{key} wants '{language}', and no step is asked for it: none of the connections that say {field} answers in that language. Add one that does, or take the language out.";
            }
        }
    }

    private bool IsAsked(Step step, Profile profile, VisionTasks task, string language) =>
        connections.Find(step.Connection) is { Provider.Declaration.SendsPicture: true }
        && ((step.LanguageIn(profile) == language && step.Tasks.HasFlag(task)) || step.AlsoIn.Any(also => also.Language == language && also.Tasks.HasFlag(task)));

    private static VisionTasks TaskOf(Field field) => field switch
    {
        Field.AltText => VisionTasks.AltText,
        Field.Title => VisionTasks.Title,
        Field.Description => VisionTasks.Description,
        _ => VisionTasks.Keywords,
    };
}
