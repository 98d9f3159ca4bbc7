using System.Diagnostics;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Telemetry;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Room 6. Writes what Decide allows. The values may have changed since they were read, so each field is compared once more under the
/// site's write lock; where it has, nothing is written into it and everything is decided anew with the values that are there now.
/// </summary>
public sealed class Apply(IMediaLibrary library, IWorkItemStore items, ISuggestionStore suggestions, TimeProvider clock, IListener listener)
{
    // Each round needs somebody to save the same item within milliseconds; more rounds than this is a loop, not a race.
    private const int MaxRounds = 5;

    /// <summary>Decides and writes until nothing changes in between.</summary>
    /// <param name="lease">The worker's hold on the item.</param>
    /// <param name="input">What to decide on; its item, earlier suggestions and writes are read anew in every round.</param>
    /// <param name="cancellationToken">Stops between rounds, never in the middle of a write.</param>
    /// <returns>False where the lease was lost, the item is gone or the site refuses the save: nothing more may be written.</returns>
    public async Task<bool> WriteAsync(Lease lease, DecisionInput input, CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("apply");
        var done = new Done();
        try
        {
            return await RoundsAsync(lease, input, done, cancellationToken);
        }
        finally
        {
            if (done.Written.Count > 0 || done.Waiting > 0)
            {
                listener.Hear(new Tagged(input.Item.Key, input.RevisionId, lease.Item.Run?.RunId, done.Written, done.Waiting, clock.GetUtcNow()));
            }
        }
    }

    private async Task<bool> RoundsAsync(Lease lease, DecisionInput input, Done done, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Decision decision = DecideOn(input);
            IReadOnlyList<FieldWrite> writes = PlannedWrites(lease, decision, input);
            if (writes.Count > 0 && !await suggestions.KeepWritesAsync(writes, lease, cancellationToken))
            {
                return false;
            }

            Outcome outcome = await SettleAsync(lease, decision, writes, done, cancellationToken);
            if (outcome == Outcome.NotSaved)
            {
                // Whatever refused it would refuse it again in the next millisecond.
                return false;
            }

            if (outcome == Outcome.Written)
            {
                return true;
            }

            if (await RereadAsync(input, cancellationToken) is not { } again)
            {
                return false;
            }

            input = again;
        }

        return false;
    }

    private async Task<Outcome> SettleAsync(
        Lease lease, Decision decision, IReadOnlyList<FieldWrite> writes, Done done, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
        {
            return OutcomeOf(await SaveAsync(decision.Added, decision.Changed, lease, done));
        }

        // A yes to what is about to be overwritten came before this, and then it stays; or it comes after, and the editor is told.
        Suggestion[] superseded = [.. decision.Changed.Where(suggestion => suggestion.State == SuggestionState.Superseded)];
        if (superseded.Length > 0 && !await suggestions.SaveAsync([], superseded, lease, cancellationToken))
        {
            await suggestions.DropWritesAsync([.. writes.Select(write => write.Id)], CancellationToken.None);
            return Outcome.ChangedMeanwhile;
        }

        Outcome outcome = await WriteUnchangedAsync(lease, writes, done, cancellationToken);
        return outcome != Outcome.Written
            ? outcome
            : OutcomeOf(
                await SaveAsync(decision.Added, [.. decision.Changed.Except(superseded)], lease, done)
                && await IsLastWordAsync(lease, writes));
    }

    private async Task<bool> SaveAsync(IReadOnlyList<Suggestion> added, IReadOnlyCollection<Suggestion> changed, Lease lease, Done done)
    {
        bool isSaved = await suggestions.SaveAsync(added, changed, lease, CancellationToken.None);
        done.Waiting += isSaved ? added.Count(suggestion => suggestion.State == SuggestionState.Pending) : 0;
        return isSaved;
    }

    private static Outcome OutcomeOf(bool asDecided) => asDecided ? Outcome.Written : Outcome.ChangedMeanwhile;

    // An editor may have taken the words back before there was a suggestion to tell so.
    private async Task<bool> IsLastWordAsync(Lease lease, IReadOnlyList<FieldWrite> writes)
    {
        ILookup<FieldKey, FieldWrite> now = (await suggestions.WritesAsync(lease.Item.MediaKey, CancellationToken.None)).ToLookup(write => write.Field);
        return writes.All(write => now[write.Field].FirstOrDefault() is not { DecidedBy: not null });
    }

    private static Decision DecideOn(DecisionInput input)
    {
        using Activity? room = Rooms.Enter("decide");
        return Decide.On(input);
    }

    private IReadOnlyList<FieldWrite> PlannedWrites(Lease lease, Decision decision, DecisionInput input) =>
    [
        .. decision.Writes.Select(write => new FieldWrite
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            MediaKey = input.Item.Key,
            Field = write.Key,
            Before = input.Item.Fields[write.Key],
            After = write.Value,
            DecidedBy = null,
            RevisionId = input.RevisionId,
            RunId = lease.Item.Run?.RunId,
            WrittenAt = clock.GetUtcNow(),
        }),
    ];

    private async Task<Outcome> WriteUnchangedAsync(Lease lease, IReadOnlyList<FieldWrite> writes, Done done, CancellationToken cancellationToken)
    {
        // The site's lock may be waited for until the lease has run out and another worker has it: what is known then is the moment it runs out.
        DateTimeOffset heldUntil = (await items.ExtendAsync(lease, Claim.LeaseTime, cancellationToken))?.ExpiresAt ?? DateTimeOffset.MinValue;
        List<FieldWrite> written = [];
        bool saved = await library.WriteAsync(
            lease.Item.MediaKey,
            now =>
            {
                bool isHeld = clock.GetUtcNow() < heldUntil;
                written = [.. writes.Where(write => isHeld && now.Fields.TryGetValue(write.Field, out FieldValue? value) && value.Equals(write.Before))];
                return written.ToDictionary(write => write.Field, write => write.After);
            },
            userKey: null,
            CancellationToken.None);

        if (!saved)
        {
            written.Clear();
        }

        // Before anything else can fail: it is in the field.
        done.Written.AddRange(written);
        await suggestions.ConfirmWritesAsync([.. written.Select(write => write.Id)], CancellationToken.None);
        await suggestions.DropWritesAsync([.. writes.Except(written).Select(write => write.Id)], CancellationToken.None);
        return !saved ? Outcome.NotSaved : written.Count == writes.Count ? Outcome.Written : Outcome.ChangedMeanwhile;
    }

    private async Task<DecisionInput?> RereadAsync(DecisionInput input, CancellationToken cancellationToken)
    {
        MediaItem? item = await library.FindAsync(input.Item.Key, cancellationToken);
        return item is null or { Trashed: true }
            ? null
            : input with
            {
                Item = item,
                Earlier = await suggestions.ForMediaAsync(item.Key, cancellationToken),
                Writes = await suggestions.WritesAsync(item.Key, cancellationToken),
            };
    }

    /// <summary>What has come of all rounds so far.</summary>
    private sealed class Done
    {
        public List<FieldWrite> Written { get; } = [];

        public int Waiting { get; set; }
    }

    /// <summary>How a round ended.</summary>
    private enum Outcome
    {
        /// <summary>Everything is as decided.</summary>
        Written,

        /// <summary>Somebody was faster: everything has to be decided anew.</summary>
        ChangedMeanwhile,

        /// <summary>The item is gone, or the site refused the save.</summary>
        NotSaved,
    }
}
