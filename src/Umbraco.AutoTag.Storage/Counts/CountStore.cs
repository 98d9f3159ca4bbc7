using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Counts;

/// <inheritdoc />
internal sealed class CountStore(Database database) : ICountStore
{
    /// <summary>
    /// So many changes are folded at a time, so that nobody who writes waits for long. From 5,000 locks of one statement on, SQL Server locks the whole
    /// table instead, and everybody who writes would wait.
    /// </summary>
    private const int Batch = 2_000;

    /// <summary>The row that whoever folds queues at: a sum is changed by one server at a time.</summary>
    public const string CreateTurn = "INSERT INTO autoTagSetting (name, value) VALUES ('countTurn', '')";

    /// <summary>Waits until nobody else folds, and keeps others from it until the transaction ends.</summary>
    public const string TakeTurn = "UPDATE autoTagSetting SET value = value WHERE name = 'countTurn'";

    // A server of a version from before the sums by day, that still works beside this one, folds into the others only.
    private static readonly TimeSpan s_betweenComparisons = TimeSpan.FromHours(1);

    // Every row of the largest tables is read.
    private static readonly TimeSpan s_longestCount = TimeSpan.FromHours(1);

    private static readonly (Func<Dialect, Counted> Counted, Sums[] Sums)[] s_all =
    [
        (WorkCounts.Counted, [WorkCounts.Sums]),
        (SuggestionCounts.Counted, [SuggestionCounts.Sums, SuggestionCounts.OfDays, SuggestionCounts.OfValues]),
        (RunImageCounts.Counted, [RunImageCounts.Sums]),
        (RevisionCounts.Counted, [RevisionCounts.Sums]),
    ];

    private DateTimeOffset? _comparedAt;

    public async Task<bool> FoldAsync(CancellationToken cancellationToken)
    {
        if (_comparedAt is null || database.Now - _comparedAt >= s_betweenComparisons)
        {
            await database.InTransactionAsync(CompareDaysAsync, cancellationToken);
            _comparedAt = database.Now;
        }

        bool isMore = false;
        foreach ((Func<Dialect, Counted> counted, Sums[] sums) in s_all)
        {
            string changes = counted(database.Dialect).Changes;
            // A look first: where nothing has changed, nobody is made to wait.
            if (await database.RunAsync(session => session.FirstAsync<long?>($"SELECT MIN(id) FROM {changes}"), cancellationToken) is not null)
            {
                isMore |= await database.InTransactionAsync(session => FoldAsync(session, changes, sums), cancellationToken) == Batch;
            }
        }

        return isMore;
    }

    public Task<int> RecomputeAsync(CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            session.StatementTimeout = s_longestCount;
            await session.ExecuteAsync(TakeTurn);
            int corrected = 0;
            foreach ((Func<Dialect, Counted> of, Sums[] sums) in s_all)
            {
                Counted counted = of(database.Dialect);
                foreach (Sums table in sums)
                {
                    string[] statements = [.. table.Correct(counted.Rows, counted.Changes)];
                    corrected += await session.ExecuteAsync(statements[0]) + await session.ExecuteAsync(statements[1]);
                    await session.ExecuteAsync(statements[2]);
                }
            }

            return corrected;
        },
        cancellationToken);

    private static async Task<int> CompareDaysAsync(Session session)
    {
        await session.ExecuteAsync(TakeTurn);
        int corrected = 0;
        foreach (string statement in SuggestionCounts.OfDays.Follow(SuggestionCounts.Finer))
        {
            corrected += await session.ExecuteAsync(statement);
        }

        return corrected;
    }

    // Only what was taken is added and removed: a change that another server commits meanwhile, under a lower id, waits for the next time.
    private async Task<int> FoldAsync(Session session, string changes, Sums[] sums)
    {
        await session.ExecuteAsync(TakeTurn);
        string next = database.Dialect.First($"SELECT id FROM {changes} ORDER BY id", "@batch");
        long? to = await session.FirstAsync<long?>($"SELECT MAX(id) FROM ({next}) AS next", new { batch = Batch });
        if (to is null)
        {
            return 0;
        }

        var parameters = new { to };
        int taken = await session.ExecuteAsync($"UPDATE {changes} SET taken = 1 WHERE id <= @to", parameters);
        foreach (string statement in sums.SelectMany(sum => sum.Fold(changes)))
        {
            await session.ExecuteAsync(statement, parameters);
        }

        await session.ExecuteAsync($"DELETE FROM {changes} WHERE id <= @to AND taken = 1", parameters);
        return taken;
    }
}
