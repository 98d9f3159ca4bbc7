using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>A step, as an estimate sees it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Connection">Whom it asks; null where that is not configured.</param>
/// <param name="StepParts">Under which its answers lie: its own, and its fallbacks' in its place.</param>
/// <param name="Judges">Places of the steps whose certainty decides about it.</param>
/// <param name="Past">How often they were unsure.</param>
internal sealed record PlannedStep(Step Step, Connection? Connection, IReadOnlyList<string> StepParts, IReadOnlyList<int> Judges, Unsure Past)
{
    /// <summary>True where it calls somebody.</summary>
    public bool Calls => Connection is { Provider.Declaration.SendsPicture: true };
}

/// <summary>What is known of a step before a run.</summary>
/// <param name="Answered">The contents it has an answer for.</param>
/// <param name="Sureness">How sure it was of them.</param>
internal sealed record KnownAnswers(IReadOnlySet<string> Answered, IReadOnlyDictionary<string, double> Sureness);
