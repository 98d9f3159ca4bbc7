using Dapper;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <inheritdoc />
internal sealed class BudgetAlertStore(Database database) : IBudgetAlertStore
{
    private const string Since =
        """
        SELECT budget AS "Budget", unit AS "Unit", periodFrom AS "PeriodFrom", cap AS "Cap", threshold AS "Threshold", reachedAt AS "ReachedAt"
        FROM autoTagBudgetAlert WHERE periodFrom >= @from AND toldAt IS NOT NULL ORDER BY budget, unit, threshold, reachedAt
        """;

    private const string IsIt = "budget = @budget AND unit = @unit AND periodFrom = @periodFrom AND cap = @cap AND threshold = @threshold";

    // Whoever noted it and was not heard of since has died or failed over it.
    private const string TakeOver = $"UPDATE autoTagBudgetAlert SET reachedAt = @now WHERE {IsIt} AND toldAt IS NULL AND reachedAt <= @givenUp";

    public Task<bool> NoteAsync(BudgetAlert alert, CancellationToken cancellationToken)
    {
        string note = database.Dialect.InsertIfNew(
            "autoTagBudgetAlert", "budget, unit, periodFrom, cap, threshold, reachedAt", "@budget, @unit, @periodFrom, @cap, @threshold, @now", IsIt);
        DynamicParameters parameters = Parameters(alert);
        return database.InTransactionAsync(
            async session => await session.ExecuteAsync(note, parameters) == 1 || await session.ExecuteAsync(TakeOver, parameters) == 1, cancellationToken);
    }

    public Task ToldAsync(BudgetAlert alert, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync($"UPDATE autoTagBudgetAlert SET toldAt = @now WHERE {IsIt}", Parameters(alert)), cancellationToken);

    public async Task<IReadOnlyList<NotedAlert>> SinceAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
    [
        .. (await database.RunAsync(session => session.QueryAsync<Row>(Since, new { from = Stored.Of(from) }), cancellationToken)).Select(row => row.ToAlert()),
    ];

    private DynamicParameters Parameters(BudgetAlert alert) => new(new
    {
        budget = NameOf(alert.Budget),
        unit = (int)alert.Unit,
        periodFrom = Stored.Of(alert.PeriodFrom),
        cap = StoredCredits.Of(alert.Cap),
        threshold = alert.Threshold,
        now = Stored.Of(database.Now),
        givenUp = Stored.Of(database.Now - IBudgetAlertStore.TimeToTell),
    });

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
