using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Configuration;

/// <summary>Finds what is wrong with the options and says it in sentences that name the key and how to mend it.</summary>
internal sealed class ConfigurationProblems(IEnumerable<IVisionProvider> providers, IEnumerable<ICredential> credentials)
{
    private readonly Dictionary<string, ICredential> _credentials = credentials.ToDictionary(c => c.Alias, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IVisionProvider> _providers = providers.ToDictionary(p => p.Declaration.Alias, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Of(AutoTagOptions options) =>
    [
        .. Annotated(options, AutoTagOptions.Section),
        .. Annotated(options.Workers, "AutoTag:Workers"),
        .. OfCatalogue(options.Catalogue),
        .. options.Connections.SelectMany(connection => OfConnection(connection.Key, connection.Value)),
        .. options.Budgets.SelectMany(budget => OfBudget(budget.Key, budget.Value, options)),
        .. OfUpkeep(options.Upkeep),
        .. options.IsProfileSaved ? OfSavedProfile(options) : OfProfile(options),
    ];

    /// <summary>What is wrong with the profile alone.</summary>
    public IReadOnlyList<string> OfProfile(AutoTagOptions options) =>
    [
        .. Annotated(options.Profile, "AutoTag:Profile"),
        .. Thresholds(options.Profile),
        .. OfPublishing(options.Profile),
        .. options.Profile.FieldLanguages.All.SelectMany(field => OfLanguages($"AutoTag:Profile:FieldLanguages:{field.Field}", field.Languages)),
        .. options.Profile.Thresholds.SelectMany((rule, index) => OfThreshold(rule, index, options)),
        .. ConfiguredVocabulary.Of(options.Profile.Vocabulary, options.ContentRoot).Problems,
        .. new StepProblems(options, _providers).All,
    ];

    /// <summary>
    /// What is wrong with a profile that was saved. It may have been right then: a connection was taken out of the configuration since. Nothing else holds in
    /// its place, because that might ask others, or write what was to wait for an editor.
    /// </summary>
    public IEnumerable<string> OfSavedProfile(AutoTagOptions options) => options.IsSavedUnreadable
        ? ["The profile that was saved in the backoffice cannot be read by this version of AutoTag: a newer one saved it. Install that version on every server, or save the profile again under Media → Runs."]
        : OfProfile(options).Select(sentence => IsOfConfiguration(sentence)
            ? sentence
            : $"The profile that was saved in the backoffice does not fit: {sentence} Edit it under Media → Runs, or go back to the configuration's profile there.");

    /// <summary>True for a sentence about the one key of a profile that is always the configuration's.</summary>
    public static bool IsOfConfiguration(string sentence) => sentence.StartsWith(ConfiguredVocabulary.FileKey, StringComparison.Ordinal);

    private static IEnumerable<string> Thresholds(ProfileOptions profile) => profile.ReviewFrom > profile.WriteFrom
        ? [$"AutoTag:Profile:ReviewFrom ({profile.ReviewFrom}) is above AutoTag:Profile:WriteFrom ({profile.WriteFrom}). Lower it, or raise the other."]
        : [];

    private static IEnumerable<string> OfUpkeep(UpkeepOptions upkeep) => upkeep is { At: not null, Usd: null, Credits: null }
        ? [.. Annotated(upkeep, "AutoTag:Upkeep"), "AutoTag:Upkeep:At needs a limit: AutoTag:Upkeep:Usd, the most US dollars that one night may cost, or AutoTag:Upkeep:Credits, the most provider credits it may take. Set one, or take the time out."]
        : Annotated(upkeep, "AutoTag:Upkeep");

    private static IEnumerable<string> OfCatalogue(CatalogueOptions catalogue) =>
        FetchCatalogue.ProblemWith(catalogue.Address) is { } problem ? [problem] : [];

    private static IEnumerable<string> OfPublishing(ProfileOptions profile)
    {
        if (profile.Publish == PublishMode.Never)
        {
            yield return "AutoTag:Profile:Publish is 'Never', so that nothing could come of an image. Use 'AfterReview', or name single fields under AutoTag:Profile:PublishFields.";
        }

        if (profile.SourcePriority is { } priority && priority.Distinct().Count() < priority.Length)
        {
            yield return "AutoTag:Profile:SourcePriority names a kind of source twice. Name each once.";
        }
    }

    private static IEnumerable<string> OfLanguages(string key, string[] languages)
    {
        if (languages is [FieldLanguageOptions.OfTheSite])
        {
            yield break;
        }

        foreach (string wrong in languages.Where(language => language is not [>= 'a' and <= 'z', >= 'a' and <= 'z']))
        {
            yield return $"{key} names '{wrong}'. A language is two small letters, for example \"da\"; a single \"*\" is all languages of the site.";
        }

        if (languages.Distinct().Count() < languages.Length)
        {
            yield return $"{key} names a language twice. Name each once.";
        }
    }

    private static IEnumerable<string> OfThreshold(ThresholdOptions rule, int index, AutoTagOptions options)
    {
        string key = $"AutoTag:Profile:Thresholds:{index}";
        foreach (string problem in Annotated(rule, key))
        {
            yield return problem;
        }

        if (rule.WriteFrom is null && rule.ReviewFrom is null)
        {
            yield return $"{key} changes nothing. Set {key}:WriteFrom or {key}:ReviewFrom, or take it out.";
        }

        if (rule.Field is null && rule.Connection is null && rule.Category is null)
        {
            yield return $"{key} names no field, connection or category. Name one, or set AutoTag:Profile:WriteFrom and AutoTag:Profile:ReviewFrom.";
        }

        if (rule.ReviewFrom > rule.WriteFrom)
        {
            yield return $"{key}:ReviewFrom ({rule.ReviewFrom}) is above {key}:WriteFrom ({rule.WriteFrom}). Lower it, or raise the other.";
        }

        if (rule.Connection is { } connection && !IsConnection(connection, options))
        {
            yield return $"{key}:Connection is '{connection}', which is not among AutoTag:Connections. Name one of them, or leave it out to mean all.";
        }
    }

    private static bool IsConnection(string alias, AutoTagOptions options) =>
        alias.Equals(ConfiguredSite.EmbeddedMetadata, StringComparison.OrdinalIgnoreCase) || options.Connections.ContainsKey(alias);

    /// <summary>What is wrong with one connection.</summary>
    public IReadOnlyList<string> OfConnection(string alias, ConnectionOptions options)
    {
        string key = $"AutoTag:Connections:{alias}";
        if (alias.Equals(ConfiguredSite.EmbeddedMetadata, StringComparison.OrdinalIgnoreCase))
        {
            return [$"{key} uses a name that AutoTag keeps for the file's own metadata. Choose another name."];
        }

        if (!_providers.TryGetValue(options.Provider, out IVisionProvider? provider))
        {
            return [$"{key}:Provider is '{options.Provider}', which AutoTag does not know. Use one of: {string.Join(", ", _providers.Keys.Where(k => k != ConfiguredSite.EmbeddedMetadata).Order())}."];
        }

        // Providers speak of their settings in the connection's own terms; here they get their full name.
        return [.. Annotated(options, key), .. provider.Validate(options).Concat(OfCredential(provider.Declaration, options)).Select(problem => problem.Replace("AutoTag:Connections:{alias}", key, StringComparison.Ordinal))];
    }

    private IEnumerable<string> OfCredential(ProviderDeclaration declaration, ConnectionOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Credential))
        {
            return [];
        }

        const string Key = "AutoTag:Connections:{alias}:Credential";
        if (!declaration.Credentials.Contains(options.Credential.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return declaration.Credentials.Count == 0
                ? [$"{Key} is set, and {declaration.Name} takes none: its key is enough. Take it out."]
                : [$"{Key} is '{options.Credential}', which {declaration.Name} does not take. Use one of: {string.Join(", ", declaration.Credentials)}."];
        }

        return _credentials.TryGetValue(options.Credential.Trim(), out ICredential? credential)
            ? credential.Validate(options)
            : [$"{Key} is '{options.Credential}', and the package that brings it is not installed. Install it (its name is on the page of {declaration.Name} in the docs), or take it out."];
    }

    private static IEnumerable<string> OfBudget(string name, BudgetOptions budget, AutoTagOptions options)
    {
        string key = $"AutoTag:Budgets:{name}";
        foreach (string problem in Annotated(budget, key))
        {
            yield return problem;
        }

        if (budget.Usd is null && budget.Credits is null)
        {
            yield return $"{key} caps nothing. Set {key}:Usd or {key}:Credits, or take the budget out.";
        }

        if (budget.Connection is { } connection && !options.Connections.ContainsKey(connection))
        {
            yield return $"{key}:Connection is '{connection}', which is not among AutoTag:Connections. Name one of them, or leave it out to count all.";
        }

        if (budget.Credits is not null && budget.Connection is null)
        {
            yield return $"{key}:Credits needs {key}:Connection, because one provider's credits are not another's.";
        }
    }

    internal static IEnumerable<string> Annotated(object options, string key)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => $"{key}:{string.Join(", ", result.MemberNames)}: {result.ErrorMessage}");
    }
}
