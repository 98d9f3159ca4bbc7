using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Turns what the sources said into proposals, best first: the source whose word counts more, then the earlier step, then the higher confidence.
/// What several say is one proposal.
/// </summary>
internal static class Proposals
{
    /// <summary>The proposals for a field, each value once.</summary>
    public static IReadOnlyList<Proposal> For(Field field, Profile profile, IEnumerable<SourcedAnalysis> analyses)
    {
        var ordered =
            from source in analyses
            from observation in source.Analysis.Observations
            where observation.Kind == KindOf(field) && SpeaksLanguage(observation, profile)
            orderby profile.PlaceOf(source.Rank), source.Order, observation.Confidence descending
            let value = FieldText.Clean(field, observation.Value)
            where value is not null
            select VoiceOf(value, observation, source.Analysis, profile);

        return [.. Together(ordered).Select(Proposal.Of).Where(proposal => !proposal.IsHidden)];
    }

    private static Voice VoiceOf(string value, Observation observation, Analysis analysis, Profile profile) => new(
        value,
        FieldText.Fold(value),
        new SuggestionOrigin(analysis.Id, observation.Confidence, observation.ConfidenceSource),
        $"{analysis.Provider}/{analysis.ModelReported ?? analysis.ModelAsked ?? analysis.Connection}",
        profile.Thresholds);

    private static IEnumerable<IReadOnlyList<Voice>> Together(IEnumerable<Voice> voices) =>
        voices.GroupBy(voice => voice.Key, StringComparer.Ordinal).Select(same => same.ToArray());

    private static bool SpeaksLanguage(Observation observation, Profile profile) =>
        observation.Language is null || observation.Language.Equals(profile.Language, StringComparison.OrdinalIgnoreCase);

    private static ObservationKind KindOf(Field field) => field switch
    {
        Field.AltText => ObservationKind.AltText,
        Field.Title => ObservationKind.Title,
        Field.Description => ObservationKind.Description,
        _ => ObservationKind.Keyword,
    };
}
