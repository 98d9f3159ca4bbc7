using System.Diagnostics;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

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
    private const string Narrowed = "narrowed";

    private static readonly DateTimeOffset s_today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);
    private static readonly DateTimeOffset s_month = s_today.AddDays(1 - s_today.Day);

    private static readonly Budget[] s_budgets =
        [.. new[] { BudgetPeriod.Day, BudgetPeriod.Month }.Select(period => new Budget { Name = "all", Period = period, Money = new MicroUsd(10_000_000) })];

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
        Console.Error.WriteLine($"{library.Database} is filled.");
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

        string database = library.Database.ToLowerInvariant();
        Print($"p95-{database}", "GET", library, images, p95);
        Print($"narrowed-p95-{database}", Narrowed, library, images, p95);
    }

    /// <summary>The worst of the endpoints of one kind.</summary>
    private static void Print(string metric, string kind, LargeLibrary library, int images, Dictionary<string, double> p95)
    {
        var ofKind = p95.Where(endpoint => endpoint.Key.StartsWith(kind, StringComparison.Ordinal)).ToDictionary();
        KeyValuePair<string, double> worst = ofKind.MaxBy(endpoint => endpoint.Value);
        new Metric(Name, metric, worst.Value, "ms", 50, new
        {
            library.Database,
            worst = worst.Key,
            images,
            suggestions = images * 5L,
            rounds = Rounds,
            p95Ms = ofKind,
        }).Print();
    }

    private static IEnumerable<(string Endpoint, Func<Task> Ask)> Endpoints(LargeLibrary library, int images)
    {
        (string, PathScope)[] readers =
        [
            ("everything", PathScope.Everything), ("newest folder", LargeLibrary.NewestFolder), ("oldest folder", LargeLibrary.OldestFolder),
        ];
        foreach ((string reader, PathScope scope) in readers)
        {
            foreach ((string endpoint, Func<Task> ask) in OfTheQueue(library, scope).Concat(OfTheReview(library.Store<IReviewStore>(), scope)))
            {
                yield return ($"{endpoint}, {reader}", ask);
            }
        }

        yield return ("GET connections", () => ConnectionsAsync(library));
        yield return ("GET budgets", () => library.Store<IReservationStore>().LevelsAsync(s_budgets, default));
        yield return ("GET revisions", () => library.Store<IRevisionStore>().StandingAsync(default));
        yield return ("GET calibration", () => library.Store<ICalibrationStore>().CountsAsync(default));
        yield return ("GET runs", () => RunsAsync(library));
        yield return ("GET runs/{id}", () => RunAsync(library));
        yield return ("GET runs/{id}/undo", () => UndoAsync(library));
        yield return ("GET media/{key}", () => ItemAsync(library, LargeLibrary.KeyOf(Random.Shared.Next(images))));
        yield return ("what was spared this month, counted behind the back of GET status", () => SparedAsync(library));
        yield return ("the sweep's next page", () => library.Store<ISweepStore>().MediaKeysAsync(LargeLibrary.KeyOf(Random.Shared.Next(images)), 500, default));
    }

    private static IEnumerable<(string Endpoint, Func<Task> Ask)> OfTheQueue(LargeLibrary library, PathScope scope)
    {
        IWorkItemStore items = library.Store<IWorkItemStore>();
        WorkState[] all = Enum.GetValues<WorkState>();
        yield return ("status: counts", () => items.CountAsync(scope, default));
        yield return ("status: recent", () => items.RecentAsync(scope, all, 12, default));
        yield return ("status: spend", () => SpendAsync(library.Store<ILedgerStore>(), scope));
        yield return ("GET status", () => StatusAsync(library, scope));
        yield return ("GET media/recent", () => items.RecentAsync(scope, all, 100, default));
        yield return ("GET media/failed", () => items.GivenUpAsync(scope, default));
        ICoverageStore coverage = library.Store<ICoverageStore>();
        yield return ("GET coverage", () => coverage.CountAsync(scope, folder: null, default));
        yield return ("GET coverage/images, first page", () => coverage.ImagesAsync(AltTextState.Missing, scope, folder: null, after: null, 24, default));
        yield return ("GET coverage/images, from the middle", () => coverage.ImagesAsync(AltTextState.Unreviewed, scope, folder: null, "-1,1005", 24, default));
    }

    // As it is opened, and narrowed by each of what it can be narrowed by: to much of it, to little, and to nothing.
    private static IEnumerable<(string Endpoint, Func<Task> Ask)> OfTheReview(IReviewStore reviews, PathScope scope)
    {
        var pending = new ReviewFilter(scope, ReviewQueue.Pending);
        (string Name, ReviewFilter Filter)[] filters =
        [
            (string.Empty, pending),
            ("of a field", pending with { Field = Field.AltText }),
            ("of a connection", pending with { Connection = "vision" }),
            ("of a connection that was seldom asked", pending with { Connection = "second" }),
            ("of a connection that was never asked", pending with { Connection = "third" }),
            ("very sure", pending with { Band = ConfidenceBand.VerySure }),
            ("very sure of a connection", pending with { Band = ConfidenceBand.VerySure, Connection = "vision" }),
            ("in the file", pending with { Band = ConfidenceBand.Exact }),
            ("of a day", pending with { Age = ReviewAge.Day }),
            ("of a month", pending with { Age = ReviewAge.Month }),
            ("older", pending with { Age = ReviewAge.Older }),
            ("of the run over everything", pending with { Run = LargeLibrary.LargestRun }),
            ("of a run over a fiftieth", pending with { Run = LargeLibrary.SmallRun }),
            ("in a folder", pending with { Folder = LargeLibrary.Subfolder }),
            ("of a value", pending with { Field = Field.Keywords, Language = "en", ValueKey = "word 62" }),
            ("of a value of any field", pending with { ValueKey = "word 62" }),
        ];
        foreach ((string name, ReviewFilter filter) in filters)
        {
            (string get, string by) = name.Length == 0 ? ("GET", name) : ($"{Narrowed} GET", " " + name);
            yield return ($"{get} review/images{by}", () => reviews.ImagesAsync(filter, after: null, 24, default));
            yield return ($"{get} review/suggestions{by}", () => reviews.SuggestionsAsync(filter, 1_001, default));
            yield return ($"{get} review/values{by}", () => reviews.ValuesAsync(filter, after: null, 24, default));
            yield return ($"{get} review/facets{by}", () => reviews.BreakDownAsync(filter, 12, 12, default));
        }
    }

    private static async Task StatusAsync(LargeLibrary library, PathScope scope)
    {
        await library.Store<IWorkItemStore>().CountAsync(scope, default);
        await library.Store<IWorkItemStore>().RecentAsync(scope, Enum.GetValues<WorkState>(), 12, default);
        await library.Store<IConnectionStateStore>().AllAsync(default);
        await library.Store<ILedgerStore>().LastCallsAsync(default);
        await SpendAsync(library.Store<ILedgerStore>(), scope);
        await library.Store<IWorkerStore>().AllAsync(default);
    }

    private static async Task SpendAsync(ILedgerStore ledger, PathScope scope)
    {
        await ledger.SpendAsync(scope, s_today, default);
        await ledger.SpendAsync(scope, s_month, default);
    }

    private static Task SparedAsync(LargeLibrary library) => library.Store<IRunFacts>().UnsureAsync([LargeLibrary.StepPart], "en", below: 0.6, s_month, default);

    // One that made every call so far, and one that made none.
    private static async Task ConnectionsAsync(LargeLibrary library)
    {
        ILedgerStore ledger = library.Store<ILedgerStore>();
        await library.Store<IConnectionStateStore>().AllAsync(default);
        await ledger.LastCallsAsync(default);
        await SpendAsync(ledger, PathScope.Everything);
        foreach ((string connection, string model) in new[] { ("vision", "numbers-1"), ("vision", "never asked"), ("second", "never asked") })
        {
            await ledger.HistoryAsync(connection, model, 5, default);
            await library.Store<IRunFacts>().PastCallsAsync(connection, model, 200, default);
        }
    }

    private static async Task RunsAsync(LargeLibrary library)
    {
        Guid[] newest = [.. (await library.Store<IRunStore>().NewestAsync(50, default)).Select(run => run.Id)];
        await library.Store<IRunFacts>().SpendAsync(newest, default);
        await library.Store<IRunImages>().CountAsync(newest, default);
        await library.Store<IRunImages>().EndedSinceAsync(LargeLibrary.LargestRun, DateTimeOffset.UtcNow.AddMinutes(-1), default);
    }

    private static async Task RunAsync(LargeLibrary library)
    {
        Guid[] one = [(await library.Store<IRunStore>().FindAsync(LargeLibrary.LargestRun, default))!.Id];
        await library.Store<IRunFacts>().SpendAsync(one, default);
        await library.Store<IRunImages>().CountAsync(one, default);
        await library.Store<IRunImages>().EndedSinceAsync(one[0], DateTimeOffset.UtcNow.AddMinutes(-1), default);
    }

    // As far as it goes without looking at images one by one, which is done of a thousand at most.
    private static async Task UndoAsync(LargeLibrary library)
    {
        await library.Store<IRunImages>().WrittenAsync(LargeLibrary.LargestRun, after: null, UndoRun.MostLookedAt + 1, default);
        await library.Store<IRunImages>().CountAsync([LargeLibrary.LargestRun], default);
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
