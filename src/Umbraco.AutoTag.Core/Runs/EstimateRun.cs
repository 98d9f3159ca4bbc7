using System.Runtime.CompilerServices;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
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
    /// <summary>Up to so many media items each is looked at; of a larger library a spread is.</summary>
    public const int MostLookedAt = 2_000;

    private const int Pages = 20;
    private const int PageSize = 100;

    // What a system finds easy changes with what is uploaded.
    private static readonly TimeSpan s_learntFrom = TimeSpan.FromDays(90);

    /// <summary>The estimate, at this moment.</summary>
    public async Task<RunEstimate> OfAsync(RunSelection selection, CancellationToken cancellationToken)
    {
        var tally = new Tally(
            selection,
            rules(),
            RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow()).Id,
            selection.DecideAnew ? [] : await PlannedStepsAsync(cancellationToken));
        long total = selection.Keys.Count > 0 ? selection.Keys.Count : await media.CountAsync(selection.Folder, cancellationToken);
        bool isExact = selection.Keys.Count > 0 || total <= MostLookedAt;
        long lookedAt = isExact ? total : (long)Pages * PageSize;
        if (isExact)
        {
            await foreach (IReadOnlyList<MediaItem> page in EveryPageAsync(selection, cancellationToken))
            {
                await AddAsync(tally, page, cancellationToken);
            }
        }
        else
        {
            await AddAsync(tally, await media.SpreadAsync(selection.Folder, total, Pages, PageSize, cancellationToken), cancellationToken);
        }

        return await tally.ToEstimateAsync(isExact ? 1 : (double)total / lookedAt, isExact, lookedAt, forecast, cancellationToken);
    }

    /// <summary>The steps of the profile, each with whose answers count for it and how often it is needed.</summary>
    private async Task<List<PlannedStep>> PlannedStepsAsync(CancellationToken cancellationToken)
    {
        Profile profile = profiles.Default;
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

    private async IAsyncEnumerable<IReadOnlyList<MediaItem>> EveryPageAsync(
        RunSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (selection.Keys.Count > 0)
        {
            foreach (Guid[] keys in selection.Keys.Distinct().Chunk(PageSize))
            {
                yield return await media.GetAsync(keys, cancellationToken);
            }

            yield break;
        }

        string? after = null;
        do
        {
            MediaPage page = await media.PageAsync(selection.Folder, after, PageSize, cancellationToken);
            yield return page.Items;
            after = page.End;
        }
        while (after is not null);
    }

    private async Task AddAsync(Tally tally, IReadOnlyList<MediaItem> items, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<Guid, KnownImage> images = await facts.KnownAsync([.. items.Select(item => item.Key)], cancellationToken);
        List<Candidate> wanted = [.. items.Select(item => new Candidate(item, images.GetValueOrDefault(item.Key, KnownImage.Nothing))).Where(tally.Wants)];
        string[] contents = [.. wanted.Select(candidate => candidate.Known.ContentHash).OfType<string>().Distinct()];
        var known = new List<KnownAnswers>();
        for (int place = 0; place < tally.Steps.Count; place++)
        {
            known.Add(await KnownAsync(tally.Steps[place], tally.Steps.Any(step => step.Judges.Contains(place)), contents, cancellationToken));
        }

        tally.Add(wanted, known);
    }

    private async Task<KnownAnswers> KnownAsync(PlannedStep step, bool isJudge, string[] contents, CancellationToken cancellationToken)
    {
        var answered = new HashSet<string>();
        var sureness = new Dictionary<string, double>();
        foreach (string stepPart in step.StepParts.Where(_ => step.Calls || isJudge))
        {
            answered.UnionWith(await facts.AnsweredAsync(contents, stepPart, profiles.Default.Language, cancellationToken));
            foreach ((string content, double sure) in isJudge
                ? await facts.SurenessAsync(contents, stepPart, profiles.Default.Language, cancellationToken)
                : new Dictionary<string, double>())
            {
                sureness[content] = sure;
            }
        }

        return new KnownAnswers(answered, sureness);
    }
}
