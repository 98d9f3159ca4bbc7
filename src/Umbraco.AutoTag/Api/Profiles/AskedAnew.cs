using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>Whether images that are tagged again are asked about anew under another profile, and paid for.</summary>
internal static class AskedAnew
{
    /// <summary>True where what is known under the present profile does not answer all that the next one asks.</summary>
    /// <param name="present">The profile in force.</param>
    /// <param name="next">The other one.</param>
    /// <param name="connections">Those of both.</param>
    public static bool Is(Profile present, Profile next, IConnections connections)
    {
        ILookup<string, Escalation?> asked = StepsOf(present, connections).ToLookup(asks => asks.Part, asks => asks.Step.When);
        HashSet<string> standIns = [.. StandInsOf(next, connections)];
        return StepsOf(next, connections).Any(asks => !asked[asks.Part].Any(before => Covers(before, asks.Step.When)))
            // Where a fallback's answer does not count any more, the step itself is asked, or the one that stands in now.
            || StandInsOf(present, connections).Any(part => !standIns.Contains(part));
    }

    // Which images a step was asked about: all of them, or those that another was unsure of.
    private static bool Covers(Escalation? before, Escalation? now) => before is null
        || (now is not null && now.UnsureOf.Equals(before.UnsureOf, StringComparison.OrdinalIgnoreCase) && now.Below <= before.Below);

    // Of those that are sent a picture: reading the file itself again is free.
    private static IEnumerable<(Step Step, string Part)> StepsOf(Profile profile, IConnections connections) =>
        from step in profile.Steps
        let connection = connections.Find(step.Connection)
        where connection is { Provider.Declaration.SendsPicture: true }
        select (step, RevisionOf.StepPart(step, profile, connection));

    private static IEnumerable<string> StandInsOf(Profile profile, IConnections connections) =>
        from step in profile.Steps
        let connection = connections.Find(step.Connection)
        where connection is not null
        from fallback in step.Fallbacks
        let standIn = connections.Find(fallback.Step.Connection)
        where standIn is { Provider.Declaration.SendsPicture: true }
        select RevisionOf.StandInPart(step, profile, connection, fallback, standIn);
}
