using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Api.Suggestions;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>What to do with an image, in the words of <c>AutoTag:Profile</c>. Holds no secret.</summary>
/// <param name="Steps">Who looks, in order; null or empty for the file's own metadata first and then every connection.</param>
/// <param name="Language">Language of the values, two letters (ISO 639-1); null for the site's default one.</param>
/// <param name="FieldLanguages">The languages of single fields.</param>
/// <param name="ImageSize">Longest side of the picture that is sent, in pixels, 256 to 4096.</param>
/// <param name="MaxKeywords">The most keywords kept for one image, 1 to 100.</param>
/// <param name="WriteFrom">Values at least this sure (0..1) are written.</param>
/// <param name="ReviewFrom">Values at least this sure (0..1) wait for an editor; not above the other.</param>
/// <param name="Publish">Whether values may be written before an editor's yes. <c>Never</c> is for single fields.</param>
/// <param name="PublishFields">The same for single fields.</param>
/// <param name="BrandSheet">How this site writes, for language models, at most 2000 characters; null where nothing is said.</param>
/// <param name="Thresholds">Other thresholds for some fields, connections or categories.</param>
/// <param name="SourcePriority">Whose word counts more; null for the usual order.</param>
/// <param name="Vocabulary">The words of the site.</param>
public sealed record ProfileSettings(
    [MaxLength(ProfileSettings.MostSteps), NoGaps] IReadOnlyList<StepSettings>? Steps,
    [StringLength(20)] string? Language,
    [Required] FieldLanguageSettings FieldLanguages,
    int ImageSize,
    int MaxKeywords,
    double WriteFrom,
    double ReviewFrom,
    [EnumDataType(typeof(PublishMode))] PublishMode Publish,
    [Required] PublishSettings PublishFields,
    [StringLength(10_000)] string? BrandSheet,
    [Required, MaxLength(ProfileSettings.MostRules), NoGaps] IReadOnlyList<ThresholdSettings> Thresholds,
    [MaxLength(20), NoGaps] IReadOnlyList<SourceRank>? SourcePriority,
    [Required] VocabularySettings Vocabulary)
{
    /// <summary>More looks at one image than anybody pays for.</summary>
    internal const int MostSteps = 50;

    /// <summary>More rules than anybody reads.</summary>
    internal const int MostRules = 500;
}

/// <summary>One look at the image.</summary>
/// <param name="Connection">Name of the connection that looks; <c>embedded-metadata</c> is always there.</param>
/// <param name="Tasks">What it is asked, by name; null for all it is usually asked.</param>
/// <param name="Model">The model, pinned to an exact version; null for the connection's own.</param>
/// <param name="Question">A question of the site's own; null where none.</param>
/// <param name="Fallbacks">Who is asked in its place where it fails, in order.</param>
/// <param name="When">Has it asked only where an earlier step was unsure; null where it is always asked.</param>
public sealed record StepSettings(
    [Required(AllowEmptyStrings = true), StringLength(200)] string Connection,
    [MaxLength(20), NoGaps] IReadOnlyList<string>? Tasks,
    [StringLength(400)] string? Model,
    QuestionSettings? Question,
    [Required, MaxLength(20), NoGaps] IReadOnlyList<FallbackSettings> Fallbacks,
    WhenSettings? When);

/// <summary>A question about each picture.</summary>
/// <param name="Ask">The question, at most 300 characters.</param>
/// <param name="Keyword">The keyword that a yes becomes, at most 64 characters; null where the answer itself is the keyword.</param>
public sealed record QuestionSettings([Required(AllowEmptyStrings = true), StringLength(2_000)] string Ask, [StringLength(400)] string? Keyword);

/// <summary>Who is asked in the place of a step that failed.</summary>
/// <param name="Connection">Name of the connection that looks instead.</param>
/// <param name="Model">The model, pinned to an exact version; null for the connection's own.</param>
/// <param name="On">The failures it stands in for, by name; null for the usual ones.</param>
/// <param name="AllowDearer">True lets it stand in although it may cost more.</param>
public sealed record FallbackSettings(
    [Required(AllowEmptyStrings = true), StringLength(200)] string Connection, [StringLength(400)] string? Model, [MaxLength(20), NoGaps] IReadOnlyList<string>? On, bool AllowDearer);

