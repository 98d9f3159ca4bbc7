using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.News;

/// <summary>Something that became of an image.</summary>
/// <param name="MediaKey">The image.</param>
public abstract record Happening(Guid MediaKey);

/// <summary>The machine wrote into the image, or has something to suggest for it.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="RevisionId">The revision that it was decided under.</param>
/// <param name="RunId">The run it was part of; null where it was part of none.</param>
/// <param name="Written">What was written and saved; empty where nothing was.</param>
/// <param name="Waiting">How many new suggestions wait for an editor.</param>
/// <param name="At">When.</param>
public sealed record Tagged(Guid MediaKey, string RevisionId, Guid? RunId, IReadOnlyList<FieldWrite> Written, int Waiting, DateTimeOffset At)
    : Happening(MediaKey);

/// <summary>A human decided about a suggestion, or took that back: here, or in the property itself.</summary>
/// <param name="Decision">What was made of it.</param>
public sealed record Decided(DecisionMade Decision) : Happening(Decision.MediaKey);

/// <summary>An editor took back what the machine had written.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Fields">The fields that hold again what they held before.</param>
/// <param name="By">Who.</param>
public sealed record WentBack(Guid MediaKey, IReadOnlyList<FieldKey> Fields, Guid By) : Happening(MediaKey);

/// <summary>An editor said of an image without a suggestion that it is decorative, or took that back.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Field">The alt text that is meant.</param>
/// <param name="By">Who.</param>
/// <param name="IsTakenBack">True where it is decorative no more.</param>
public sealed record CalledDecorative(Guid MediaKey, FieldKey Field, Guid By, bool IsTakenBack) : Happening(MediaKey);

/// <summary>The machine has done with an image for now, whatever came of it.</summary>
/// <param name="MediaKey">The image.</param>
public sealed record WalkEnded(Guid MediaKey) : Happening(MediaKey);
