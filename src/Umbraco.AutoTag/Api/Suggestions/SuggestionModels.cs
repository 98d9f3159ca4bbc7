using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Api.Items;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Api.Suggestions;

/// <summary>An editor's decisions.</summary>
/// <param name="Decisions">1 to 200, carried out in their order, each on its own.</param>
public sealed record DecideRequest([MinLength(1), MaxLength(DecideRequest.MaxDecisions), NoGaps] IReadOnlyList<Decision> Decisions)
{
    internal const int MaxDecisions = 200;
}

/// <summary>One decision.</summary>
/// <param name="Id">The suggestion.</param>
/// <param name="Verdict">Yes, something else, no, or that the picture is decorative: then its alt text stays empty.</param>
/// <param name="Value">The editor's own text, for an edit.</param>
/// <param name="ExpectedVersion">
/// The version the editor saw. Where somebody has decided since, or the machine proposes something else now, nothing is changed: of two editors
/// at once the second is shown what the first one did.
/// </param>
/// <param name="SeenValue">
/// What the text field held when the editor decided, the empty string for nothing: where somebody has typed something else since, nothing is
/// written. Null to decide whatever it holds; not used for keywords.
/// </param>
public sealed record Decision(
    [property: JsonRequired] Guid Id,
    [property: JsonPropertyName("decision"), JsonRequired, JsonConverter(typeof(VerdictByName))]
    [EnumDataType(typeof(ReviewVerdict), ErrorMessage = Decision.OneVerdict)]
    ReviewVerdict Verdict,
    string? Value,
    [Range(1, int.MaxValue, ErrorMessage = Decision.NoVersion)] int ExpectedVersion,
    string? SeenValue = null)
{
    internal const string OneVerdict = "A decision is one of Accept, Edit, Reject and Decorative.";
    internal const string NoVersion = "Each decision needs expectedVersion: the version of the suggestion that the editor saw, as the image's report names it.";
}

/// <summary>What became of the decisions.</summary>
/// <param name="Outcomes">One each, in their order.</param>
public sealed record DecideResponse(IReadOnlyList<DecisionOutcome> Outcomes);

/// <summary>What became of one decision.</summary>
/// <param name="Id">The suggestion.</param>
/// <param name="Result">How it went.</param>
/// <param name="Now">The suggestion as it stands now, whoever made it so; null where there is none.</param>
public sealed record DecisionOutcome(Guid Id, ReviewResult Result, SuggestionNow? Now);

/// <summary>A suggestion as it stands.</summary>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">To be sent with the next decision, or to take this one back.</param>
/// <param name="Value">What is proposed.</param>
/// <param name="EditedValue">What an editor made of it.</param>
/// <param name="DecidedBy">Who decided; null where nobody has.</param>
public sealed record SuggestionNow(SuggestionState State, int Version, string Value, string? EditedValue, Person? DecidedBy);

/// <summary>Decisions that are taken back.</summary>
/// <param name="Decisions">1 to 200, in the order in which they were made.</param>
public sealed record TakeBackRequest([MinLength(1), MaxLength(DecideRequest.MaxDecisions), NoGaps] IReadOnlyList<MadeDecision> Decisions);

/// <summary>A decision that was made.</summary>
/// <param name="Id">The suggestion.</param>
/// <param name="ExpectedVersion">The version it has since the decision. Where somebody has decided since, nothing is taken back.</param>
public sealed record MadeDecision([property: JsonRequired] Guid Id, [Range(1, int.MaxValue, ErrorMessage = Decision.NoVersion)] int ExpectedVersion);
