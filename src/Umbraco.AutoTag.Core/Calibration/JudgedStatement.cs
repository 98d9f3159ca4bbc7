using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>What a decision tells of how sure a source may be.</summary>
/// <param name="Field">About which field the source spoke.</param>
/// <param name="Stated">How sure it said it was.</param>
/// <param name="Source">What that number is worth.</param>
/// <param name="IsAccepted">True where an editor took the value as it was; not where they edited or rejected it.</param>
public sealed record JudgedStatement(Field Field, Confidence Stated, ConfidenceSource Source, bool IsAccepted)
{
    /// <summary>
    /// What the decision about a suggestion tells; null where it tells nothing. Counted is what editors decide here: whoever types into the property itself
    /// never says yes there, and only refusals would be seen. And only what one source alone said, as it said it: a value that several agree on, or that
    /// the vocabulary chose, is not that source's doing.
    /// </summary>
    public static JudgedStatement? Of(Suggestion suggestion)
    {
        if (!suggestion.State.IsDecided() || suggestion.DecidedBy is null)
        {
            return null;
        }

        bool isAccepted = suggestion.State == SuggestionState.Accepted;
        JudgedStatement? statement = suggestion.Origins.All switch
        {
            [] => new JudgedStatement(suggestion.Field.Field, suggestion.Confidence, suggestion.ConfidenceSource, isAccepted),
            [{ Said: null, BecauseOf: null } alone] => new JudgedStatement(suggestion.Field.Field, alone.Confidence, alone.ConfidenceSource, isAccepted),
            _ => null,
        };

        // What a person wrote into the file needs no curve.
        return statement is { Source: ConfidenceSource.None or ConfidenceSource.Score or ConfidenceSource.SelfReported } ? statement : null;
    }
}
