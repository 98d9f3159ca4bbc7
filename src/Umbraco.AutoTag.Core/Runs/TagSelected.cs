using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>"Tag now" for images that an editor has marked: no run is made of it, and what was estimated is what is brought in.</summary>
public sealed class TagSelected(IRunMedia media, IRunFacts facts, IWorkItemStore items, IProfiles profiles, Func<IntakeRules> rules)
{
    private const int PageSize = 100;

    // What another revision saw is meant, too: none is left out for it.
    private const string NoRevision = "";

    /// <summary>Brings in every image that <see cref="EstimateRun"/> counts for the same selection, to the head of the queue.</summary>
    /// <param name="selection">Names images one by one.</param>
    /// <param name="userKey">Who asked.</param>
    /// <param name="cancellationToken">Stops between pages; what was brought in stays so.</param>
    /// <returns>How many were brought in.</returns>
    public async Task<int> NowAsync(RunSelection selection, Guid userKey, CancellationToken cancellationToken)
    {
        IntakeRules current = rules();
        int broughtIn = 0;
        foreach (Guid[] keys in selection.Keys.Distinct().Chunk(PageSize))
        {
            IReadOnlyList<MediaItem> found = await media.GetAsync(keys, cancellationToken);
            IReadOnlyDictionary<Guid, KnownImage> known = await facts.KnownAsync(keys, cancellationToken);
            WorkRequest[] requests =
            [
                .. found
                    .Where(item => new Candidate(item, known.GetValueOrDefault(item.Key, KnownImage.Nothing)).ChosenBy(selection, current, NoRevision).IsWanted)
                    .Select(item => new WorkRequest(item.Key, item.Path, profiles.Default.Alias, WorkOrigin.TagNow, RequestedBy: userKey)),
            ];
            broughtIn += await items.EnqueueAsync(requests, cancellationToken);
        }

        return broughtIn;
    }
}
