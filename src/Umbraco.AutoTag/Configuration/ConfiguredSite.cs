using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The connections and the profile as configured at this moment: a changed appsettings.json holds from the next image on.</summary>
internal sealed class ConfiguredSite : IConnections, IProfiles
{
    /// <summary>The source that is always there: what photographers wrote into the file.</summary>
    public const string EmbeddedMetadata = "embedded-metadata";

    private readonly Dictionary<string, IVisionProvider> _providers;
    private readonly Dictionary<string, ICredential> _credentials;
    private readonly IHttpClientFactory _http;
    private readonly SiteLanguage _language;
    private readonly IOptionsMonitor<AutoTagOptions> _options;
    private readonly Lock _lock = new();
    private (AutoTagOptions Options, IReadOnlyList<string> Languages, IReadOnlyList<Connection> Connections, Profile Profile)? _built;

    public ConfiguredSite(
        IOptionsMonitor<AutoTagOptions> options,
        IEnumerable<IVisionProvider> providers,
        IEnumerable<ICredential> credentials,
        IHttpClientFactory http,
        SiteLanguage language)
    {
        _options = options;
        _providers = providers.ToDictionary(provider => provider.Declaration.Alias, StringComparer.OrdinalIgnoreCase);
        _credentials = credentials.ToDictionary(credential => credential.Alias, StringComparer.OrdinalIgnoreCase);
        _http = http;
        _language = language;
    }

    public IReadOnlyList<Connection> All => Current.Connections;

    public Profile Default => Current.Profile;

    Connection? IConnections.Find(string alias) => All.FirstOrDefault(connection => connection.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase));

    Profile? IProfiles.Find(string alias) => Default.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase) ? Default : null;

    /// <summary>The profile that these options would make with the connections of now.</summary>
    public Profile ProfileOf(AutoTagOptions options) => ProfileOf(options, All);

    /// <summary>The language of the values where the profile names none.</summary>
    public string Language => _language.Current;

    private (IReadOnlyList<Connection> Connections, Profile Profile) Current
    {
        get
        {
            lock (_lock)
            {
                AutoTagOptions options = _options.CurrentValue;
                if (_built is not { } built || !ReferenceEquals(built.Options, options) || !built.Languages.SequenceEqual(_language.All))
                {
                    IReadOnlyList<Connection> connections = Connect(options);
                    // What is under way when a newer version has saved ends under what it began with: nobody chose the configuration's profile.
                    Profile profile = options.IsSavedUnreadable && _built is { } before ? before.Profile : ProfileOf(options, connections);
                    _built = built = (options, _language.All, connections, profile);
                }

                return (built.Connections, built.Profile);
            }
        }
    }

    private IReadOnlyList<Connection> Connect(AutoTagOptions options) =>
    [
        Connect(EmbeddedMetadata, new ConnectionOptions { Provider = EmbeddedMetadata }),
        .. options.Connections.Where(connection => _providers.ContainsKey(connection.Value.Provider)).Select(connection => Connect(connection.Key, connection.Value)),
    ];

    private Connection Connect(string alias, ConnectionOptions options) =>
        new(alias, options, _providers[options.Provider], _http.CreateClient(ConnectionHttp.ClientName))
        {
            Credential = options.Credential is { } credential ? _credentials.GetValueOrDefault(credential.Trim()) : null,
        };

    private Profile ProfileOf(AutoTagOptions site, IReadOnlyList<Connection> connections)
    {
        ProfileOptions options = site.Profile;
        string language = options.Language ?? _language.Current;
        Dictionary<Field, IReadOnlyList<string>> fieldLanguages = options.FieldLanguages.All
            .Where(field => field.Languages.Length > 0)
            .ToDictionary(field => field.Field, IReadOnlyList<string> (field) => field.Languages is [FieldLanguageOptions.OfTheSite] ? [.. _language.All.Prepend(language).Distinct()] : field.Languages);
        IReadOnlyList<string> LanguagesOf(Field field) => fieldLanguages.GetValueOrDefault(field) ?? [language];
        var inLanguages = new StepLanguages(language, LanguagesOf, alias => ConfiguredSteps.Find(alias, connections)?.Provider.Declaration);
        VocabularyWords words = ConfiguredVocabulary.Of(options.Vocabulary, site.ContentRoot).Words;
        return new Profile
        {
            Alias = "default",
            Settings = ProfileJson.Write(RevisionSettings.Of(options, language, connections)),
            Steps = [.. ConfiguredSteps.Of(options, connections).SelectMany(inLanguages.Of)],
            Language = language,
            FieldLanguages = fieldLanguages,
            ImageSize = options.ImageSize,
            MaxKeywords = options.MaxKeywords,
            Thresholds = new Thresholds(options.WriteFrom, options.ReviewFrom),
            Publish = options.Publish,
            Guidance = Guidance.Of(options.BrandSheet, words.Terms.Select(term => term.Preferred)),
            ThresholdRules = [.. options.Thresholds.Select(rule => new ThresholdRule(rule.Field, rule.Connection, rule.WriteFrom, rule.ReviewFrom, rule.Category))],
            FieldPublish = PublishOf(options.PublishFields),
            SourcePriority = options.SourcePriority is { Length: > 0 } priority ? priority : SourceRanks.Usual,
            Vocabulary = new Vocabulary(words, LanguagesOf(Field.Keywords)[0]),
        };
    }

    private static Dictionary<Field, PublishMode> PublishOf(PublishOptions options)
    {
        (Field Field, PublishMode? Mode)[] fields =
        [
            (Field.AltText, options.AltText), (Field.Title, options.Title), (Field.Description, options.Description), (Field.Keywords, options.Keywords),
        ];
        return fields.Where(field => field.Mode is not null).ToDictionary(field => field.Field, field => field.Mode!.Value);
    }
}
