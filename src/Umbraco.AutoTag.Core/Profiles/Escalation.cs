using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>
/// A step that is asked only where an earlier one was unsure: where it named no keyword, or where the surest of those it named is below the bar.
/// A keyword without a number counts as sure: where a source gives none, nobody can tell, and every image would go to the dearer one. So does one with a
/// language model's opinion of itself, which is no measure before it is calibrated.
/// </summary>
/// <param name="UnsureOf">Alias of the earlier step's connection. Whoever stood in for it is judged in its place.</param>
/// <param name="Below">The bar, 0 to 1.</param>
public sealed record Escalation(string UnsureOf, double Below);

/// <summary>Whether a step has to be asked about a picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepNeed>))]
public enum StepNeed
{
    /// <summary>It is asked.</summary>
    Needed,

    /// <summary>An earlier step was sure enough.</summary>
    NotNeeded,

    /// <summary>The earlier step has not answered yet.</summary>
    Unknown,
}
