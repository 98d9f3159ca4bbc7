using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>Between the profile as the API tells it and as the configuration has it.</summary>
internal static class ProfileMapping
{
    /// <summary>For the browser.</summary>
    public static ProfileSettings SettingsOf(ProfileOptions options) => new(
        options.Steps is { Length: > 0 } steps ? [.. steps.Select(Of)] : null,
        options.Language,
        new FieldLanguageSettings(options.FieldLanguages.AltText, options.FieldLanguages.Title, options.FieldLanguages.Description, options.FieldLanguages.Keywords),
        options.ImageSize,
        options.MaxKeywords,
        options.WriteFrom,
        options.ReviewFrom,
        options.Publish,
        new PublishSettings(options.PublishFields.AltText, options.PublishFields.Title, options.PublishFields.Description, options.PublishFields.Keywords),
        options.BrandSheet,
        [.. options.Thresholds.Select(rule => new ThresholdSettings(rule.Field, rule.Connection, rule.Category, rule.WriteFrom, rule.ReviewFrom))],
        options.SourcePriority is { Length: > 0 } priority ? priority : null,
        new VocabularySettings(
            [.. options.Vocabulary.Terms.Select(term => new TermSettings(term.Key, term.Value?.Synonyms ?? [], term.Value?.Parents ?? []))],
            options.Vocabulary.StopWords,
            options.Vocabulary.ForbiddenWords,
            options.Vocabulary.Closed,
            options.Vocabulary.FoldPlurals,
            options.Vocabulary.File));

    /// <summary>From the browser.</summary>
    /// <param name="settings">What was sent. Its <see cref="VocabularySettings.File"/> is not read.</param>
    /// <param name="file">The vocabulary's file that the configuration names.</param>
    /// <param name="problems">Gets what has no place in the options: a task nobody knows, a term that is there twice.</param>
    public static ProfileOptions OptionsOf(ProfileSettings settings, string? file, ICollection<ProfileProblem> problems) => new()
    {
        Steps = settings.Steps is { Count: > 0 } steps ? [.. steps.Select((step, place) => Of(step, place, problems))] : null,
        Language = Word(settings.Language),
        FieldLanguages = new FieldLanguageOptions
        {
            AltText = [.. settings.FieldLanguages.AltText],
            Title = [.. settings.FieldLanguages.Title],
            Description = [.. settings.FieldLanguages.Description],
            Keywords = [.. settings.FieldLanguages.Keywords],
        },
        ImageSize = settings.ImageSize,
        MaxKeywords = settings.MaxKeywords,
        WriteFrom = settings.WriteFrom,
        ReviewFrom = settings.ReviewFrom,
        Publish = settings.Publish,
        PublishFields = new PublishOptions
        {
            AltText = settings.PublishFields.AltText,
            Title = settings.PublishFields.Title,
            Description = settings.PublishFields.Description,
            Keywords = settings.PublishFields.Keywords,
        },
        BrandSheet = Word(settings.BrandSheet),
        Thresholds =
        [
            .. settings.Thresholds.Select(rule => new ThresholdOptions
            {
                Field = rule.Field, Connection = Word(rule.Connection), Category = rule.Category, WriteFrom = rule.WriteFrom, ReviewFrom = rule.ReviewFrom,
            }),
        ],
        SourcePriority = RanksOf(settings.SourcePriority, problems),
        Vocabulary = new VocabularyOptions
        {
            Terms = TermsOf(settings.Vocabulary.Terms, problems),
            StopWords = [.. settings.Vocabulary.StopWords],
            ForbiddenWords = [.. settings.Vocabulary.ForbiddenWords],
            Closed = settings.Vocabulary.Closed,
            FoldPlurals = settings.Vocabulary.FoldPlurals,
            File = file,
        },
    };

    private static StepSettings Of(StepOptions step) => new(
        step.Connection,
        NamesOf(step.Tasks),
        step.Model,
        step.Question is { } question ? new QuestionSettings(question.Ask, question.Keyword) : null,
        [.. (step.Fallbacks ?? []).Select(fallback => new FallbackSettings(fallback.Connection, fallback.Model, NamesOf(fallback.On), fallback.AllowDearer))],
        step.When is { } when ? new WhenSettings(when.UnsureOf, when.Below) : null);

