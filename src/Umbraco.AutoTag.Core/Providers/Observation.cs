using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>One thing a source said about a picture, cleaned of markup and control characters, not yet judged.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The text; never empty.</param>
/// <param name="Confidence">As the source gave it, scaled to 0..1.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="Language">Two-letter ISO 639-1; null where the source does not say.</param>
/// <param name="Box">Where in the picture, where the source says.</param>
/// <param name="Category">What kind of thing is named; most sources name things only, and do not say.</param>
public sealed record Observation(
    ObservationKind Kind,
    string Value,
    Confidence Confidence,
    ConfidenceSource ConfidenceSource,
    string? Language = null,
    Box? Box = null,
    ObservationCategory Category = ObservationCategory.Thing);

/// <summary>What kind of thing an observation names. A wrong name of a person hurts more than a wrong kind of dog: each can have thresholds of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ObservationCategory>))]
public enum ObservationCategory
{
    /// <summary>Anything, and what the source does not tell apart.</summary>
    Thing,

    /// <summary>A person by name.</summary>
    Person,

    /// <summary>A brand, by its logo.</summary>
    Brand,

    /// <summary>A place by name, a landmark.</summary>
    Place,
}

/// <summary>What an observation is about.</summary>
public enum ObservationKind
{
    /// <summary>A keyword.</summary>
    Keyword,

    /// <summary>A sentence fit to stand in for the picture.</summary>
    AltText,

    /// <summary>A headline.</summary>
    Title,

    /// <summary>A description.</summary>
    Description,

    /// <summary>Text that can be read in the picture.</summary>
    Text,

    /// <summary>Something not every audience should see, by the system's own term for it; no field is filled from it.</summary>
    Moderation,

    /// <summary>
    /// The source takes the picture for nothing but decoration. A hint for a person and no more: it writes nothing and empties nothing, because whether a
    /// picture is decoration depends on the page it stands on. Where the source does not say so, there is no such observation.
    /// </summary>
    Decorative,

    /// <summary>
    /// What a yes, or another answer, to the site's own question comes to: it is proposed as a keyword. A no, and what the picture does not tell, is no
    /// such observation. A word that the site named for a yes is written like one without a confidence; a model's own words wait for an editor. It does not count for how sure a source is of what it names.
    /// </summary>
    Answer,
}

/// <summary>A rectangle as shares (0..1) of the upright picture's width and height, from its left top corner.</summary>
public sealed record Box(double X, double Y, double Width, double Height);
