namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>So much of a budget is gone in a period.</summary>
/// <param name="Budget">The budget's name, ignoring case.</param>
/// <param name="Unit">What is capped.</param>
/// <param name="PeriodFrom">The first moment of the period.</param>
/// <param name="Cap">The limit it was held against: of another one the parts are reached anew.</param>
/// <param name="Threshold">Which part was reached, in percent: one of <see cref="Thresholds"/>.</param>
public sealed record BudgetAlert(string Budget, BudgetUnit Unit, DateTimeOffset PeriodFrom, decimal Cap, int Threshold)
{
    /// <summary>The parts that are told, in percent.</summary>
    public static IReadOnlyList<int> Thresholds { get; } = [50, 80, 100];

    /// <summary>Which of them are reached, the lowest first.</summary>
    /// <param name="spent">What calls have cost. What is put aside may come back, and is not counted.</param>
    /// <param name="cap">The limit.</param>
    /// <param name="isUsedUp">True where the next image does not fit any more: the last cents are never spent, and yet the budget is at its end.</param>
    public static IEnumerable<int> Reached(decimal spent, decimal cap, bool isUsedUp) => Thresholds.Where(threshold => isUsedUp || spent * 100 >= cap * threshold);
}

/// <summary>An alert and when it was noted.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="ReachedAt">When a server saw it.</param>
public sealed record NotedAlert(BudgetAlert Alert, DateTimeOffset ReachedAt);

/// <summary>
/// Which alerts were given, shared by all servers. Each is given by one server, once; again only where that server died, or failed, on the way: better
/// twice than never.
/// </summary>
public interface IBudgetAlertStore
{
    /// <summary>How long a server that noted an alert may take to give it, before another one does.</summary>
    static readonly TimeSpan TimeToTell = TimeSpan.FromMinutes(2);

    /// <summary>Notes an alert that is to be given. True for the one server that is to give it.</summary>
    Task<bool> NoteAsync(BudgetAlert alert, CancellationToken cancellationToken);

    /// <summary>A noted alert was given.</summary>
    Task ToldAsync(BudgetAlert alert, CancellationToken cancellationToken);

    /// <summary>The alerts that were given, of periods that began at that moment or later.</summary>
    Task<IReadOnlyList<NotedAlert>> SinceAsync(DateTimeOffset from, CancellationToken cancellationToken);
}
