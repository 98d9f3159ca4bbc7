using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Turns what the sources said into proposals, best first: the source whose word counts more, then the earlier step, then the higher confidence.
/// What several say is one proposal. What answers the site's own question comes before all else: it was asked for, and has no confidence to be placed by.
/// </summary>
internal static class Proposals
{
    /// <summary>The proposals for a field, each value once; of texts those that nothing speaks against come first.</summary>
    /// <param name="key">Which field, in which language.</param>
    /// <param name="profile">The rules.</param>
    /// <param name="analyses">What was said.</param>
    /// <param name="curves">What stated confidences have come to mean.</param>
    /// <param name="earlier">What was suggested before for this field, by key.</param>
    public static IReadOnlyList<Proposal> For(
        FieldKey key, Profile profile, IEnumerable<SourcedAnalysis> analyses, Curves curves, IReadOnlyDictionary<string, Suggestion> earlier)
    {
        Field field = key.Field;
        Vocabulary vocabulary = profile.Vocabulary.In(key.Language);
        var said =
            from source in analyses
            orderby profile.PlaceOf(source.Rank), source.Order
            let system = $"{source.Analysis.Provider}/{source.Analysis.ModelReported ?? source.Analysis.ModelAsked ?? source.Analysis.Connection}"
            from observation in source.Analysis.Observations
                .Where(observation => IsFor(field, observation.Kind) && IsIn(key.Language, observation, source.Analysis))
                .OrderByDescending(observation => observation.Confidence)
            let value = FieldText.Clean(field, observation.Value)
            where value is not null
            select VoiceOf(field, value, observation, source.Analysis, system, profile, curves);

        return field == Field.Keywords
            ? [.. new KeywordVoices(vocabulary, earlier).Together(said).Select(Proposal.Of).Where(proposal => !proposal.IsHidden).OrderBy(proposal => proposal.IsAnswer ? 0 : 1)]
            : [.. Texts(said, key.Language, vocabulary).Where(proposal => !proposal.IsHidden).OrderBy(proposal => proposal.Objection is null ? 0 : 1)];
    }

    private static IEnumerable<Proposal> Texts(IEnumerable<Voice> said, string language, Vocabulary vocabulary) =>
        said.GroupBy(voice => voice.Key, StringComparer.Ordinal).Select(same => Proposal.Of([.. same])).Select(proposal => proposal with
        {
            Objection = vocabulary.Forbids(proposal.Value) ? PendingReason.ForbiddenWord
                : LanguageCheck.Contradicts(proposal.Value, language) ? PendingReason.OtherLanguage
                : null,
        });

    private static Voice VoiceOf(Field field, string value, Observation observation, Analysis analysis, string system, Profile profile, Curves curves) => new(
        value,
        FieldText.Fold(value),
        new SuggestionOrigin(
            analysis.Id,
            observation.Confidence,
            observation.ConfidenceSource,
            Calibrated: curves.For(analysis.Connection, field, observation.Confidence, observation.ConfidenceSource)),
        system,
        profile.ThresholdsFor(field, analysis.Connection, observation.Category))
    {
        IsAnswer = observation.Kind == ObservationKind.Answer,
        IsOwnWords = observation.Kind == ObservationKind.Answer && !IsNamedBySite(FieldText.Fold(value), profile),
    };

    private static bool IsNamedBySite(string key, Profile profile) => profile.Steps.Any(step =>
        step.Question?.Keyword?.Trim('#', ',', ';', '"', ' ') is { } keyword && FieldText.Clean(Field.Keywords, keyword) is { } named && FieldText.Fold(named) == key);

    // A source that names no language was asked in one.
    private static bool IsIn(string language, Observation observation, Analysis analysis) =>
        language.Equals(observation.Language ?? analysis.Key.Language, StringComparison.OrdinalIgnoreCase);

    private static bool IsFor(Field field, ObservationKind kind) => field switch
    {
        Field.AltText => kind == ObservationKind.AltText,
        Field.Title => kind == ObservationKind.Title,
        Field.Description => kind == ObservationKind.Description,
        _ => kind is ObservationKind.Keyword or ObservationKind.Answer,
    };
}
