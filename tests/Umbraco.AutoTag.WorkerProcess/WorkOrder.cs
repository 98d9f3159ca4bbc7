using System.Globalization;

namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>What a worker process is told.</summary>
/// <param name="Provider">Name of the database's driver.</param>
/// <param name="Database">Where AutoTag's tables are.</param>
/// <param name="Site">Where the site's media table is.</param>
/// <param name="Endpoint">The vision service.</param>
/// <param name="Beginning">When the clock of all processes began.</param>
/// <param name="Speed">How much faster it runs.</param>
/// <param name="Images">Images at once.</param>
public sealed record WorkOrder(string Provider, string Database, string Site, Uri Endpoint, DateTimeOffset Beginning, double Speed, int Images)
{
    /// <summary>The order as arguments.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        Provider, Database, Site, Endpoint.AbsoluteUri, Beginning.UtcTicks.ToString(CultureInfo.InvariantCulture), Speed.ToString(CultureInfo.InvariantCulture),
        Images.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>The order from arguments.</summary>
    public static WorkOrder From(IReadOnlyList<string> arguments) => new(
        arguments[0],
        arguments[1],
        arguments[2],
        new Uri(arguments[3]),
        new DateTimeOffset(long.Parse(arguments[4], CultureInfo.InvariantCulture), TimeSpan.Zero),
        double.Parse(arguments[5], CultureInfo.InvariantCulture),
        int.Parse(arguments[6], CultureInfo.InvariantCulture));
}
