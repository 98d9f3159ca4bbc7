using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>What to do with an image: who looks at it, what is asked, and which answers may become values.</summary>
public sealed record Profile
{
    /// <summary>
    /// The settings it was made of, as JSON, kept with its revision; null where they are not known. Whoever makes another profile of this one takes them
    /// out: they would not make that one again.
    /// </summary>
    public string? Settings { get; init; }

    /// <summary>Its name in configuration, in tables and on screens.</summary>
    public required string Alias { get; init; }

    /// <summary>Who looks, in order. The order also breaks ties between sources of the same rank.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Language of the values (two-letter ISO 639-1), where nothing else is said of a field.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// The languages of fields that are not in <see cref="Language"/> alone, at least one each. The first fills the field's usual property, each other one
    /// a property of its own.
    /// </summary>
    public IReadOnlyDictionary<Field, IReadOnlyList<string>> FieldLanguages { get; init; } = new Dictionary<Field, IReadOnlyList<string>>();

    /// <summary>The languages a field is wanted in, the one of its usual property first.</summary>
    public IReadOnlyList<string> LanguagesOf(Field field) => FieldLanguages.GetValueOrDefault(field) ?? [Language];

    /// <summary>Longest side of the picture that is sent, in pixels. 256 to 4096.</summary>
    public int ImageSize { get; init; } = 1024;

    /// <summary>What it takes for a value to be written or shown.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>What it takes for values of some fields or connections, in their order.</summary>
    public IReadOnlyList<ThresholdRule> ThresholdRules { get; init; } = [];

    /// <summary>The most keywords kept for one item. 1 to 100.</summary>
    public int MaxKeywords { get; init; } = 20;

    /// <summary>Whether machine values may be written before a human has seen them.</summary>
    public PublishMode Publish { get; init; } = PublishMode.WhenConfident;

    /// <summary>How the site writes, for sources that are asked in words.</summary>
    public Guidance Guidance { get; init; } = Guidance.None;

    /// <summary>What of that a connection is told: all where it is asked in words, else nothing.</summary>
    public Guidance GuidanceFor(Connection connection) => connection.Provider.Declaration.PromptVersion is null ? Guidance.None : Guidance;

    /// <summary>The models a connection is asked for, by whatever step; null among them where one asks for none by name. Its own where no step asks it.</summary>
    public IEnumerable<string?> ModelsAskedOf(Connection connection) => Steps
        .SelectMany(step => step.Ways)
        .Where(step => step.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase))
        .Select(step => step.Model)
        .DefaultIfEmpty(null)
        .Select(model => model ?? connection.Options.Model)
        .Select(model => string.IsNullOrEmpty(model) ? null : model);

    /// <summary>The same for fields that are published otherwise.</summary>
    public IReadOnlyDictionary<Field, PublishMode> FieldPublish { get; init; } = new Dictionary<Field, PublishMode>();

    /// <summary>The words of the site.</summary>
    public Vocabulary Vocabulary
    {
        get => field ??= Vocabulary.Empty(LanguagesOf(Field.Keywords)[0]);
        init;
    }

    /// <summary>Whose word counts more where sources say different things; a rank that is missing comes behind, in the usual order.</summary>
    public IReadOnlyList<SourceRank> SourcePriority { get; init; } = SourceRanks.Usual;

    /// <summary>Whether machine values of a field may be written before a human has seen them.</summary>
    public PublishMode PublishFor(Field field) => FieldPublish.TryGetValue(field, out PublishMode own) ? own : Publish;

    /// <summary>What it takes for a value of a field that this connection gives: of the rules that fit, the one that names most counts, and of those the last.</summary>
    public Thresholds ThresholdsFor(Field field, string connection, ObservationCategory category = ObservationCategory.Thing)
    {
        Thresholds found = Thresholds;
        if (ThresholdRules.Count == 0)
        {
            return found;
        }

        foreach (ThresholdRule rule in ThresholdRules.Where(rule => rule.Fits(field, connection, category)).OrderBy(rule => rule.Names))
        {
            found = new Thresholds(rule.Write ?? found.Write, rule.Review ?? found.Review);
        }

        // A rule that lowers one of the two alone takes the other with it.
        return found.Review > found.Write ? found with { Review = found.Write } : found;
    }

    /// <summary>The place of a source's word among the others; the lower counts more.</summary>
    public int PlaceOf(SourceRank rank)
    {
        for (int place = 0; place < SourcePriority.Count; place++)
        {
            if (SourcePriority[place] == rank)
            {
                return place;
            }
        }

        return SourcePriority.Count + (int)rank;
    }
}

