using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Calibration;
using Umbraco.AutoTag.Storage.Coverage;
using Umbraco.AutoTag.Storage.Queue;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <inheritdoc />
internal sealed class SuggestionStore(Database database, IProfiles? profiles = null) : ISuggestionStore
{
    private string? TurnAtImage => field ??= database.Dialect.TurnAt("@mediaKey");

    private string InsertIfNew => field ??= SuggestionRow.InsertIfNew(database.Dialect);

    private string IdIsListed => database.Dialect.In("id", "@ids");

    public async Task<IReadOnlyList<Suggestion>> ForMediaAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        IReadOnlyList<SuggestionRow> rows = await database.RunAsync(
            session => session.QueryAsync<SuggestionRow>(
                $"SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE mediaKey = @mediaKey ORDER BY createdAt DESC, id DESC",
                new { mediaKey = Stored.Of(mediaKey) }),
            cancellationToken);
        return [.. rows.Select(row => row.ToSuggestion())];
    }

    public async Task<IReadOnlyList<Suggestion>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new List<Suggestion>(ids.Count);
        foreach (Guid[] some in ids.Chunk(Stored.MaxList))
        {
            IReadOnlyList<SuggestionRow> rows = await database.RunAsync(
                session => session.QueryAsync<SuggestionRow>(
                    $"SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE {IdIsListed}",
                    new { ids = Stored.Of(some) }),
                cancellationToken);
            found.AddRange(rows.Select(row => row.ToSuggestion()));
        }

        return found;
    }

    public Task<bool> SaveAsync(
        IReadOnlyCollection<Suggestion> added,
        IReadOnlyCollection<Suggestion> changed,
        Lease? lease,
        CancellationToken cancellationToken) => WhileHeldAsync(
            lease,
            async session =>
            {
                if (!await AddAsync(session, added))
                {
                    return false;
                }

                // A worker never changes what an editor has decided.
                CalibrationSums? sums = lease is null ? new CalibrationSums(session, database.Dialect) : null;
                foreach (Suggestion suggestion in changed)
                {
                    Suggestion? before = sums is null ? null : await sums.BeforeAsync(suggestion);
                    if (await session.ExecuteAsync(SuggestionRow.Update, SuggestionRow.Of(suggestion)) == 0)
                    {
                        return false;
                    }

                    if (sums is not null)
                    {
                        await sums.MoveAsync(before, suggestion);
                    }
                }

                await ReviseAsync(session, added.Concat(changed).Select(suggestion => (suggestion.MediaKey, suggestion.Field)));
                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<FieldWrite>> WritesAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldWriteRow> rows = await database.RunAsync(
            session => session.QueryAsync<FieldWriteRow>(
                $"SELECT {FieldWriteRow.Columns} FROM autoTagFieldWrite WHERE mediaKey = @mediaKey ORDER BY writtenAt DESC, id DESC",
                new { mediaKey = Stored.Of(mediaKey) }),
            cancellationToken);
        return [.. rows.Select(row => row.ToWrite(profiles?.Default)).OfType<FieldWrite>()];
    }

    public Task<bool> KeepWritesAsync(IReadOnlyCollection<FieldWrite> writes, Lease? lease, CancellationToken cancellationToken) => WhileHeldAsync(
        lease,
        async session =>
        {
            foreach (FieldWrite write in writes)
            {
                await session.ExecuteAsync(FieldWriteRow.Insert, FieldWriteRow.Of(write, profiles?.Default));
            }

            await ReviseAsync(session, writes.Select(write => (write.MediaKey, write.Field)));
            return true;
        },
        cancellationToken);

    public Task ConfirmWritesAsync(IReadOnlyCollection<Guid> writeIds, CancellationToken cancellationToken) =>
        ForEachPieceAsync($"UPDATE autoTagFieldWrite SET confirmed = 1 WHERE {IdIsListed}", writeIds, cancellationToken);

    // A confirmed write happened, whatever the caller believes: what ownership rests on is not removed.
    public Task DropWritesAsync(IReadOnlyCollection<Guid> writeIds, CancellationToken cancellationToken) =>
        ForEachPieceAsync($"DELETE FROM autoTagFieldWrite WHERE {IdIsListed} AND confirmed = 0", writeIds, cancellationToken);

    public Task RetractWriteAsync(Guid writeId, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            var write = new { id = Stored.Of(writeId) };
            string? mediaKey = await session.FirstAsync<string>("SELECT mediaKey FROM autoTagFieldWrite WHERE id = @id", write);
            int retracted = await session.ExecuteAsync("DELETE FROM autoTagFieldWrite WHERE id = @id", write);
            await ImageStates.ReviseAsync(session, database.Dialect, mediaKey is null ? [] : [mediaKey]);
            return retracted;
        },
        cancellationToken);

    public async Task<IReadOnlyList<DecisionMade>> DecisionsAsync(Guid mediaKey, CancellationToken cancellationToken)
    {
        IReadOnlyList<DecisionRow> rows = await database.RunAsync(
            session => session.QueryAsync<DecisionRow>(
                $"SELECT {DecisionRow.Columns} FROM autoTagDecision WHERE mediaKey = @mediaKey ORDER BY decidedAt DESC, id DESC",
                new { mediaKey = Stored.Of(mediaKey) }),
            cancellationToken);
        return [.. rows.Select(row => row.ToDecision())];
    }

    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = await database.RunAsync(
            session => session.QueryAsync<string>(Unfinished, new { before = Stored.Of(before), take = Stored.MaxList }), cancellationToken);
        return [.. keys.Select(Stored.Id)];
    }

    // The states are those that SuggestionTransitions.IsDecided names.
    private string Unfinished => field ??= database.Dialect.First(
        """
        SELECT mediaKey FROM autoTagSuggestion
        WHERE state IN (2, 3, 4) AND decidedBy IS NOT NULL AND changedAt < @before AND NOT EXISTS (
            SELECT 1 FROM autoTagDecision
            WHERE autoTagDecision.mediaKey = autoTagSuggestion.mediaKey
                AND autoTagDecision.suggestionId = autoTagSuggestion.id
                AND autoTagDecision.decidedAt >= autoTagSuggestion.changedAt)
        GROUP BY mediaKey ORDER BY mediaKey
        """,
        "@take");

    public Task KeepDecisionsAsync(IReadOnlyCollection<DecisionMade> decisions, CancellationToken cancellationToken) => WhileHeldAsync(
        lease: null,
        async session =>
        {
            foreach (DecisionMade decision in decisions)
            {
                await session.ExecuteAsync(DecisionRow.Insert, DecisionRow.Of(decision));
            }

            return true;
        },
        cancellationToken);

    /// <summary>All of the work in one transaction, if the lease (where there is one) holds until its end and the work says true; else nothing.</summary>
    private Task<bool> WhileHeldAsync(Lease? lease, Func<Session, Task<bool>> work, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            if ((lease is null || await LeaseGuard.HoldAsync(session, lease, database.Now)) && await work(session))
            {
                return true;
            }

            session.Abandon();
            return false;
        },
        cancellationToken);

    // Two who were told the same of an image at the same moment have both decided before either has added anything.
    private async Task<bool> AddAsync(Session session, IReadOnlyCollection<Suggestion> added)
    {
        if (TurnAtImage is { } turn)
        {
            foreach (string mediaKey in added.Select(suggestion => Stored.Of(suggestion.MediaKey)).Distinct().Order(StringComparer.Ordinal))
            {
                await session.ExecuteAsync(turn, new { mediaKey });
            }
        }

        foreach (Suggestion suggestion in added)
        {
            if (await session.ExecuteAsync(InsertIfNew, SuggestionRow.Of(suggestion)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // Whether an image has an alternative text, and whose, follows from these rows.
    private Task ReviseAsync(Session session, IEnumerable<(Guid MediaKey, FieldKey Field)> changed) => ImageStates.ReviseAsync(
        session, database.Dialect, changed.Where(change => change.Field.Field == Field.AltText).Select(change => Stored.Of(change.MediaKey)));

    private async Task ForEachPieceAsync(string sql, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (Guid[] some in ids.Chunk(Stored.MaxList))
        {
            await database.RunAsync(session => session.ExecuteAsync(sql, new { ids = Stored.Of(some) }), cancellationToken);
        }
    }
}
