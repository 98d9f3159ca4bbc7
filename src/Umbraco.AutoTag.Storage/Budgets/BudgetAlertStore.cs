using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <inheritdoc />
internal sealed class BudgetAlertStore(Database database) : IBudgetAlertStore
{
    private const string Since =
        """
        SELECT budget AS "Budget", unit AS "Unit", periodFrom AS "PeriodFrom", cap AS "Cap", threshold AS "Threshold", reachedAt AS "ReachedAt"
        FROM autoTagBudgetAlert WHERE periodFrom >= @from ORDER BY budget, unit, threshold, reachedAt
        """;

    public Task<bool> NoteAsync(BudgetAlert alert, CancellationToken cancellationToken)
    {
        string note = database.Dialect.InsertIfNew(
            "autoTagBudgetAlert",
            "budget, unit, periodFrom, cap, threshold, reachedAt",
            "@budget, @unit, @periodFrom, @cap, @threshold, @now",
            "budget = @budget AND unit = @unit AND periodFrom = @periodFrom AND cap = @cap AND threshold = @threshold");
        var parameters = new
        {
            budget = NameOf(alert.Budget),
            unit = (int)alert.Unit,
            periodFrom = Stored.Of(alert.PeriodFrom),
            cap = StoredCredits.Of(alert.Cap),
            threshold = alert.Threshold,
            now = Stored.Of(database.Now),
        };
        return database.InTransactionAsync(async session => await session.ExecuteAsync(note, parameters) == 1, cancellationToken);
    }

    public async Task<IReadOnlyList<NotedAlert>> SinceAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
    [
        .. (await database.RunAsync(session => session.QueryAsync<Row>(Since, new { from = Stored.Of(from) }), cancellationToken)).Select(row => row.ToAlert()),
    ];

    private static string NameOf(string budget) => Stored.Word(budget.ToLowerInvariant(), 200)!;

    private sealed class Row
    {
        public required string Budget { get; init; }

        public int Unit { get; init; }

        public long PeriodFrom { get; init; }

        public long Cap { get; init; }

        public int Threshold { get; init; }

        public long ReachedAt { get; init; }

        public NotedAlert ToAlert() => new(
            new BudgetAlert(Budget, (BudgetUnit)Unit, Stored.Time(PeriodFrom), StoredCredits.Read(Cap) ?? 0, Threshold), Stored.Time(ReachedAt));
    }
}
