using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core.Notifications;

namespace Umbraco.AutoTag.News;

/// <summary>AutoTag has written into an image on its own, or has something to suggest for it. Published after the fact; also sent to webhooks, as it is.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Written">What was written and saved; empty where everything waits for an editor.</param>
/// <param name="Waiting">How many new suggestions wait for an editor.</param>
/// <param name="RevisionId">The revision of the profile that it was decided under.</param>
/// <param name="RunId">The run it was part of; null where it was part of none.</param>
/// <param name="At">When.</param>
public sealed record MediaTaggedNotification(
    Guid MediaKey, IReadOnlyList<TaggedField> Written, int Waiting, string RevisionId, Guid? RunId, DateTimeOffset At) : INotification;

/// <summary>What a field holds now.</summary>
/// <param name="Field">Which.</param>
/// <param name="Language">Two letters (ISO 639-1).</param>
/// <param name="Value">The text as one entry, or the keywords; empty where it was emptied.</param>
public sealed record TaggedField(Field Field, string Language, IReadOnlyList<string> Value);
