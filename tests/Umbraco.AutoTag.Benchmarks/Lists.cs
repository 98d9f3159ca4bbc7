using System.Diagnostics;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What every list and count of the API asks the stores for, one after the other as its endpoint does: of a million images and five million suggestions,
/// for an editor of everything and for editors of one folder in ten. Umbraco's own part (names, permissions, HTTP) is not in it.
/// </summary>
internal static class Lists
{
    public const string Name = "lists";

    private const int WarmUp = 10;
    private const int Rounds = 100;

    public static async Task RunAsync(int images)
    {
        await using (LargeLibrary sqlite = LargeLibrary.OnSqlite())
        {
            await MeasureAsync(sqlite, images);
        }

        await using LargeLibrary postgres = await LargeLibrary.OnPostgresAsync();
        await MeasureAsync(postgres, images);
    }

    private static async Task MeasureAsync(LargeLibrary library, int images)
    {
        await library.FillWorkedAsync(images);
        var p95 = new Dictionary<string, double>();
        foreach ((string endpoint, Func<Task> ask) in Endpoints(library, images))
        {
            var times = new double[Rounds];
            for (int round = -WarmUp; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                await ask();
                times[Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            p95[endpoint] = times.Percentile(0.95);
            Console.Error.WriteLine($"{library.Database}, {endpoint}: median {times.Median():0.0} ms, p95 {p95[endpoint]:0.0} ms");
        }

        KeyValuePair<string, double> worst = p95.MaxBy(endpoint => endpoint.Value);
        new Metric(Name, $"p95-{library.Database.ToLowerInvariant()}", worst.Value, "ms", 50, new
        {
            library.Database,
            worst = worst.Key,
            images,
            suggestions = images * 5L,
            rounds = Rounds,
            p95Ms = p95,
        }).Print();
    }

    private static IEnumerable<(string Endpoint, Func<Task> Ask)> Endpoints(LargeLibrary library, int images)
    {
        (string, PathScope)[] readers =
        [
            ("everything", PathScope.Everything), ("newest folder", LargeLibrary.NewestFolder), ("oldest folder", LargeLibrary.OldestFolder),
        ];
        IWorkItemStore items = library.Store<IWorkItemStore>();
        ILedgerStore ledger = library.Store<ILedgerStore>();
        WorkState[] all = Enum.GetValues<WorkState>();
        foreach ((string reader, PathScope scope) in readers)
        {
            yield return ($"status: counts, {reader}", () => items.CountAsync(scope, default));
            yield return ($"status: recent, {reader}", () => items.RecentAsync(scope, all, 12, default));
            yield return ($"status: spend, {reader}", () => SpendAsync(ledger, scope));
            yield return ($"GET status, {reader}", () => StatusAsync(library, scope));
            yield return ($"GET media/recent, {reader}", () => items.RecentAsync(scope, all, 100, default));
            yield return ($"GET media/failed, {reader}", () => items.GivenUpAsync(scope, default));
        }

        yield return ("GET connections", () => ConnectionsAsync(library));
        yield return ("GET media/{key}", () => ItemAsync(library, LargeLibrary.KeyOf(Random.Shared.Next(images))));
        yield return ("the sweep's next page", () => library.Store<ISweepStore>().MediaKeysAsync(LargeLibrary.KeyOf(Random.Shared.Next(images)), 500, default));
    }

    private static async Task StatusAsync(LargeLibrary library, PathScope scope)
    {
        await library.Store<IWorkItemStore>().CountAsync(scope, default);
        await library.Store<IWorkItemStore>().RecentAsync(scope, Enum.GetValues<WorkState>(), 12, default);
        await ConnectionsAsync(library);
        await SpendAsync(library.Store<ILedgerStore>(), scope);
    }

    private static async Task SpendAsync(ILedgerStore ledger, PathScope scope)
    {
        DateTimeOffset today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);
        await ledger.SpendAsync(scope, today, default);
        await ledger.SpendAsync(scope, today.AddDays(1 - today.Day), default);
    }

    private static async Task ConnectionsAsync(LargeLibrary library)
    {
        await library.Store<IConnectionStateStore>().AllAsync(default);
        await library.Store<ILedgerStore>().LastCallsAsync(default);
    }

    private static async Task ItemAsync(LargeLibrary library, Guid key)
    {
        ISuggestionStore suggestions = library.Store<ISuggestionStore>();
        await library.Store<IWorkItemStore>().FindAsync(key, default);
        await library.Store<ILedgerStore>().ForMediaAsync(key, 500, default);
        IReadOnlyList<Suggestion> proposed = await suggestions.ForMediaAsync(key, default);
        await suggestions.WritesAsync(key, default);
        await suggestions.DecisionsAsync(key, default);
        await library.Store<IAnalysisStore>().GetAsync([.. proposed.Select(suggestion => suggestion.AnalysisId).Distinct()], default);
    }
}
