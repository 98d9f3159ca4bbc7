using Dapper;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Costs;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <inheritdoc />
internal sealed class LedgerStore(Database database) : ILedgerStore
{
    // The whole ledger is read.
    private static readonly TimeSpan s_longestSum = TimeSpan.FromHours(1);

    public Task AppendAsync(LedgerEntry entry, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            await MoneyTurn.TakeAsync(session);
            await LedgerRows.AddAsync(session, LedgerRow.Of(entry));
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> UnsettledAsync(
        string connection, DateTimeOffset since, DateTimeOffset until, int take, CancellationToken cancellationToken)
    {
        string newest = database.Dialect.First(
            $"""
            SELECT {LedgerRow.Columns} FROM autoTagLedger
            WHERE connection = @connection AND sentAt >= @since AND sentAt <= @until AND jobId IS NOT NULL
            ORDER BY sentAt DESC, callId DESC
            """,
            "@take");
        IReadOnlyList<LedgerRow> rows = await database.RunAsync(
            session => session.QueryAsync<LedgerRow>(newest, new { connection, since = Stored.Of(since), until = Stored.Of(until), take }),
            cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public Task<bool> SettleAsync(LedgerEntry entry, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            await MoneyTurn.TakeAsync(session);
            return await LedgerRows.SettleAsync(session, LedgerRow.Of(entry));
        },
        cancellationToken);

    public Task<int> RecomputeAsync(CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            session.StatementTimeout = s_longestSum;
            await MoneyTurn.TakeAsync(session);
            return await SpendSums.PerRun.RecomputeAsync(session, database.Dialect)
                + await SpendSums.PerFolder.RecomputeAsync(session, database.Dialect)
                + await MeterSums.RecomputeAsync(session);
        },
        cancellationToken);

    public Task<IReadOnlyList<Spend>> SpendAsync(PathScope scope, DateTimeOffset from, CancellationToken cancellationToken)
    {
        long ticks = Stored.Of(from);
        bool isWholeDays = ticks % TimeSpan.TicksPerDay == 0;
        var parameters = new DynamicParameters(new { from = ticks, day = SpendSum.DayOf(ticks) });
        string rows = (isWholeDays, scope.Paths) switch
        {
            (false, _) => OfLedger(Scope.Condition(scope, parameters)),
            (true, null) => FromSums("autoTagSpend", "1 = 1"),
            (true, _) => $"{FromSums("autoTagFolderSpend", Scope.Condition(scope, parameters, "folder"))} UNION ALL {OfLedger(OnItsOwn(scope.Paths, parameters))}",
        };
        string spends = $"{Sums} FROM ({rows}) AS calls GROUP BY LOWER(alias) ORDER BY LOWER(alias)";

        return database.RunAsync<IReadOnlyList<Spend>>(
            async session =>
            {
                var found = new List<Spend>();
                foreach (SpendRow row in await session.QueryAsync<SpendRow>(spends, parameters))
                {
                    found.Add(row.ToSpend(await RemainingAsync(session, row.Connection)));
                }

                return found;
            },
            cancellationToken);
    }

    private const string Sums =
        """
        SELECT MAX(alias) AS "Connection",
            CAST(SUM(calls) AS bigint) AS "Calls",
            CAST(SUM(failures) AS bigint) AS "Failures",
            CAST(SUM(microUsd) AS bigint) AS "MicroUsd",
            CAST(SUM(callsOfUnknownCost) AS bigint) AS "CallsOfUnknownCost",
            CAST(SUM(microCredits) AS bigint) AS "MicroCredits"
        """;

    private static string FromSums(string table, string condition) =>
        $"SELECT alias, calls, failures, microUsd, callsOfUnknownCost, microCredits FROM {table} WHERE day >= @day AND {condition}";

    private static string OfLedger(string condition) =>
        $"""
        SELECT connection AS alias,
            1 AS calls,
            CASE WHEN failure IS NULL THEN 0 ELSE 1 END AS failures,
            COALESCE(microUsd, 0) AS microUsd,
            CASE WHEN microUsd IS NULL AND charged <> 0 THEN 1 ELSE 0 END AS callsOfUnknownCost,
            COALESCE(microCreditsTaken, 0) AS microCredits
        FROM autoTagLedger
        WHERE sentAt >= @from AND {condition}
        """;

    /// <summary>The calls for an image that is itself where somebody's part of the library begins: its folder is not in that part.</summary>
    private static string OnItsOwn(IReadOnlyList<string> paths, DynamicParameters parameters)
    {
        string[] beginnings = [.. paths.Where(path => !paths.Any(above => path.StartsWith(above + ",", StringComparison.Ordinal))).Distinct()];
        for (int number = 0; number < beginnings.Length; number++)
        {
            parameters.Add($"beginning{number}", beginnings[number]);
        }

        return beginnings.Length == 0 ? "1 = 0" : $"path IN ({string.Join(", ", beginnings.Select((_, number) => $"@beginning{number}"))})";
    }

    public async Task<IReadOnlyList<LedgerEntry>> ForMediaAsync(Guid mediaKey, int take, CancellationToken cancellationToken)
    {
        string newest = database.Dialect.First(
            $"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE mediaKey = @mediaKey ORDER BY sentAt DESC, callId DESC",
            "@take");
        IReadOnlyList<LedgerRow> rows = await database.RunAsync(
            session => session.QueryAsync<LedgerRow>(newest, new { mediaKey = Stored.Of(mediaKey), take }),
            cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<IReadOnlyList<LedgerEntry>> LastCallsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerRow> rows = await database.RunAsync(LastOfEachAsync, cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public Task<IReadOnlyList<AnsweringModel>> AnsweringModelsAsync(string connection, string modelAsked, CancellationToken cancellationToken) =>
        database.RunAsync(session => AnsweringModels.OfAsync(session, connection, modelAsked), cancellationToken);

    public Task<CallHistory> HistoryAsync(string connection, string? modelAsked, int failures, CancellationToken cancellationToken) => database.RunAsync(
        async session =>
        {
            string lastFailures = database.Dialect.First(
                $"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE connection = @connection AND failure IS NOT NULL ORDER BY sentAt DESC, callId DESC",
                "@take");
            IReadOnlyList<LedgerRow> rows = await session.QueryAsync<LedgerRow>(lastFailures, new { connection, take = failures });
            return new CallHistory(
                [.. rows.Select(row => row.ToEntry())],
                await AnsweringModels.OfAsync(session, connection, modelAsked),
                StoredCredits.Read(await RemainingAsync(session, connection)));
        },
        cancellationToken);

    // The running sums know the connections; asking the ledger which it has would read the whole of it.
    private async Task<IReadOnlyList<LedgerRow>> LastOfEachAsync(Session session)
    {
        string last = database.Dialect.First(
            $"SELECT {LedgerRow.Columns} FROM autoTagLedger WHERE connection = @alias ORDER BY sentAt DESC, callId DESC",
            "@take");
        var rows = new List<LedgerRow>();
        foreach (string alias in await session.QueryAsync<string>("SELECT DISTINCT alias FROM autoTagSpend ORDER BY alias"))
        {
            rows.AddRange(await session.QueryAsync<LedgerRow>(last, new { alias, take = 1 }));
        }

        return rows;
    }

    // What is left belongs to the account, not to a part of the library or to a period.
    private Task<long?> RemainingAsync(Session session, string connection) => session.FirstAsync<long?>(
        database.Dialect.First(
            """
            SELECT microCreditsRemaining FROM autoTagLedger
            WHERE connection = @connection AND microCreditsRemaining IS NOT NULL
            ORDER BY sentAt DESC, callId DESC
            """,
            "@take"),
        new { connection, take = 1 });

    private sealed class SpendRow
    {
        public required string Connection { get; init; }

        public long Calls { get; init; }

        public long Failures { get; init; }

        public long MicroUsd { get; init; }

        public long CallsOfUnknownCost { get; init; }

        public long MicroCredits { get; init; }

        public Spend ToSpend(long? remaining) => new(
            Connection,
            Calls,
            Failures,
            new MicroUsd(MicroUsd),
            CallsOfUnknownCost,
            StoredCredits.Read(MicroCredits) ?? 0,
            StoredCredits.Read(remaining));
    }
}
