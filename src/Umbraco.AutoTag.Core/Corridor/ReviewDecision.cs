using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>What an editor decided about one suggestion.</summary>
/// <param name="SuggestionId">Which.</param>
/// <param name="Verdict">Yes, something else, no, or that the picture is decorative.</param>
/// <param name="ExpectedVersion">The version the editor saw: where it is another by now, nothing is changed.</param>
/// <param name="Value">The editor's own text, where the verdict is <see cref="ReviewVerdict.Edit"/>.</param>
/// <param name="SeenValue">
/// What the text field held when the editor decided, the empty string for nothing: where it holds something else by now, nothing is written.
/// Null to decide whatever it holds. Keywords join others and are not compared.
/// </param>
public sealed record ReviewDecision(
    Guid SuggestionId, ReviewVerdict Verdict, int ExpectedVersion, string? Value = null, string? SeenValue = null);

/// <summary>
/// An editor's verdict. The reader of JSON adds the numbers up where a text names several, "accept, reject": no two of them may make a third.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewVerdict>))]
public enum ReviewVerdict
{
    /// <summary>The value is right: it is written where it is not there yet.</summary>
    Accept = 1,

    /// <summary>The editor's own text is written instead.</summary>
    Edit = 2,

    /// <summary>The value is wrong: it is taken out where AutoTag wrote it, and not proposed again for this image.</summary>
    Reject = 4,

    /// <summary>The picture is decorative: its alt text is emptied, and stays empty whatever runs later. For alt text only.</summary>
    Decorative = 8,
}

/// <summary>What became of one decision.</summary>
/// <param name="SuggestionId">Which.</param>
/// <param name="Result">How it went.</param>
/// <param name="Now">The suggestion as it stands now; null where it does not exist.</param>
public sealed record ReviewOutcome(Guid SuggestionId, ReviewResult Result, Suggestion? Now);

/// <summary>How a decision went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewResult>))]
public enum ReviewResult
{
    /// <summary>It holds.</summary>
    Done,

    /// <summary>There is no such suggestion.</summary>
    NotFound,

    /// <summary>Somebody else decided or typed meanwhile, or the machine proposes something else now; nothing was changed.</summary>
    Changed,

    /// <summary>The editor's text is empty or longer than the field takes.</summary>
    InvalidValue,

    /// <summary>The media item is gone, in the recycle bin, or has no property for the field any more.</summary>
    NowhereToWrite,
}
