using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// Foretells a run from what is there: the images, what is known of them, and what calls have cost. Reads, and neither writes nor calls anybody.
/// </summary>
public sealed class EstimateRun(
    IRunMedia media,
    IRunFacts facts,
    CallForecast forecast,
    SparedCalls spared,
    StepAnswers answers,
    IConnections connections,
    IProfiles profiles,
    Func<IntakeRules> rules,
    TimeProvider clock)
{
    // What a system finds easy changes with what is uploaded.
    private static readonly TimeSpan s_learntFrom = TimeSpan.FromDays(90);

    /// <summary>The estimate, at this moment.</summary>
    public Task<RunEstimate> OfAsync(RunSelection selection, CancellationToken cancellationToken) => OfAsync(selection, profiles.Default, cancellationToken);

    /// <summary>The same for another profile than the site's.</summary>
    public async Task<RunEstimate> OfAsync(RunSelection selection, Profile profile, CancellationToken cancellationToken)
    {
        var tally = new Tally(
            selection,
            rules(),
            RevisionOf.Profile(profile, connections, clock.GetUtcNow()).Id,
            selection.DecideAnew ? [] : await PlannedStepsAsync(profile, cancellationToken));
        Spread spread = await Spread.OfAsync(media, selection, cancellationToken);
        await foreach (IReadOnlyList<Candidate> page in spread.PagesAsync(facts, cancellationToken))
        {
            await AddAsync(tally, profile, page, cancellationToken);
        }

        return await tally.ToEstimateAsync(spread.Share, spread.IsExact, spread.LookedAt, forecast, cancellationToken);
    }

    /// <summary>The steps of the profile, each with whose answers count for it and how often it is needed.</summary>
    private async Task<List<PlannedStep>> PlannedStepsAsync(Profile profile, CancellationToken cancellationToken)
    {
        var steps = new List<PlannedStep>();
        foreach ((int place, Step step) in profile.Steps.Index())
        {
            Unsure past = step.When is null ? Unsure.Nothing : await spared.UnsureAsync(profile, place, clock.GetUtcNow() - s_learntFrom, cancellationToken);
            steps.Add(new PlannedStep(
                step,
                connections.Find(step.Connection),
                [.. answers.WaysOf(step, profile).Select(way => way.StepPart)],
                [.. StepNeeds.JudgedBy(profile, place)],
                past));
        }

        return steps;
    }

    private async Task AddAsync(Tally tally, Profile profile, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        List<Candidate> wanted = [.. candidates.Where(tally.Wants)];
        string[] contents = [.. wanted.Select(candidate => candidate.Known.ContentHash).OfType<string>().Distinct()];
        var known = new List<KnownAnswers>();
        for (int place = 0; place < tally.Steps.Count; place++)
        {
            known.Add(await KnownAsync(profile, tally.Steps[place], tally.Steps.Any(step => step.Judges.Contains(place)), contents, cancellationToken));
        }

        tally.Add(wanted, known);
    }

    private async Task<KnownAnswers> KnownAsync(Profile profile, PlannedStep step, bool isJudge, string[] contents, CancellationToken cancellationToken)
    {
        var answered = new HashSet<string>();
        var sureness = new Dictionary<string, double>();
        foreach (string stepPart in step.StepParts.Where(_ => step.Calls || isJudge))
        {
            answered.UnionWith(await facts.AnsweredAsync(contents, stepPart, step.Step.LanguageIn(profile), cancellationToken));
            foreach ((string content, double sure) in isJudge
                ? await facts.SurenessAsync(contents, stepPart, step.Step.LanguageIn(profile), cancellationToken)
                : new Dictionary<string, double>())
            {
                sureness[content] = sure;
            }
        }

        return new KnownAnswers(answered, sureness);
    }
}
