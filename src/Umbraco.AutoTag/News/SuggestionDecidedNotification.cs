using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.News;

/// <summary>
/// A person decided about a suggestion, or took that back; or what they saved in the property itself was taken for a decision. Published after the fact;
/// also sent to webhooks, as it is.
/// </summary>
/// <param name="MediaKey">The image.</param>
/// <param name="SuggestionId">The suggestion.</param>
/// <param name="Field">The field it is for.</param>
/// <param name="Language">Two letters (ISO 639-1).</param>
/// <param name="Decision">What was made of it.</param>
/// <param name="Proposed">What was proposed.</param>
/// <param name="Instead">The person's own text; null where there is none.</param>
/// <param name="DecidedBy">Key of the user; null where it was seen in a save: Umbraco knows who saved.</param>
/// <param name="At">When it was made, or seen.</param>
public sealed record SuggestionDecidedNotification(
    Guid MediaKey,
    Guid SuggestionId,
    Field Field,
    string Language,
    DecisionKind Decision,
    string Proposed,
    string? Instead,
    Guid? DecidedBy,
    DateTimeOffset At) : INotification;
