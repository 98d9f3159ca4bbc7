using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// What is known already as a step's answer about a content: what its own connection said, or what a fallback said in its place. A step that has
/// either has its answer: nobody pays again because its own connection came back.
/// </summary>
public sealed class StepAnswers(IAnalysisStore analyses, IConnections connections)
{
    /// <summary>The answer; the newest where there are several, because somebody had the step asked again. Null where there is none.</summary>
    public async Task<StepAnswer?> FindAsync(Step step, Profile profile, ContentHash content, CancellationToken cancellationToken)
    {
        StepAnswer? newest = null;
        foreach ((string stepPart, Connection connection) in WaysOf(step, profile))
        {
            if (await analyses.FindAsync(new AnalysisKey(content, stepPart, step.LanguageIn(profile)), cancellationToken) is { } analysis
                // A second account at the same system answers the same question: of the same answer the one that says for whom it stands in is taken.
                && (newest is null || analysis.CreatedAt >= newest.Analysis.CreatedAt))
            {
                newest = new StepAnswer(analysis, connection);
            }
        }

        return newest;
    }

    /// <summary>
    /// What is known of every step of a profile that calls somebody or decides about one that does, by the step's place. A step that is not needed is
    /// not looked up.
    /// </summary>
    public async Task<IReadOnlyList<KnownStep>> OfAsync(Profile profile, ContentHash content, CancellationToken cancellationToken)
    {
        var known = new List<KnownStep>();
        foreach ((int place, Step step) in profile.Steps.Index())
        {
            StepNeed need = StepNeeds.Of(profile, place, earlier => known[earlier].Answer?.Analysis);
            known.Add(new KnownStep(step, need, need == StepNeed.NotNeeded ? null : await FindAsync(step, profile, content, cancellationToken)));
        }

        return known;
    }

    /// <summary>The step parts under which its answer may lie, its own first, each with who gave it.</summary>
    public IEnumerable<(string StepPart, Connection Connection)> WaysOf(Step step, Profile profile)
    {
        if (connections.Find(step.Connection) is not { } own)
        {
            yield break;
        }

        yield return (RevisionOf.StepPart(step, profile, own), own);
        foreach (Fallback fallback in step.Fallbacks)
        {
            if (connections.Find(fallback.Step.Connection) is { } standIn)
            {
                yield return (RevisionOf.StandInPart(step, profile, own, fallback, standIn), standIn);
            }
        }
    }
}

/// <summary>A step's answer.</summary>
/// <param name="Analysis">What was said.</param>
/// <param name="Connection">By whom.</param>
public sealed record StepAnswer(Analysis Analysis, Connection Connection);

/// <summary>What is known of a step about a content.</summary>
/// <param name="Step">The step.</param>
/// <param name="Need">Whether it is asked.</param>
/// <param name="Answer">Its answer; null where it has none, or is not needed.</param>
public sealed record KnownStep(Step Step, StepNeed Need, StepAnswer? Answer);
