using System.Diagnostics;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Corridor.Tests;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// How long an estimate takes in front of a million media, of which nearly all were looked at and half is known as it would be asked now. Umbraco's
/// part – counting the media and reading those that are looked at – is not in it, nor is HTTP.
/// </summary>
internal static class Estimate
{
    public const string Name = "estimate";

    private const int WarmUp = 2;
    private const int Rounds = 30;
    private const double GoalSeconds = 2;

    private static readonly (string Name, RunSelection Selection)[] s_selections =
    [
        ("the whole library", new RunSelection()),
        ("what stands under another revision", new RunSelection { OtherRevision = true }),
        ("without alt text", new RunSelection { Missing = Field.AltText }),
        ("what AutoTag wrote", new RunSelection { Owner = Owner.AutoTag }),
        ("decided anew", new RunSelection { DecideAnew = true }),
    ];

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
        var site = new OneConnection();
        await library.FillWorkedAsync(images);
        await library.AnswerHalfAsync(RevisionOf.StepPart(site.Default.Steps[0], site.Default, site.All[0]));
        EstimateRun estimates = EstimatesOf(library, site, images);
        var p95 = new Dictionary<string, double>();
        var looked = new Dictionary<string, object>();
        foreach ((string name, RunSelection selection) in s_selections)
        {
            var times = new double[Rounds];
            for (int round = -WarmUp; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                RunEstimate estimate = await estimates.OfAsync(selection, default);
                times[Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                looked[name] = new { estimate.LookedAt, estimate.Images, estimate.Free, estimate.Calls, medianSeconds = times.Median() };
            }

            p95[name] = times.Percentile(0.95);
        }

        new Metric(Name, $"duration-{library.Database.ToLowerInvariant()}", p95.Values.Max(), "s", GoalSeconds, new { library.Database, images, rounds = Rounds, p95Seconds = p95, looked }).Print();
    }

    private static EstimateRun EstimatesOf(LargeLibrary library, OneConnection site, int images)
    {
        IRunFacts facts = library.Store<IRunFacts>();
        var forecast = new CallForecast(facts, new Prices(site), site);
        var answers = new StepAnswers(library.Store<IAnalysisStore>(), site);
        return new EstimateRun(
            new NumberedMedia(images, ItemOf),
            facts,
            forecast,
            new SparedCalls(facts, forecast, answers, site, site),
            answers,
            site,
            site,
            () => new IntakeRules(new HashSet<string> { "Image" }, []),
            TimeProvider.System);
    }

    // Half of the images have an alt text.
    private static MediaItem ItemOf(int image) => new()
    {
        Key = LargeLibrary.KeyOf(image),
        Path = $"-1,1000,2000,{1_000_000 + image}",
        Name = $"Picture {image}",
        TypeAlias = "Image",
        FileValue = $"/media/{image}.jpg",
        FileName = $"{image}.jpg",
        UploadedAt = DateTimeOffset.UnixEpoch,
        Trashed = false,
        Fields = new Dictionary<FieldKey, FieldValue>
        {
            [Given.AltText] = FieldValue.OfText(image % 2 == 0 ? null : $"What picture {image} shows"),
            [Given.Keywords] = FieldValue.OfKeywords(["word 1", "word 2"]),
        },
    };

    /// <summary>A site with the connection and the model that made the library's calls.</summary>
    private sealed class OneConnection : IConnections, IProfiles, IPriceCatalogue
    {
        public IReadOnlyList<Connection> All { get; } =
            [new Connection("vision", new ConnectionOptions { Provider = "scripted", Model = "numbers-1" }, new ScriptedProvider(), Http: null!)];

        public Profile Default { get; } = new() { Alias = "default", Language = "en", Steps = [new Step("vision", VisionTasks.Keywords | VisionTasks.AltText)] };

        public Connection? Find(string alias) => All.FirstOrDefault(connection => connection.Alias == alias);

        Profile? IProfiles.Find(string alias) => Default;

        ModelPrice? IPriceCatalogue.Find(Connection connection, string model) => null;
    }
}