/// <summary>One look at the image.</summary>
/// <param name="Connection">Alias of the connection that looks.</param>
/// <param name="Tasks">What it is asked.</param>
/// <param name="Model">The pinned model; null where the connection's own answers.</param>
public sealed record Step(string Connection, VisionTasks Tasks, string? Model = null)
{
    /// <summary>Who is asked in its place where it fails, in order.</summary>
    public IReadOnlyList<Fallback> Fallbacks { get; init; } = [];

    /// <summary>Asked only where an earlier step was unsure; null where it is always asked.</summary>
    public Escalation? When { get; init; }

    /// <summary>The language it is asked in, where that is not the profile's.</summary>
    public string? Language { get; init; }

    /// <summary>What it is asked in other languages besides, in the same call.</summary>
    public IReadOnlyList<InLanguage> AlsoIn { get; init; } = [];

    /// <summary>The question of the site's that it is asked; null where none.</summary>
    public PictureQuestion? Question { get; init; }

    /// <summary>
    /// True where it may be asked in a batch. What is asked in other languages besides, and a question of the site's, is not kept with the calls of a batch,
    /// and could not be read from their answers.
    /// </summary>
    public bool MayWaitForBatch => AlsoIn.Count == 0 && Question is null;

    /// <summary>The language it is asked in.</summary>
    public string LanguageIn(Profile profile) => Language ?? profile.Language;

    /// <summary>Itself, and each fallback as a step of its own: everybody it may call.</summary>
    public IEnumerable<Step> Ways => [this, .. Fallbacks.Select(fallback => fallback.Step)];
}

/// <summary>Confidences (0..1) from which a value is written, and from which it waits for an editor. Below, it stays in the analysis, unseen.</summary>
/// <param name="Write">Written from here on.</param>
/// <param name="Review">Shown for review from here on; not above <paramref name="Write"/>.</param>
public sealed record Thresholds(double Write = 0.70, double Review = 0.40);

/// <summary>What it takes for values of a field, of a connection, of a category, or of several of these.</summary>
/// <param name="Field">Only this field; null for all.</param>
/// <param name="Connection">Only values that this connection gives, ignoring case; null for all.</param>
/// <param name="Write">Written from here on (0..1); null for what holds otherwise.</param>
/// <param name="Review">Shown for review from here on (0..1); null for what holds otherwise.</param>
/// <param name="Category">Only what the source says to be of this category; null for all.</param>
public sealed record ThresholdRule(Field? Field, string? Connection, double? Write, double? Review, ObservationCategory? Category = null)
{
    /// <summary>How much it names; the more, the later it has its say.</summary>
    public int Names => (Field is null ? 0 : 1) + (Connection is null ? 0 : 1) + (Category is null ? 0 : 1);

    /// <summary>True where it is about values of this field and category that this connection gives.</summary>
    public bool Fits(Field field, string connection, ObservationCategory category) =>
        (Field is null || Field == field) && (Category is null || Category == category) && (Connection is null || Connection.Equals(connection, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Whether machine values may be written before a human has seen them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublishMode>))]
public enum PublishMode
{
    /// <summary>Confident and unscored values are written, marked as not yet reviewed.</summary>
    WhenConfident,

    /// <summary>Nothing is written before an editor's yes.</summary>
    AfterReview,

    /// <summary>Nothing is written, and nothing suggested.</summary>
    Never,
}
