using Dapper;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <summary>Adds up what a budget counts: running sums and calls under way, never the ledger.</summary>
internal static class BudgetSums
{
    /// <summary>How much of the budget is gone in the period that holds <paramref name="at"/>.</summary>
    public static async Task<BudgetLevel> LevelAsync(Session session, Budget budget, DateTimeOffset at)
    {
        Taken spent = await TakenAsync(session, budget, at, "autoTagSpend", "day >= @day");
        Taken reserved = await TakenAsync(session, budget, at, "autoTagReservation", "reservedAt >= @from");
        return new BudgetLevel(
            budget,
            new MicroUsd(spent.MicroUsd),
            new MicroUsd(reserved.MicroUsd),
            StoredCredits.Read(spent.MicroCredits) ?? 0,
            StoredCredits.Read(reserved.MicroCredits) ?? 0);
    }

    private static Task<Taken> TakenAsync(Session session, Budget budget, DateTimeOffset at, string table, string period)
    {
        DateTimeOffset from = budget.From(at);
        var parameters = new DynamicParameters(new { from = Stored.Of(from), day = SpendSum.DayOf(Stored.Of(from)) });
        var conditions = new List<string> { period };
        if (budget.Connection is { } connection)
        {
            conditions.Add("connection = @connection");
            parameters.Add("connection", connection.ToLowerInvariant());
        }

        if (budget.RunId is { } run)
        {
            // A run counts from its beginning, and its own index finds it.
            conditions[0] = "runId = @runId";
            parameters.Add("runId", Stored.Of(run));
        }

        return session.FirstAsync<Taken>(
            $"""
            SELECT CAST(COALESCE(SUM(microUsd), 0) AS bigint) AS "MicroUsd", CAST(COALESCE(SUM(microCredits), 0) AS bigint) AS "MicroCredits"
            FROM {table} WHERE {string.Join(" AND ", conditions)}
            """,
            parameters);
    }

    private readonly record struct Taken(long MicroUsd, long MicroCredits);
}
