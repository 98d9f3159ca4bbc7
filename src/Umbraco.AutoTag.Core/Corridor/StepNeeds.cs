using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Whether a step is asked about a picture. It follows from what the earlier steps have said and from nothing else: a retry, a known answer and the
/// same picture under another name come to the same end.
/// </summary>
public static class StepNeeds
{
    /// <summary>Whether a step is asked.</summary>
    /// <param name="profile">Its profile.</param>
    /// <param name="step">Its place, from 0.</param>
    /// <param name="answerOf">What the step at a place has said; null where it has said nothing yet.</param>
    public static StepNeed Of(Profile profile, int step, Func<int, Analysis?> answerOf)
    {
        if (profile.Steps[step].When is not { } when)
        {
            return StepNeed.Needed;
        }

        int[] asked = [.. JudgedBy(profile, step).Where(earlier => Of(profile, earlier, answerOf) != StepNeed.NotNeeded)];
        Analysis?[] answers = [.. asked.Select(answerOf)];
        return answers switch
        {
            // A step that was not needed itself was not unsure either.
            [] => StepNeed.NotNeeded,
            _ when answers.Any(answer => answer?.Sureness >= when.Below) => StepNeed.NotNeeded,
            _ when answers.Contains(null) => StepNeed.Unknown,
            _ => StepNeed.Needed,
        };
    }

    /// <summary>
    /// The places of the earlier steps whose certainty decides about a step: those of the connection it names that are asked for keywords. Where that
    /// connection is asked in several languages one after the other, those in the first.
    /// </summary>
    public static IEnumerable<int> JudgedBy(Profile profile, int step)
    {
        int[] named =
        [
            .. Enumerable.Range(0, step).Where(earlier =>
                profile.Steps[earlier].Tasks.HasFlag(VisionTasks.Keywords)
                && profile.Steps[earlier].Connection.Equals(profile.Steps[step].When?.UnsureOf, StringComparison.OrdinalIgnoreCase)),
        ];
        return named.Where(earlier => profile.Steps[earlier].Language == profile.Steps[named[0]].Language);
    }
}
