using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>
/// Reads the classes of an answer. They come in heads whose scores sum to 1, so that every head has a class that says "nothing of the kind"
/// (<c>no_alcohol</c>, <c>general_not_nsfw_not_suggestive</c>): these are left out, since their score is what is missing from the others.
/// </summary>
internal static class HiveClasses
{
    /// <summary>What the outputs say; an animation has one for each frame, of which the highest score counts.</summary>
    /// <param name="outputs">The answer's outputs.</param>
    /// <param name="score">The member with a class's score: V2 and V3 call it differently.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="settings">What the classes mean, and from where on they count.</param>
    public static IReadOnlyList<Observation> Read(IEnumerable<JsonElement> outputs, string score, VisionRequest request, HiveSettings settings)
    {
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, language: null);
        foreach (JsonElement found in outputs.SelectMany(output => output.Items("classes")))
        {
            var confidence = Confidence.FromProvider(found.Number(score));
            if (found.Text("class") is { } name && !IsComplement(name) && !(confidence.Value < settings.MinScore))
            {
                list.Add(settings.Classes, settings.Classes == ClassMeaning.Keywords ? name.Replace('_', ' ') : name, confidence);
            }
        }

        return list.Observations;
    }

    private static bool IsComplement(string name) =>
        name.StartsWith("no_", StringComparison.Ordinal) || name.StartsWith("not_", StringComparison.Ordinal) || name.Contains("_not_", StringComparison.Ordinal);
}