/// <summary>When a step is asked.</summary>
/// <param name="UnsureOf">Connection of the earlier step.</param>
/// <param name="Below">It was unsure where it named no keyword, or none at least this sure (0..1).</param>
public sealed record WhenSettings([Required(AllowEmptyStrings = true), StringLength(200)] string UnsureOf, double Below);

/// <summary>Languages of single fields, two letters each (ISO 639-1); a single <c>*</c> for all of the site, none for the profile's.</summary>
/// <param name="AltText">The alt text's.</param>
/// <param name="Title">The title's.</param>
/// <param name="Description">The description's.</param>
/// <param name="Keywords">The keywords'.</param>
public sealed record FieldLanguageSettings(
    [Required, MaxLength(100), NoGaps] IReadOnlyList<string> AltText,
    [Required, MaxLength(100), NoGaps] IReadOnlyList<string> Title,
    [Required, MaxLength(100), NoGaps] IReadOnlyList<string> Description,
    [Required, MaxLength(100), NoGaps] IReadOnlyList<string> Keywords);

/// <summary>Fields that are published otherwise; null for what holds for all.</summary>
/// <param name="AltText">The alt text.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">The description.</param>
/// <param name="Keywords">The keywords.</param>
public sealed record PublishSettings(
    [EnumDataType(typeof(PublishMode))] PublishMode? AltText,
    [EnumDataType(typeof(PublishMode))] PublishMode? Title,
    [EnumDataType(typeof(PublishMode))] PublishMode? Description,
    [EnumDataType(typeof(PublishMode))] PublishMode? Keywords);

/// <summary>Other thresholds.</summary>
/// <param name="Field">Only for values of this field; null for all.</param>
/// <param name="Connection">Only for values that this connection gives; null for all.</param>
/// <param name="Category">Only for what the source says to be of this category; null for everything.</param>
/// <param name="WriteFrom">Values at least this sure (0..1) are written; null for what holds otherwise.</param>
/// <param name="ReviewFrom">Values at least this sure (0..1) wait for an editor; null for what holds otherwise.</param>
public sealed record ThresholdSettings(
    [EnumDataType(typeof(Field))] Field? Field,
    [StringLength(200)] string? Connection,
    [EnumDataType(typeof(ObservationCategory))] ObservationCategory? Category,
    double? WriteFrom,
    double? ReviewFrom);

/// <summary>The words of the site.</summary>
/// <param name="Terms">The keywords to use.</param>
/// <param name="StopWords">Keywords that say nothing.</param>
/// <param name="ForbiddenWords">Words that are in no keyword, and keep a text from being written before an editor's yes.</param>
/// <param name="Closed">True where nothing but the terms becomes a keyword.</param>
/// <param name="FoldPlurals">True where a plural and its singular are one keyword.</param>
/// <param name="File">The file whose words are added, as the configuration names it; null where it names none. It is not taken from a request: it is a path on the server.</param>
public sealed record VocabularySettings(
    [Required, NoGaps] IReadOnlyList<TermSettings> Terms,
    [Required, NoGaps] IReadOnlyList<string> StopWords,
    [Required, NoGaps] IReadOnlyList<string> ForbiddenWords,
    bool Closed,
    bool FoldPlurals,
    string? File);

/// <summary>A keyword to use.</summary>
/// <param name="Preferred">As it is written.</param>
/// <param name="Synonyms">What it is used instead of.</param>
/// <param name="Parents">What it is besides.</param>
public sealed record TermSettings([Required(AllowEmptyStrings = true)] string Preferred, [Required, NoGaps] IReadOnlyList<string> Synonyms, [Required, NoGaps] IReadOnlyList<string> Parents);
