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
    IRunMedia media, IRunFacts facts, CallForecast forecast, IConnections connections, IProfiles profiles, Func<IntakeRules> rules, TimeProvider clock)
{
    /// <summary>Up to so many media items each is looked at; of a larger library a spread is.</summary>
    public const int MostLookedAt = 2_000;

    private const int Pages = 20;
    private const int PageSize = 100;

    /// <summary>The estimate, at this moment.</summary>
    public async Task<RunEstimate> OfAsync(RunSelection selection, CancellationToken cancellationToken)
    {
        var tally = new Tally(selection, rules(), RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow()).Id, selection.DecideAnew ? [] : CalledSteps());
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

    /// <summary>The steps of the profile that send a picture somewhere, each with its connection.</summary>
    private List<CalledStep> CalledSteps() =>
    [
        .. from step in profiles.Default.Steps
           let connection = connections.Find(step.Connection)
           where connection is { Provider.Declaration.SendsPicture: true }
           select new CalledStep(step, connection, RevisionOf.StepPart(step, profiles.Default, connection)),
    ];

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
        IReadOnlyDictionary<Guid, KnownImage> known = await facts.KnownAsync([.. items.Select(item => item.Key)], cancellationToken);
        List<Candidate> wanted = [.. items.Select(item => new Candidate(item, known.GetValueOrDefault(item.Key, KnownImage.Nothing))).Where(tally.Wants)];
        string[] contents = [.. wanted.Select(candidate => candidate.Known.ContentHash).OfType<string>().Distinct()];
        var answered = new List<IReadOnlySet<string>>();
        foreach (CalledStep step in tally.Steps)
        {
            answered.Add(await facts.AnsweredAsync(contents, step.StepPart, profiles.Default.Language, cancellationToken));
        }

        tally.Add(wanted, answered);
    }

    /// <summary>A step that calls somebody.</summary>
    private sealed record CalledStep(Step Step, Connection Connection, string StepPart);

    /// <summary>Adds images up.</summary>
    private sealed class Tally(RunSelection selection, IntakeRules rules, string revisionId, IReadOnlyList<CalledStep> steps)
    {
        private readonly Dictionary<string, long> _leftOut = [];
        private readonly Dictionary<Owner, long> _fields = [];
        private readonly long[] _known = new long[steps.Count];
        private readonly HashSet<string>[] _toCome = [.. steps.Select(_ => new HashSet<string>())];
        private long _images;
        private long _free;

        public IReadOnlyList<CalledStep> Steps => steps;

        public bool Wants(Candidate candidate)
        {
            Choice choice = candidate.ChosenBy(selection, rules, revisionId);
            if (choice.LeftOutBecause is { } why)
            {
                _leftOut[why] = _leftOut.GetValueOrDefault(why) + 1;
            }

            return choice.IsWanted;
        }

        public void Add(List<Candidate> wanted, List<IReadOnlySet<string>> answered)
        {
            _images += wanted.Count;
            foreach (Candidate candidate in wanted)
            {
                bool isFree = true;
                for (int step = 0; step < steps.Count; step++)
                {
                    bool isKnown = IsKnown(candidate.Known.ContentHash, answered[step], _toCome[step]);
                    _known[step] += isKnown ? 1 : 0;
                    isFree &= isKnown;
                }

                _free += isFree ? 1 : 0;
                foreach (Owner owner in candidate.Owners.Values)
                {
                    _fields[owner] = _fields.GetValueOrDefault(owner) + 1;
                }
            }
        }

        public async Task<RunEstimate> ToEstimateAsync(double share, bool isExact, long lookedAt, CallForecast forecast, CancellationToken cancellationToken)
        {
            var lines = new List<ConnectionEstimate>();
            foreach ((int number, CalledStep step) in steps.Index())
            {
                lines.Add(await forecast.OfAsync(
                    step.Step, step.Connection, Scaled(_images - _known[number]), Scaled(_known[number]), cancellationToken));
            }

            return new RunEstimate
            {
                IsExact = isExact,
                LookedAt = lookedAt,
                Images = Scaled(_images),
                Free = Scaled(_free),
                LeftOut = _leftOut.ToDictionary(reason => reason.Key, reason => Scaled(reason.Value)),
                FieldsEmpty = Scaled(_fields.GetValueOrDefault(Owner.Nobody)),
                FieldsOwn = Scaled(_fields.GetValueOrDefault(Owner.AutoTag)),
                FieldsProtected = Scaled(_fields.GetValueOrDefault(Owner.Human)),
                Connections = lines,
            };

            long Scaled(long count) => (long)Math.Round(count * share);
        }

        // The second image with the same picture takes what the first has brought.
        private static bool IsKnown(string? content, IReadOnlySet<string> answered, HashSet<string> toCome) =>
            content is not null && (answered.Contains(content) || !toCome.Add(content));
    }
}
