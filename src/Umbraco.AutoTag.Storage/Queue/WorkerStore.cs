using System.Globalization;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <inheritdoc />
internal sealed class WorkerStore(Database database) : IWorkerStore
{
    private const string Update =
        """
        UPDATE autoTagWorker
        SET mode = @mode, seenAt = @now, workedAt = CASE WHEN @works = 1 THEN @now ELSE workedAt END, skewTicks = @skew
        WHERE name = @worker
        """;

    // Since when nobody works is told by the one that worked last, however long ago.
    private const string Forget =
        """
        DELETE FROM autoTagWorker
        WHERE seenAt < @forgotten
            AND (workedAt IS NULL OR workedAt < (SELECT MAX(latest.workedAt) FROM autoTagWorker AS latest))
        """;

    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(30);

    public async Task ReportAsync(string worker, string mode, bool works, TimeSpan skew, CancellationToken cancellationToken)
    {
        var report = new
        {
            worker,
            mode,
            works = Stored.Of(works),
            now = Stored.Of(database.Now),
            workedAt = works ? Stored.Of(database.Now) : (long?)null,
            skew = skew.Ticks,
        };
        await database.InTransactionAsync(
            session => session.UpdateOrInsertAsync(
                Update,
                database.Dialect.InsertIfNew("autoTagWorker", "name, mode, seenAt, workedAt, skewTicks", "@worker, @mode, @now, @workedAt, @skew", "name = @worker"),
                report),
            cancellationToken);

        // By itself: it looks at the rows of all servers, and two that report at once would wait for each other with their own in hand.
        await database.RunAsync(session => session.ExecuteAsync(Forget, new { forgotten = Stored.Of(database.Now - s_remembered) }), cancellationToken);
    }

    public async Task<IReadOnlyList<WorkerReport>> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerRow> rows = await database.RunAsync(
            session => session.QueryAsync<WorkerRow>("SELECT name, mode, seenAt, workedAt, skewTicks FROM autoTagWorker ORDER BY seenAt DESC"),
            cancellationToken);
        return [.. rows.Select(row => row.ToReport())];
    }

    public async Task<TimeSpan> SkewAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = database.Now;
        string? told = await database.RunAsync(session => session.FirstAsync<string>($"SELECT {database.Dialect.UtcNow}"), cancellationToken);
        DateTimeOffset half = before + (database.Now - before) / 2;
        return half - DateTimeOffset.Parse(told!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class WorkerRow
    {
        public required string Name { get; init; }

        public required string Mode { get; init; }

        public long SeenAt { get; init; }

        public long? WorkedAt { get; init; }

        public long SkewTicks { get; init; }

        public WorkerReport ToReport() => new(
            Name,
            Mode,
            Stored.Time(SeenAt),
            WorkedAt is { } workedAt ? Stored.Time(workedAt) : null,
            TimeSpan.FromTicks(SkewTicks));
    }
}
