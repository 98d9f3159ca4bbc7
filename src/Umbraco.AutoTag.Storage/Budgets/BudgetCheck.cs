using System.Globalization;
using Dapper;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <summary>Asks one budget after the other whether a reservation still fits. Reads running sums and calls under way, never the ledger.</summary>
internal sealed class BudgetCheck(Reservation reservation)
{
    /// <summary>The budget's no; null where the reservation fits.</summary>
    public async Task<BudgetRefusal?> RefusalAsync(Session session, Budget budget)
    {
        Taken spent = await TakenAsync(session, budget, "autoTagSpend", "day >= @day");
        Taken reserved = await TakenAsync(session, budget, "autoTagReservation", "reservedAt >= @from");
        return OverMoney(budget, spent, reserved) ?? OverCredits(budget, spent, reserved);
    }

    private BudgetRefusal? OverMoney(Budget budget, Taken spent, Taken reserved)
    {
        if (budget.Money is not { } cap)
        {
            return null;
        }

        MicroUsd needed = reservation.AtMost.Cost ?? throw UnknownEstimate(budget);
        return Int128.CreateChecked(spent.MicroUsd) + reserved.MicroUsd + needed.Amount > cap.Amount
            ? new BudgetRefusal(budget, BudgetUnit.Money, cap.Usd, new MicroUsd(spent.MicroUsd).Usd, new MicroUsd(reserved.MicroUsd).Usd, needed.Usd)
            : null;
    }

    private BudgetRefusal? OverCredits(Budget budget, Taken spent, Taken reserved)
    {
        if (budget.Credits is not { } cap)
        {
            return null;
        }

        decimal needed = reservation.AtMost.Credits ?? throw UnknownEstimate(budget);
        (decimal gone, decimal held) = (StoredCredits.Read(spent.MicroCredits) ?? 0, StoredCredits.Read(reserved.MicroCredits) ?? 0);
        return gone + held + needed > cap ? new BudgetRefusal(budget, BudgetUnit.Credits, cap, gone, held, needed) : null;
    }

    private Task<Taken> TakenAsync(Session session, Budget budget, string table, string period)
    {
        DateTimeOffset from = budget.From(reservation.ReservedAt);
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

    private ArgumentException UnknownEstimate(Budget budget) => new(
        string.Create(CultureInfo.InvariantCulture, $"What a call to {reservation.Connection} takes is unknown, and budget '{budget.Name}' caps it."));

    private readonly record struct Taken(long MicroUsd, long MicroCredits);
}
