using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Configuration;

/// <summary>Everything that can be set under <c>AutoTag</c>. A wrong value does not take the site down: AutoTag stays off and says which key is wrong.</summary>
public sealed class AutoTagOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "AutoTag";

    /// <summary>False switches AutoTag off without uninstalling it: nothing is taken in and nothing is sent.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The accounts that may look at images, each under a name of your own. Without any, AutoTag only reads what photographers wrote into
    /// their files, which is free and sends nothing.
    /// </summary>
    public Dictionary<string, ConnectionOptions> Connections { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What may be spent, each cap under a name of your own. Nothing is sent that could exceed one of them. Without any, only the providers' own limits hold.</summary>
    public Dictionary<string, BudgetOptions> Budgets { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What to do with an image.</summary>
    public ProfileOptions Profile { get; set; } = new();

    /// <summary>Which property holds which field. Unset, well-known aliases are recognised.</summary>
    public FieldOptions Fields { get; set; } = new();

    /// <summary>Aliases of the media types AutoTag looks at. <c>Image</c> where unset.</summary>
    public string[]? MediaTypes { get; set; }

    /// <summary>Keys of media folders whose content, at any depth, is never sent anywhere.</summary>
    public Guid[] ExcludedFolders { get; set; } = [];

    /// <summary>Which servers work on the queue.</summary>
    public WorkerOptions Workers { get; set; } = new();

    /// <summary>A run every night over what is stale or missing. Off where unset.</summary>
    public UpkeepOptions Upkeep { get; set; } = new();

    /// <summary>
    /// For how many days the words of an answer are kept, for administrators who ask why a value is what it is. What came of the answer is kept
    /// without them.
    /// </summary>
    [Range(1, 3650)]
    public int KeepAnswersForDays { get; set; } = 90;

    /// <summary>Where the path of a file begins that is not absolute.</summary>
    internal string ContentRoot { get; set; } = AppContext.BaseDirectory;

    /// <summary>The profile as the configuration and the site's code have it; put aside where a saved one holds.</summary>
    internal ProfileOptions ConfiguredProfile { get => field ?? Profile; set; }

    /// <summary>What an administrator did last to the profile; null where nobody ever did anything.</summary>
    internal Core.Profiles.SavedProfile? Saved { get; set; }

    /// <summary>True where <see cref="Profile"/> is the one that was saved in the backoffice, or would be if this version could read it.</summary>
    internal bool IsProfileSaved => Saved is { Settings: not null };

    /// <summary>True where a profile was saved that this version cannot read.</summary>
    internal bool IsSavedUnreadable { get; set; }

    /// <summary>The list of known models.</summary>
    public CatalogueOptions Catalogue { get; set; } = new();

    /// <summary>The media types in force.</summary>
    internal IReadOnlySet<string> HandledMediaTypes => new HashSet<string>(MediaTypes is { Length: > 0 } ? MediaTypes : ["Image"], StringComparer.OrdinalIgnoreCase);
}

/// <summary>What may be spent in a period, under <c>AutoTag:Budgets:{name}</c>. At least one of <see cref="Usd"/> and <see cref="Credits"/> must be set.</summary>
public sealed class BudgetOptions
{
    /// <summary><c>Day</c> or <c>Month</c>, of UTC.</summary>
    [Required]
    public BudgetSpan? Period { get; set; }

    /// <summary>The only connection it counts; all of them together where unset.</summary>
    public string? Connection { get; set; }

    /// <summary>The most US dollars. 0 lets through only what is certainly free.</summary>
    [Range(0, 1_000_000)]
    public decimal? Usd { get; set; }

    /// <summary>The most provider credits. Needs <see cref="Connection"/>, since one provider's credits are not another's.</summary>
    [Range(0, 1_000_000_000)]
    public decimal? Credits { get; set; }
}

/// <summary>How long a budget lasts.</summary>
public enum BudgetSpan
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>
/// What to do with an image, under <c>AutoTag:Profile</c>. Once an administrator has saved a profile in the backoffice, that one holds in its place, all but
/// <c>Vocabulary:File</c>.
/// </summary>
public sealed class ProfileOptions
{
    /// <summary>
    /// Who looks, in order. Where unset: the file's own metadata first, then every connection, each asked for all that can fill a field.
    /// </summary>
    public StepOptions[]? Steps { get; set; }

    /// <summary>Language of the values, two letters (ISO 639-1). The site's default language where unset.</summary>
    [RegularExpression("^[a-z]{2}$", ErrorMessage = "must be two small letters, for example \"en\"")]
    public string? Language { get; set; }

    /// <summary>The languages of single fields that are not in <see cref="Language"/> alone.</summary>
    public FieldLanguageOptions FieldLanguages { get; set; } = new();

    /// <summary>Longest side of the picture that is sent, in pixels. A larger picture costs more tokens.</summary>
    [Range(256, 4096)]
    public int ImageSize { get; set; } = 1024;

    /// <summary>The most keywords kept for one image.</summary>
    [Range(1, 100)]
    public int MaxKeywords { get; set; } = 20;

    /// <summary>Values at least this sure are written.</summary>
    [Range(0.0, 1.0)]
    public double WriteFrom { get; set; } = 0.70;

    /// <summary>Values at least this sure wait for an editor; what is below stays unseen. Not above <see cref="WriteFrom"/>.</summary>
    [Range(0.0, 1.0)]
    public double ReviewFrom { get; set; } = 0.40;

    /// <summary><c>WhenConfident</c> writes confident and unscored values, marked as not yet looked at; <c>AfterReview</c> writes nothing before an editor's yes. <c>Never</c> is for single fields.</summary>
    public Core.Profiles.PublishMode Publish { get; set; } = Core.Profiles.PublishMode.WhenConfident;

    /// <summary>
    /// How this site writes, for language models: tone, spelling, names of your own things. It chooses between wordings and is handed over as data, not as an
    /// instruction. It is paid for with every picture, so keep it short; another one is another question, and known answers are asked for anew when an image is tagged again.
    /// </summary>
    [StringLength(Core.Providers.Guidance.MaxBrandSheetLength, ErrorMessage = "must be at most 2000 characters, because it is paid for with every picture. Shorten it")]
    public string? BrandSheet { get; set; }

    /// <summary>The same for single fields that are published otherwise.</summary>
    public PublishOptions PublishFields { get; set; } = new();

    /// <summary>Other thresholds for some fields, connections or categories. Of those that fit a value the one that names most counts; of equals the last.</summary>
    public ThresholdOptions[] Thresholds { get; set; } = [];

    /// <summary>
    /// Whose word counts more where sources say different things: <c>EmbeddedMetadata</c>, <c>Classifier</c>, <c>LanguageModel</c>. In this order where
    /// unset; what is left out comes behind.
    /// </summary>
    public Core.Providers.SourceRank[]? SourcePriority { get; set; }

    /// <summary>The words of the site: which keyword is used for what, and what is not to be said.</summary>
    public VocabularyOptions Vocabulary { get; set; } = new();

    /// <summary>The same with other words.</summary>
    internal ProfileOptions WithVocabulary(VocabularyOptions words)
    {
        var other = (ProfileOptions)MemberwiseClone();
        other.Vocabulary = words;
        return other;
    }

    /// <summary>The same with other steps, in another language.</summary>
    internal ProfileOptions WithSteps(StepOptions[]? steps, string? language)
    {
        var other = (ProfileOptions)MemberwiseClone();
        (other.Steps, other.Language) = (steps, language);
        return other;
    }
}

/// <summary>Fields that are published otherwise than <c>AutoTag:Profile:Publish</c> says, under <c>AutoTag:Profile:PublishFields</c>.</summary>
public sealed class PublishOptions
{
    /// <summary>The alt text. <c>Never</c>: it is not written, and nothing is suggested for it.</summary>
    public Core.Profiles.PublishMode? AltText { get; set; }

    /// <summary>The title.</summary>
    public Core.Profiles.PublishMode? Title { get; set; }

    /// <summary>The description.</summary>
    public Core.Profiles.PublishMode? Description { get; set; }

    /// <summary>The keywords.</summary>
    public Core.Profiles.PublishMode? Keywords { get; set; }
}

/// <summary>
/// Languages of single fields, two letters each (ISO 639-1), under <c>AutoTag:Profile:FieldLanguages</c>. The first fills the field's usual property, each
/// other one a property of its own: with <c>en</c> and <c>da</c> the alt text goes to <c>altText</c> and <c>altText_da</c>. A single <c>*</c> is all languages
/// of the site, as they were when it started.
/// </summary>
public sealed class FieldLanguageOptions
{
    internal const string OfTheSite = "*";

    /// <summary>The alt text's; the profile's <c>Language</c> where unset.</summary>
    public string[] AltText { get; set; } = [];

    /// <summary>The title's.</summary>
    public string[] Title { get; set; } = [];

    /// <summary>The description's.</summary>
    public string[] Description { get; set; } = [];

    /// <summary>The keywords'. The vocabulary's terms are words of the first.</summary>
    public string[] Keywords { get; set; } = [];

    internal IReadOnlyList<(Core.Values.Field Field, string[] Languages)> All =>
        [
            (Core.Values.Field.AltText, AltText),
            (Core.Values.Field.Title, Title),
            (Core.Values.Field.Description, Description),
            (Core.Values.Field.Keywords, Keywords),
        ];
}

/// <summary>Other thresholds, under <c>AutoTag:Profile:Thresholds</c>.</summary>
public sealed class ThresholdOptions
{
    /// <summary>Only for values of this field; for all fields where unset.</summary>
    public Core.Values.Field? Field { get; set; }

    /// <summary>Only for values that this connection gives; for all connections where unset. <c>embedded-metadata</c> is one too.</summary>
    public string? Connection { get; set; }

    /// <summary>
    /// Only for what the source says to be a <c>Person</c> by name, a <c>Brand</c> or a <c>Place</c>; for everything where unset. Google Cloud Vision tells
    /// brands and places apart; what a source does not tell apart is a <c>Thing</c>.
    /// </summary>
    public Core.Providers.ObservationCategory? Category { get; set; }

    /// <summary>Values at least this sure are written; what holds otherwise where unset.</summary>
    [Range(0.0, 1.0)]
    public double? WriteFrom { get; set; }

    /// <summary>Values at least this sure wait for an editor; what holds otherwise where unset. Where it would be above the other threshold, it is taken for the same.</summary>
    [Range(0.0, 1.0)]
    public double? ReviewFrom { get; set; }
}

/// <summary>The words of the site, under <c>AutoTag:Profile:Vocabulary</c>.</summary>
public sealed class VocabularyOptions
{
    /// <summary>The keywords to use, each by its name as it is written. A name with a colon goes into the file.</summary>
    public Dictionary<string, TermOptions> Terms { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Keywords that say nothing, for example <c>image</c>; they are left out.</summary>
    public string[] StopWords { get; set; } = [];

    /// <summary>Words that are in no keyword. A text that holds one of them is not written before an editor's yes.</summary>
    public string[] ForbiddenWords { get; set; } = [];

    /// <summary>True where nothing but the terms, and what they are besides, becomes a keyword.</summary>
    public bool Closed { get; set; }

    /// <summary>True where a plural and its singular are one keyword, in English, Danish, German, French, Spanish and Dutch.</summary>
    public bool FoldPlurals { get; set; } = true;

    /// <summary>A JSON file with <c>Terms</c>, <c>StopWords</c> and <c>ForbiddenWords</c> as above, for large lists; its words are added to those here. Its path begins at the site's content root. At most 4 MB.</summary>
    public string? File { get; set; }
}

/// <summary>A keyword to use, under <c>AutoTag:Profile:Vocabulary:Terms</c>.</summary>
public sealed class TermOptions
{
    /// <summary>What it is used instead of.</summary>
    public string[] Synonyms { get; set; } = [];

    /// <summary>What it is besides: a dog is also an animal. The parents' parents come too.</summary>
    public string[] Parents { get; set; } = [];
}

/// <summary>One look at the image, under <c>AutoTag:Profile:Steps</c>.</summary>
public sealed class StepOptions
{
    /// <summary>Name of the connection that looks; <c>embedded-metadata</c> is always there.</summary>
    [Required]
    public string Connection { get; set; } = string.Empty;

    /// <summary>What it is asked, separated by commas: <c>Keywords</c>, <c>AltText</c>, <c>Title</c>, <c>Description</c>, <c>Text</c>, <c>Decorative</c>, <c>Moderation</c>. All it can say where unset, but <c>Text</c> and <c>Moderation</c> only where it can say nothing else: they fill no field, and some systems charge for each. <c>Answer</c> alone has nothing asked but <see cref="Question"/>.</summary>
    public Core.Providers.VisionTasks? Tasks { get; set; }

    /// <summary>The model, pinned to an exact version; the connection's own where unset.</summary>
    public string? Model { get; set; }

    /// <summary>A question of your own about each picture, whose answer becomes a keyword; for language models. It is asked beside the tasks. None where unset.</summary>
    public QuestionOptions? Question { get; set; }

    /// <summary>Who is asked in its place where it fails, in order. Nobody where unset.</summary>
    public FallbackOptions[]? Fallbacks { get; set; }

    /// <summary>Has it asked only where an earlier step was unsure. Always asked where unset.</summary>
    public WhenOptions? When { get; set; }
}

/// <summary>Who is asked in the place of a step that failed, under <c>AutoTag:Profile:Steps:n:Fallbacks</c>.</summary>
public sealed class FallbackOptions
{
    /// <summary>Name of the connection that looks instead. Of the step's tasks it is asked those that it can do.</summary>
    [Required]
    public string Connection { get; set; } = string.Empty;

    /// <summary>The model, pinned to an exact version; the connection's own where unset.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// What it stands in for, separated by commas: <c>OutOfCredit</c>, <c>Refused</c>, <c>Unavailable</c>, <c>Unauthorised</c>, <c>Misconfigured</c>, which are
    /// the ones where unset, and <c>Malformed</c>, <c>Paused</c>. Never for what is only too fast, over a budget of this site, or a bad image.
    /// </summary>
    public Core.Profiles.FallbackCauses? On { get; set; }

    /// <summary>True lets it stand in although a call to it may cost more than one to the step's own connection, or nobody knows what it costs.</summary>
    public bool AllowDearer { get; set; }
}

/// <summary>When a step is asked, under <c>AutoTag:Profile:Steps:n:When</c>.</summary>
public sealed class WhenOptions
{
    /// <summary>Name of an earlier step's connection, which is asked for keywords: only where it was unsure, this step is asked.</summary>
    [Required]
    public string UnsureOf { get; set; } = string.Empty;

    /// <summary>It was unsure where it named no keyword, or none at least this sure. A keyword without a number counts as sure, and so does one with a language model's own opinion.</summary>
    [Range(0.0, 1.0)]
    public double Below { get; set; } = 0.60;
}

/// <summary>Aliases of the properties that hold the fields, under <c>AutoTag:Fields</c>.</summary>
public sealed class FieldOptions
{
    /// <summary>Alias of the alt text's property. Where unset: <c>altText</c>, <c>alternativeText</c>, <c>alt</c>, <c>altTag</c>, <c>imageAlt</c>, whichever is there.</summary>
    public string? AltText { get; set; }

    /// <summary>Alias of the title's property. Where unset: <c>title</c>, <c>imageTitle</c>, <c>headline</c>.</summary>
    public string? Title { get; set; }

    /// <summary>Alias of the description's property. Where unset: <c>description</c>, <c>imageDescription</c>.</summary>
    public string? Description { get; set; }

    /// <summary>Alias of the keywords' property, of editor Umbraco.Tags. Where unset: <c>keywords</c>, <c>tags</c>, <c>imageTags</c>.</summary>
    public string? Keywords { get; set; }
}

/// <summary>Who works, under <c>AutoTag:Workers</c>.</summary>
public sealed class WorkerOptions
{
    /// <summary>
    /// <c>Auto</c>: this server works when Umbraco is running, this process is its main domain and its role is not Subscriber. <c>All</c>: it works
    /// whenever Umbraco is running, whatever its role is and though another process is the main domain. <c>None</c>: it only takes images in; another server works.
    /// </summary>
    public WorkerMode Mode { get; set; } = WorkerMode.Auto;

    /// <summary>Images under way at once on this server.</summary>
    [Range(1, 64)]
    public int Images { get; set; } = 4;
}

/// <summary>A run every night, under <c>AutoTag:Upkeep</c>, over what was not looked at under the present settings and is empty or AutoTag's.</summary>
public sealed class UpkeepOptions
{
    /// <summary>When it begins, in UTC: <c>03:00</c>. Off where unset. A site that is not up then waits for the next night.</summary>
    public TimeOnly? At { get; set; }

    /// <summary>The most US dollars that one night may cost. The site's budgets hold all the same. <see cref="At"/> needs this, <see cref="Credits"/> or both.</summary>
    [Range(0, 1_000_000)]
    public decimal? Usd { get; set; }

    /// <summary>The most provider credits that one night may take, for connections that are priced in credits.</summary>
    [Range(0, 1_000_000_000)]
    public decimal? Credits { get; set; }
}

/// <summary>The list of known models, under <c>AutoTag:Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    /// <summary>
    /// True where an admin may have the list of OpenRouter's models fetched, with their prices of the day. Nothing but the question leaves the site, and only at a click.
    /// </summary>
    public bool AllowRefresh { get; set; }

    /// <summary>Where the list is fetched; a mirror of your own where OpenRouter cannot be reached. http is accepted for loopback addresses only.</summary>
    public Uri Address { get; set; } = new("https://openrouter.ai/api/v1/models");
}

/// <summary>Whether a server works on the queue.</summary>
public enum WorkerMode
{
    /// <summary>It works when it can.</summary>
    Auto,

    /// <summary>It works whenever Umbraco is running.</summary>
    All,

    /// <summary>It only takes images in.</summary>
    None,
}
