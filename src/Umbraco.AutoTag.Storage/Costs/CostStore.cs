using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Costs;

/// <inheritdoc />
internal sealed class CostStore(Database database) : ICostStore
{
    // So many calls are looked at for how long answers take.
    private const int LastCalls = 1_000;

    private const string Sums =
        """
        CAST(SUM(calls) AS bigint) AS "Calls", CAST(SUM(failures) AS bigint) AS "Failures", CAST(SUM(microUsd) AS bigint) AS "MicroUsd",
            CAST(SUM(callsOfUnknownCost) AS bigint) AS "CallsOfUnknownCost", CAST(SUM(microCredits) AS bigint) AS "MicroCredits"
        """;

    private const string Days =
        $"""
        SELECT day AS "Day", MAX(alias) AS "Alias", {Sums}, CAST(SUM(images) AS bigint) AS "Images",
            CAST(SUM(creditReports) AS bigint) AS "CreditReports", CAST(SUM(microCreditsReported) AS bigint) AS "MicroCreditsReported"
        FROM autoTagMeter WHERE day >= @day GROUP BY day, connection ORDER BY day, connection
        """;

    private const string Savings =
        """
        SELECT day AS "Day", alias AS "Alias", answers AS "Answers", microUsd AS "MicroUsd", microCredits AS "MicroCredits"
        FROM autoTagKnownAnswer WHERE day >= @day ORDER BY day, connection
        """;

    public async Task<IReadOnlyList<DayCosts>> DaysAsync(DateOnly from, CancellationToken cancellationToken) =>
        [.. (await QueryAsync<DayRow>(Days, new { day = from.DayNumber }, cancellationToken)).Select(row => row.ToDay())];

    public async Task<IReadOnlyList<DaySavings>> SavingsAsync(DateOnly from, CancellationToken cancellationToken) =>
    [
        .. (await QueryAsync<SavingRow>(Savings, new { day = from.DayNumber }, cancellationToken)).Select(row => new DaySavings(
            DateOnly.FromDayNumber((int)row.Day), row.Alias, row.Answers, new MicroUsd(row.MicroUsd), StoredCredits.Read(row.MicroCredits) ?? 0)),
    ];

    public async Task<IReadOnlyList<PartCosts>> PartsAsync(CostPart part, DateOnly from, CancellationToken cancellationToken)
    {
        (string column, string table) = part switch
        {
            CostPart.Profile => ("COALESCE(made.profile, '')", "autoTagMeter AS meter LEFT JOIN autoTagRevision AS made ON made.id = meter.revisionId"),
            CostPart.Editor => ("editor", "autoTagMeter"),
            CostPart.Run => ("runId", "autoTagSpend"),
            CostPart.Folder => ("folder", "autoTagFolderSpend"),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        };
        IReadOnlyList<PartRow> rows = await QueryAsync<PartRow>(
            $"""SELECT {column} AS "Part", {Sums} FROM {table} WHERE day >= @day GROUP BY {column}""", new { day = from.DayNumber }, cancellationToken);
        return
        [
            .. rows.Select(row => new PartCosts(row.Part, row.ToSums()))
                .Where(part => part.Sums != CallSums.None)
                .OrderByDescending(part => part.Sums.Cost)
                .ThenByDescending(part => part.Sums.Credits)
                .ThenByDescending(part => part.Sums.Calls)
                .ThenBy(part => part.Part, StringComparer.Ordinal),
        ];
    }

    public async Task<AnswerTimes?> AnswerTimesAsync(string connection, DateTimeOffset from, CancellationToken cancellationToken)
    {
        // The last calls, and of them the answers: where a connection fails for days, its whole past is not read. A batch's answers take hours by design.
        string last = database.Dialect.First(
            """
            SELECT latencyTicks, outcome, batchId, mediaKey FROM autoTagLedger
            WHERE connection = @connection AND sentAt >= @from ORDER BY sentAt DESC, callId DESC
            """,
            "@take");
        IReadOnlyList<long> ticks = await QueryAsync<long>(
            $"SELECT latencyTicks FROM ({last}) AS calls WHERE outcome = {(int)CallOutcome.Answered} AND batchId IS NULL AND mediaKey <> @none",
            new { connection, from = Stored.Of(from), take = LastCalls, none = Stored.Of(VisionCall.NoMedia) },
            cancellationToken);
        return AnswerTimes.Of(ticks.Select(TimeSpan.FromTicks));
    }

    public Task<AccountWord?> AccountAsync(string connection, DateTimeOffset from, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            var parameters = new { connection, from = Stored.Of(from), take = 1 };
            Task<WordRow?> WordAsync(string when, string order) => session.FirstAsync<WordRow>(
                database.Dialect.First(
                    $"""
                    SELECT microCreditsRemaining AS "Remaining", COALESCE(microCreditsTaken, 0) AS "Taken" FROM autoTagLedger
                    WHERE connection = @connection AND microCreditsRemaining IS NOT NULL AND sentAt {when} @from ORDER BY sentAt {order}, callId {order}
                    """,
                    "@take"),
                parameters);
            if (await WordAsync(">=", "DESC") is not { } last)
            {
                return null;
            }

            // Where it had said nothing before, its first word was after the first call.
            long before = await WordAsync("<", "DESC") is { } earlier
                ? earlier.Remaining
                : await WordAsync(">=", "ASC") is { } first ? first.Remaining + first.Taken : last.Remaining;
            return new AccountWord(StoredCredits.Read(last.Remaining) ?? 0, before >= last.Remaining ? StoredCredits.Read(before - last.Remaining) : null);
        },
        cancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> CallsAsync(DateTimeOffset from, LedgerEntry? after, int take, CancellationToken cancellationToken)
    {
        // Said twice, so that the index gives a page by itself.
        string place = after is null ? "sentAt >= @from" : "sentAt >= @sentAt AND (sentAt > @sentAt OR callId > @callId)";
        string page = database.Dialect.First($"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE {place} ORDER BY sentAt, callId", "@take");
        IReadOnlyList<LedgerRow> rows = await QueryAsync<LedgerRow>(
            page,
            new { from = Stored.Of(from), sentAt = Stored.Of(after?.SentAt ?? from), callId = Stored.Of(after?.CallId ?? Guid.Empty), take },
            cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    private Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        database.RunAsync(session => session.QueryAsync<T>(sql, parameters), cancellationToken);

    private class SumsRow
    {
        public long Calls { get; init; }

        public long Failures { get; init; }

        public long MicroUsd { get; init; }

        public long CallsOfUnknownCost { get; init; }

        public long MicroCredits { get; init; }

        public CallSums ToSums() => new(Calls, Failures, new MicroUsd(MicroUsd), CallsOfUnknownCost, StoredCredits.Read(MicroCredits) ?? 0);
    }

    private sealed class DayRow : SumsRow
    {
        public long Day { get; init; }

        public required string Alias { get; init; }

        public long Images { get; init; }

        public long CreditReports { get; init; }

        public long MicroCreditsReported { get; init; }

        public DayCosts ToDay() => new(
            DateOnly.FromDayNumber((int)Day), Alias, ToSums(), Images, CreditReports, StoredCredits.Read(MicroCreditsReported) ?? 0);
    }

    private sealed class PartRow : SumsRow
    {
        public required string Part { get; init; }
    }

    private sealed class SavingRow
    {
        public long Day { get; init; }

        public required string Alias { get; init; }

        public long Answers { get; init; }

        public long MicroUsd { get; init; }

        public long MicroCredits { get; init; }
    }

    private sealed class WordRow
    {
        public long Remaining { get; init; }

        public long Taken { get; init; }
    }
}
