using System.Globalization;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// Brings a run forward by one bounded step. All that a step needs is in the database: whichever server takes the next one, and after whatever
/// restart, goes on where the last one ended.
/// </summary>
public sealed class AdvanceRun(
    IRunStore runs, IRunImages images, IRunFacts facts, IRunMedia media, IConnections connections, IProfiles profiles, Func<IntakeRules> rules, TimeProvider clock)
{
    /// <summary>A run has no more images than this in the queue at once: pausing it takes so many out again, and a million cost no more memory than these.</summary>
    public const int MostQueued = 500;

    /// <summary>The same for a run at the batch price: its images wait for hours, and do nothing meanwhile.</summary>
    public const int MostInBatches = 5_000;

    private const int PageSize = 200;

    // What the run's own budget says; a budget of the site holds the connection instead, and the run waits with everybody else.
    private static readonly string[] s_budgets = [BudgetRefusal.UsedUpCode, UnknownPrice.Code];

    private static readonly string[] s_reserved = [BudgetRefusal.ReservedCode];

    /// <summary>Takes a step.</summary>
    /// <returns>True where there is more to do at once; false where what is under way has to go on first, or nothing is left.</returns>
    public async Task<bool> StepAsync(Run run, CancellationToken cancellationToken)
    {
        await images.SettleAsync(run.Id, cancellationToken);
        if (run.State != RunState.Running)
        {
            await images.WithdrawAsync(run.Id, cancellationToken);
            return false;
        }

        // An image in a worker's hand while somebody raised the budget: its refusal is that of the budget before.
        await images.TryAgainAsync(run, s_budgets, cancellationToken);
        if (await images.HeldBackAsync(run.Id, s_budgets, cancellationToken) is { } held)
        {
            await runs.MoveAsync(run.Id, RunState.Paused, held.ReasonCode, held.Reason, cancellationToken);
            return false;
        }

        bool listed = !run.IsListed && await ListAsync(run, cancellationToken);
        RunBacklog backlog = await images.BacklogAsync(run.Id, cancellationToken);
        int places = await PlacesAsync(run, backlog, cancellationToken);
        int fed = places > 0 ? await images.FeedAsync(run, profiles.Default.Alias, places, cancellationToken) : 0;
        if (run.IsListed && backlog is { HasListed: false, Queued: 0 })
        {
            await runs.MoveAsync(run.Id, RunState.Done, null, null, cancellationToken);
        }

        return listed || fed > 0;
    }

    /// <summary>How many images may be brought into the queue now.</summary>
    private async Task<int> PlacesAsync(Run run, RunBacklog backlog, CancellationToken cancellationToken)
    {
        // What another run has in a batch does not hold up a run that is in none.
        (int most, int queued) = run.Batch == BatchMode.None ? (MostQueued, backlog.Queued - backlog.InBatches) : (MostInBatches, backlog.Queued);
        if (!backlog.HasListed || queued >= most || backlog.Queued >= MostInBatches)
        {
            return 0;
        }

        // What is put aside for a batch comes back after hours: more images would only be opened in vain.
        return run.Batch != BatchMode.None && await images.HeldBackAsync(run.Id, s_reserved, cancellationToken) is not null
            ? 0
            : Math.Min(PageSize, most - queued);
    }

    private async Task<bool> ListAsync(Run run, CancellationToken cancellationToken)
    {
        MediaPage page = await NextPageAsync(run, cancellationToken);
        string revisionId = RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow()).Id;
        IntakeRules current = rules();
        IReadOnlyDictionary<Guid, KnownImage> known = await facts.KnownAsync([.. page.Items.Select(item => item.Key)], cancellationToken);
        ListedImage[] listed =
        [
            .. from item in page.Items
               let choice = new Candidate(item, known.GetValueOrDefault(item.Key, KnownImage.Nothing)).ChosenBy(run.Selection, current, revisionId)
               where choice.IsChosen
               select new ListedImage(item.Key, item.Path, choice.LeftOutBecause),
        ];
        return await images.ListAsync(run, listed, page.End, cancellationToken);
    }

    private async Task<MediaPage> NextPageAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Selection.Keys.Count == 0)
        {
            return await media.PageAsync(run.Selection.Folder, run.Place, PageSize, cancellationToken);
        }

        int done = run.Place is { } place ? int.Parse(place, CultureInfo.InvariantCulture) : 0;
        int next = done + PageSize;
        return new MediaPage(
            await media.GetAsync([.. run.Selection.Keys.Skip(done).Take(PageSize).Distinct()], cancellationToken),
            next < run.Selection.Keys.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }
}
