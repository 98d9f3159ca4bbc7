using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>Which suggestions of the review queue are meant. What is null does not narrow.</summary>
/// <param name="Scope">The part of the library the editor sees. What is in the recycle bin is never meant.</param>
/// <param name="Queue">Those that wait, or those that are written and not looked at yet.</param>
public sealed record ReviewFilter(PathScope Scope, ReviewQueue Queue)
{
    /// <summary>Only suggestions for this field.</summary>
    public Field? Field { get; init; }

    /// <summary>Only suggestions in this language, two letters.</summary>
    public string? Language { get; init; }

    /// <summary>Only suggestions of this value, by <see cref="ReviewValueKey"/>.</summary>
    public string? ValueKey { get; init; }

    /// <summary>Only suggestions that come from this connection; the empty string for those whose analysis is gone.</summary>
    public string? Connection { get; init; }

    /// <summary>Only suggestions of this confidence.</summary>
    public ConfidenceBand? Band { get; init; }

    /// <summary>Only suggestions of this age.</summary>
    public ReviewAge? Age { get; init; }

    /// <summary>Only suggestions for images in this folder, given by its id path, or below it.</summary>
    public string? Folder { get; init; }

    /// <summary>Only suggestions for these images, <see cref="MaxImages"/> at most.</summary>
    public IReadOnlyList<Guid>? Images { get; init; }

    /// <summary>Only suggestions for the images of this run.</summary>
    public Guid? Run { get; init; }

    /// <summary>So many images can be named one by one: more do not fit into an address.</summary>
    public const int MaxImages = 80;
}

/// <summary>The two heaps that editors work off. The numbers are those of the states in <see cref="SuggestionState"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewQueue>))]
public enum ReviewQueue
{
    /// <summary>Waits for an editor.</summary>
    Pending = 0,

    /// <summary>Written by the machine, not yet looked at.</summary>
    Applied = 1,
}

/// <summary>How sure a source is, in the words that screens use.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfidenceBand>))]
public enum ConfidenceBand
{
    /// <summary>From 0.9.</summary>
    VerySure = 0,

    /// <summary>From 0.7.</summary>
    Sure = 1,

    /// <summary>From 0.4.</summary>
    Unsure = 2,

    /// <summary>Below 0.4.</summary>
    Guess = 3,

    /// <summary>The source gave no confidence.</summary>
    None = 4,

    /// <summary>It was written in the file itself.</summary>
    Exact = 5,
}

/// <summary>How long ago a suggestion was made. The borders are full hours, UTC: each reaches back to the beginning of the hour it falls into.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewAge>))]
public enum ReviewAge
{
    /// <summary>Within 24 hours.</summary>
    Day = 0,

    /// <summary>Within seven days, and not within the last.</summary>
    Week = 1,

    /// <summary>Within thirty days, and not within the last seven.</summary>
    Month = 2,

    /// <summary>Before.</summary>
    Older = 3,
}
