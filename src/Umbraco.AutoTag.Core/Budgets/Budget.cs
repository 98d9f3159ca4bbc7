using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Budgets;

/// <summary>A cap on what may be spent: in a period, or by one run; by one connection, or by all of them together.</summary>
public sealed record Budget
{
    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it covers.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>Alias of the only connection it counts, ignoring case; null where it counts all.</summary>
    public string? Connection { get; init; }

    /// <summary>The only run it counts; set where, and only where, <see cref="Period"/> is <see cref="BudgetPeriod.Run"/>.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The most money; null where money is not capped.</summary>
    public MicroUsd? Money { get; init; }

    /// <summary>The most provider credits; null where they are not capped.</summary>
    public decimal? Credits { get; init; }

    /// <summary>Where a person changes it: a configuration key, without the cap's own name; null for a run, whose cap is set when it starts.</summary>
    public string? Key { get; init; }

    /// <summary>The first moment that counts, at <paramref name="now"/>.</summary>
    public DateTimeOffset From(DateTimeOffset now) => Period switch
    {
        BudgetPeriod.Day => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero),
        BudgetPeriod.Month => new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero),
        _ => DateTimeOffset.MinValue,
    };

    /// <summary>When its next period begins; null for a run, which has one only.</summary>
    public DateTimeOffset? OpensAgain(DateTimeOffset now) => Period switch
    {
        BudgetPeriod.Day => From(now).AddDays(1),
        BudgetPeriod.Month => From(now).AddMonths(1),
        _ => null,
    };
}

/// <summary>What a budget covers. Days and months are those of UTC, so that all servers of a site agree on them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BudgetPeriod>))]
public enum BudgetPeriod
{
    /// <summary>One day.</summary>
    Day,

    /// <summary>One calendar month.</summary>
    Month,

    /// <summary>One run, however long it takes.</summary>
    Run,
}

/// <summary>The run a call belongs to, and what that run may spend in all.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Money">The most money; null where the run has no cap of its own.</param>
/// <param name="Credits">The most provider credits; null where they are not capped.</param>
public sealed record RunBudget(Guid RunId, MicroUsd? Money = null, decimal? Credits = null)
{
    /// <summary>At which price its images are looked at.</summary>
    public BatchMode Batch { get; init; }

    /// <summary>True where the run calls nobody: it decides on what is known.</summary>
    public bool AsksNobody { get; init; }

    /// <summary>The same as a budget beside the others; null where it caps nothing.</summary>
    public Budget? Budget => Money is null && Credits is null
        ? null
        : new Budget { Name = "this run", Period = BudgetPeriod.Run, RunId = RunId, Money = Money, Credits = Credits };
}

/// <summary>The budgets of this site, as configured at this moment.</summary>
public interface IBudgets
{
    /// <summary>Those that count what this connection spends.</summary>
    IReadOnlyList<Budget> For(string connection);
}