    private static StepOptions Of(StepSettings step, int place, ICollection<ProfileProblem> problems) => new()
    {
        Connection = step.Connection.Trim(),
        Tasks = FlagsOf<VisionTasks>(step.Tasks, $"{ConfiguredSteps.KeyOf(place)}:Tasks", problems),
        Model = Word(step.Model),
        Question = step.Question is { } question ? new QuestionOptions { Ask = question.Ask, Keyword = Word(question.Keyword) } : null,
        Fallbacks = step.Fallbacks.Count == 0 ? null :
        [
            .. step.Fallbacks.Select((fallback, number) => new FallbackOptions
            {
                Connection = fallback.Connection.Trim(),
                Model = Word(fallback.Model),
                On = FlagsOf<FallbackCauses>(fallback.On, $"{ConfiguredSteps.KeyOf(place, number)}:On", problems),
                AllowDearer = fallback.AllowDearer,
            }),
        ],
        When = step.When is { } when ? new WhenOptions { UnsureOf = when.UnsureOf.Trim(), Below = when.Below } : null,
    };

    /// <summary>The names in a set of flags; null for null.</summary>
    public static IReadOnlyList<string>? NamesOf<T>(T? flags)
        where T : struct, Enum =>
        flags is { } all ? [.. Enum.GetValues<T>().Where(flag => Convert.ToInt32(flag, null) != 0 && all.HasFlag(flag)).Select(flag => flag.ToString())] : null;

    // None at all would be a step that is asked nothing, which nobody means who takes the last tick out.
    private static T? FlagsOf<T>(IReadOnlyList<string>? names, string key, ICollection<ProfileProblem> problems)
        where T : struct, Enum
    {
        if (names is null)
        {
            return null;
        }

        int all = 0;
        foreach (string name in names)
        {
            int? flag = Enum.GetNames<T>().Contains(name, StringComparer.OrdinalIgnoreCase) ? Convert.ToInt32(Enum.Parse<T>(name, ignoreCase: true), null) : null;
            if (flag is not > 0)
            {
                problems.Add(new ProfileProblem(key, $"{key} names '{name}'. Use of: {string.Join(", ", Enum.GetNames<T>().Skip(1))}."));
                return null;
            }

            all |= flag.Value;
        }

        if (all == 0)
        {
            problems.Add(new ProfileProblem(key, $"{key} names nothing. Name something, or leave it out to mean the usual."));
            return null;
        }

        return (T)Enum.ToObject(typeof(T), all);
    }

    private static SourceRank[]? RanksOf(IReadOnlyList<SourceRank>? ranks, ICollection<ProfileProblem> problems)
    {
        if (ranks?.All(Enum.IsDefined) == false)
        {
            const string Key = "AutoTag:Profile:SourcePriority";
            problems.Add(new ProfileProblem(Key, $"{Key} names a kind of source that there is not. Use of: {string.Join(", ", Enum.GetNames<SourceRank>())}."));
        }

        return ranks is { Count: > 0 } ? [.. ranks] : null;
    }

    private static Dictionary<string, TermOptions> TermsOf(IReadOnlyList<TermSettings> terms, ICollection<ProfileProblem> problems)
    {
        const string Key = "AutoTag:Profile:Vocabulary:Terms";
        var found = new Dictionary<string, TermOptions>(StringComparer.Ordinal);
        foreach (TermSettings term in terms)
        {
            string name = term.Preferred.Trim();
            if (name.Length == 0)
            {
                problems.Add(new ProfileProblem(Key, $"{Key} has a term without a name. Name it, or take it out."));
            }
            else if (!found.TryAdd(name, new TermOptions { Synonyms = [.. term.Synonyms], Parents = [.. term.Parents] }))
            {
                problems.Add(new ProfileProblem(Key, $"{Key} has '{name}' twice. Leave one."));
            }
        }

        return found;
    }

    private static string? Word(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
