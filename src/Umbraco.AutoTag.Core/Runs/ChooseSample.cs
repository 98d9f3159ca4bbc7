using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// Chooses the images by which a run is tried out: evenly from all over what it would look at, and the same ones as long as that stays the same, so that
/// asking again costs nothing. Reads only.
/// </summary>
public sealed class ChooseSample(
    IRunMedia media, IRunFacts facts, IConnections connections, IProfiles profiles, Func<IntakeRules> rules, TimeProvider clock)
{
    /// <summary>The most images of a sample.</summary>
    public const int Most = 20;

    // Its multiples fall everywhere between two whole numbers, far from each other.
    private static readonly double s_goldenRatio = (1 + Math.Sqrt(5)) / 2;

    /// <summary>The images; fewer than <paramref name="take"/> where the run would look at fewer.</summary>
    public async Task<IReadOnlyList<MediaItem>> OfAsync(RunSelection selection, int take, CancellationToken cancellationToken) =>
        Evenly([.. (await WantedAsync(selection, cancellationToken)).Wanted.Select(candidate => candidate.Item)], take);

    /// <summary>The same, those first that stand under the present revision: what the profile says of them is known.</summary>
    public async Task<IReadOnlyList<MediaItem>> KnownFirstAsync(RunSelection selection, int take, CancellationToken cancellationToken)
    {
        (List<Candidate> wanted, string revisionId) = await WantedAsync(selection, cancellationToken);
        ILookup<bool, MediaItem> isKnown = wanted.ToLookup(candidate => candidate.Known.RevisionId == revisionId, candidate => candidate.Item);
        IReadOnlyList<MediaItem> known = Evenly([.. isKnown[true]], take);
        return [.. known, .. Evenly([.. isKnown[false]], take - known.Count)];
    }

    private async Task<(List<Candidate> Wanted, string RevisionId)> WantedAsync(RunSelection selection, CancellationToken cancellationToken)
    {
        string revisionId = RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow()).Id;
        IntakeRules current = rules();
        Spread spread = await Spread.OfAsync(media, selection, cancellationToken);
        var wanted = new List<Candidate>();
        await foreach (IReadOnlyList<Candidate> page in spread.PagesAsync(facts, cancellationToken))
        {
            wanted.AddRange(page.Where(candidate => candidate.ChosenBy(selection, current, revisionId).IsWanted));
        }

        return (wanted, revisionId);
    }

    // One of each stretch, each time at another place in it: where pictures repeat in a rhythm, such as a series of four, every hundredth is of one kind.
    private static IReadOnlyList<MediaItem> Evenly(IReadOnlyList<MediaItem> items, int take)
    {
        int count = Math.Min(take, items.Count);
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                (int from, int to) = (number * items.Count / count, (number + 1) * items.Count / count);
                return items[from + (int)(number * s_goldenRatio % 1 * (to - from))];
            }),
        ];
    }
}
