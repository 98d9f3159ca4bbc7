using System.Text.Json;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>What a worker process is told.</summary>
/// <param name="Provider">Name of the database's driver.</param>
/// <param name="Database">Where AutoTag's tables are.</param>
/// <param name="Site">Where the site's media table is.</param>
/// <param name="Endpoint">The vision service.</param>
/// <param name="Beginning">What the clock of all processes shows when it begins.</param>
/// <param name="Speed">How much faster it runs.</param>
/// <param name="Images">Images at once.</param>
public sealed record WorkOrder(string Provider, string Database, string Site, Uri Endpoint, DateTimeOffset Beginning, double Speed, int Images)
{
    /// <summary>Alias of the only connection.</summary>
    public const string Connection = "vision";

    /// <summary>When it begins, by the world's clock.</summary>
    public DateTimeOffset BegunAt { get; init; } = Beginning;

    /// <summary>The most credits one image takes; null where nothing is said of credits.</summary>
    public decimal? CreditsPerImage { get; init; }

    /// <summary>The budgets.</summary>
    public IReadOnlyList<Cap> Caps { get; init; } = [];

    /// <summary>Calls allowed in a minute; null where there is no limit.</summary>
    public int? CallsPerMinute { get; init; }

    /// <summary>The order as the arguments of a process.</summary>
    public IReadOnlyList<string> ToArguments() => [JsonSerializer.Serialize(this)];

    /// <summary>The order from arguments.</summary>
    public static WorkOrder From(IReadOnlyList<string> arguments) => JsonSerializer.Deserialize<WorkOrder>(arguments[0])!;
}

/// <summary>A budget as a process is told of it.</summary>
/// <param name="Period">What it covers.</param>
/// <param name="Connection">The only connection it counts; null where it counts all.</param>
/// <param name="MicroUsd">The most money; null where money is not capped.</param>
/// <param name="Credits">The most credits; null where they are not capped.</param>
public sealed record Cap(BudgetPeriod Period, string? Connection, long? MicroUsd, decimal? Credits)
{
    /// <summary>The budget.</summary>
    public Budget ToBudget() => new()
    {
        Name = $"of the {Period}",
        Period = Period,
        Connection = Connection,
        Money = MicroUsd is { } money ? new MicroUsd(money) : null,
        Credits = Credits,
        Key = $"AutoTag:Budgets:{Period}",
    };
}
