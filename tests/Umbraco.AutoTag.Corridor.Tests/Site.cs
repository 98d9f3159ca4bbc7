using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Databases;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The corridor as the package builds it, with a real database file, media in memory and a provider that says what the test wants.</summary>
internal sealed class Site : IDisposable, IConnections, IProfiles, IBudgets, IPriceCatalogue
{
    private static readonly Lazy<Task<byte[]>> s_newDatabase = new(NewDatabaseAsync);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new(new ExchangeObserver { InnerHandler = new HttpClientHandler() });
    private readonly ServiceProvider _stores;

    private Site(Seams seams, Func<HttpClient, Connection>? connection)
    {
        SQLitePCL.Batteries_V2.Init();
        System.Data.Common.DbProviderFactories.RegisterFactory("Microsoft.Data.Sqlite", SqliteFactory.Instance);
        _stores = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IProfiles>(this)
            .AddAutoTagStorage(_ => DatabaseSettings.For("Microsoft.Data.Sqlite", $"Data Source={_folder.File("autotag.db")}"))
            .BuildServiceProvider();

        if (connection is null)
        {
            Connect("vision", Provider);
        }
        else
        {
            All.Add(connection(_http));
        }

        Default = new Profile { Alias = "default", Language = "en", Steps = [new Step("vision", VisionTasks.Keywords | VisionTasks.AltText)] };

        Func<IntakeRules> rules = Rules = () => new IntakeRules(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Image" }, Excluded);
        Intake = new Core.Corridor.Intake(Items, this, rules);
        Held = new HeldConnections(Clock);
        Claim = new Claim(seams.Around(Items), this, Held, "worker");
        Library.SavedByUs = save => Sweeps.SeenAsync([save], default).GetAwaiter().GetResult();
        Library.Now = Clock.GetUtcNow;
        Library.IsExcluded = path => !rules().Allow("Image", path);
        Review = new Review(Library, Suggestions, Clock, Ear);
        Sweep = new Sweep(Library, Items, Sweeps, this, this, Review, Clock);
        Undo = new Undo(Library, Suggestions, Clock, Ear);
        IMediaLibrary library = seams.Around<IMediaLibrary>(Library);
        IWorkItemStore items = seams.Around(Items);
        ISuggestionStore suggestions = seams.Around(Suggestions);
        var drifts = new DriftWatch(
            new ModelChanges(seams.Around(Ledger), new Logger<ModelChanges>(seams.Logs)), seams.Around(ConnectionStates), Clock, new Logger<DriftWatch>(seams.Logs));
        IVisionCaller caller = CallChain.Build(
            seams.Around(ConnectionStates),
            seams.Around(Store<IRatePermitStore>()),
            seams.Around(Ledger),
            seams.Around(Reservations),
            this,
            new Prices(this),
            this,
            drifts,
            Clock,
            jitter: () => 0,
            seams.Logs);
        IBatchStore batches = seams.Around(Batches);
        var batched = new BatchedCalls(
            batches,
            CallChain.BuildBatched(batches, seams.Around(ConnectionStates), seams.Around(Reservations), this, new Prices(this), this, Clock, seams.Logs));
        AdvanceBatches = new AdvanceBatches(
            batches,
            Runs,
            this,
            new BuildBatch(batches, this, this, library, items, new Prepare(library), new LastLook(library, items, rules), Wordings, Clock, new Logger<BuildBatch>(seams.Logs)),
            new SendBatch(batches, Runs, ConnectionStates, this, Clock, seams.Logs),
            new SettleBatch(batches, seams.Around(Analyses), Wordings, new Prices(this), drifts, Clock, new Logger<SettleBatch>(seams.Logs)),
            Clock,
            new Logger<AdvanceBatches>(seams.Logs));
        Test = new TestConnection(caller, this, Ledger, Clock);
        var analyse = new Analyse(
            this, seams.Around(Analyses), seams.Around(Store<ILookStore>()), Wordings, seams.Around(caller), batched, new Prices(this), Held, Clock, new Logger<Analyse>(seams.Logs));
        var prepare = new Prepare(library);
        var lastLook = new LastLook(library, items, rules);
        var curves = new KnownCurves(Store<ICalibrationStore>(), Clock);
        IRevisionStore revisions = seams.Around(Store<IRevisionStore>());
        Sample = new SampleImage(library, suggestions, revisions, this, this, prepare, analyse, lastLook, items, Store<ISampleStore>(), curves, Clock);
        Walk = new Walk(
            library,
            items,
            suggestions,
            revisions,
            this,
            this,
            new ObserveSave(library, suggestions, new Review(library, suggestions, Clock, Ear), Clock, Ear),
            prepare,
            analyse,
            lastLook,
            new Apply(library, items, suggestions, Clock, Ear),
            curves,
            Held,
            Ear,
            Clock,
            jitter: () => Jitter(),
            new Logger<Walk>(seams.Logs));
    }

    /// <summary>The connection's prices, and whatever else a test changes of it.</summary>
    public ConnectionOptions Options => All[0].Options;

    public FakeClock Clock { get; } = new();

    public DateTimeOffset Start { get; } = new FakeClock().GetUtcNow();

    /// <summary>What the corridor told of what became of images.</summary>
    public Ear Ear { get; } = new();

    public ScriptedProvider Provider { get; } = new();

    public MemoryLibrary Library { get; } = new();

    public Schema Schema => Store<Schema>();

    public IWorkItemStore Items => Store<IWorkItemStore>();

    public ISweepStore Sweeps => Store<ISweepStore>();

    public HeldConnections Held { get; }

    public Func<double> Jitter { get; set; } = () => 0;

    public string DatabaseFile => _folder.File("autotag.db");

    public ISuggestionStore Suggestions => Store<ISuggestionStore>();

    public ILedgerStore Ledger => Store<ILedgerStore>();

    public ICostStore Costs => Store<ICostStore>();

    public IReservationStore Reservations => Store<IReservationStore>();

    public IAnalysisStore Analyses => Store<IAnalysisStore>();

    public IWordingStore Wordings => Store<IWordingStore>();

    public IBatchStore Batches => Store<IBatchStore>();

    public AdvanceBatches AdvanceBatches { get; }

    public IRunStore Runs => Store<IRunStore>();

    public IRunImages RunImages => Store<IRunImages>();

    public ICoverageStore Coverage => Store<ICoverageStore>();

    public IRunFacts RunFacts => Store<IRunFacts>();

    public CallForecast Forecast => new(RunFacts, new Prices(this), this);

    public SparedCalls Spared => new(RunFacts, Forecast, new StepAnswers(Analyses, this), this, this);

    public EstimateRun Estimates =>
        new(new MemoryRunMedia(Library), RunFacts, Forecast, Spared, new StepAnswers(Analyses, this), this, this, Rules, Clock);

    /// <summary>What AutoTag may look at.</summary>
    public Func<IntakeRules> Rules { get; }

    public IConnectionStateStore ConnectionStates => Store<IConnectionStateStore>();

    public Core.Corridor.Intake Intake { get; }

    public Claim Claim { get; }

    public Sweep Sweep { get; }

    public Walk Walk { get; }

    public SampleImage Sample { get; }

    public Review Review { get; }

    public TestConnection Test { get; }

    public Undo Undo { get; }

    public List<Connection> All { get; } = [];

    IReadOnlyList<Connection> IConnections.All => All;

    public Profile Default { get; set; }

    public List<Budget> Budgets { get; } = [];

    /// <summary>The id paths of the folders that are never sent.</summary>
    public List<string> Excluded { get; } = [];

    public static async Task<Site> OpenAsync(Seams? seams = null, Func<HttpClient, Connection>? connection = null)
    {
        var site = new Site(seams ?? new Seams(), connection);
        await File.WriteAllBytesAsync(site.DatabaseFile, await s_newDatabase.Value);
        await site.Schema.MigrateAsync(default);
        return site;
    }

    // Thousands of sites begin with the same tables.
    private static async Task<byte[]> NewDatabaseAsync()
    {
        using var site = new Site(new Seams(), connection: null);
        await site.Schema.MigrateAsync(default);
        await site.RunSqlAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return await File.ReadAllBytesAsync(site.DatabaseFile);
    }

    /// <summary>Adds an account at a system; another model is another question.</summary>
    public ScriptedProvider Connect(string alias, ScriptedProvider? provider = null, decimal? usdPerImage = null, string? model = null)
    {
        provider ??= new ScriptedProvider();
        var options = new ConnectionOptions { Provider = "scripted", Timeout = TimeSpan.FromSeconds(100), UsdPerImage = usdPerImage, Model = model };
        All.Add(new Connection(alias, options, provider, _http));
        return provider;
    }

    public static SavedMedia Saved(MediaItem item) => new(item.Key, item.Path, item.TypeAlias, HasFile: true, Trashed: false, IsImport: false);

    public Connection? Find(string alias) => All.FirstOrDefault(connection => connection.Alias == alias);

    Profile? IProfiles.Find(string alias) => alias == Default.Alias ? Default : null;

    IReadOnlyList<Budget> IBudgets.For(string connection) => Budgets;

    ModelPrice? IPriceCatalogue.Find(Connection connection, string model) => null;

    /// <summary>A save in the backoffice, and everything that follows from it.</summary>
    public async Task UploadAsync(MediaItem item)
    {
        await Intake.TakeAsync([Saved(item)], default);
        await WorkAsync();
    }

    /// <summary>"Tag now", and everything that follows from it.</summary>
    public async Task TagNowAsync(MediaItem item, bool force = false)
    {
        await Items.EnqueueAsync([new WorkRequest(item.Key, item.Path, Default.Alias, WorkOrigin.TagNow, force, Given.Editor)], default);
        await WorkAsync();
    }

    /// <summary>Works until nothing is due at this moment.</summary>
    public async Task WorkAsync()
    {
        // Nothing happens at the very same moment as something else.
        Clock.Advance(TimeSpan.FromMilliseconds(10));
        while (await Claim.NextAsync(10, default) is { Count: > 0 } leases)
        {
            foreach (Lease lease in leases)
            {
                await InItsTimeAsync(Walk.WalkAsync(lease, default));
            }
        }

        Clock.Advance(TimeSpan.FromMilliseconds(10));
    }

    /// <summary>What happens to the database behind AutoTag's back.</summary>
    public async Task RunSqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Moves the clock while the work waits for a moment; time-outs are for the tests to bring about.</summary>
    public async Task InItsTimeAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            if (Clock.NextTimerIn is { } pause && pause <= TimeSpan.FromSeconds(6))
            {
                Clock.Advance(pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
            }

            await Task.Yield();
        }

        await work;
    }

    public async Task<WorkItem> StateOfAsync(MediaItem item) => (await Items.FindAsync(item.Key, default))!;

    /// <summary>Asks the database file itself for a number.</summary>
    public async Task<long> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What is kept as sums is what counting finds.</summary>
    public async Task SumsAreRightAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        await connection.OpenAsync();
        await CountedRows.AgreeWithSumsAsync(connection, "in the end");
    }

    private T Store<T>() where T : notnull => _stores.GetRequiredService<T>();

    public void Dispose()
    {
        _stores.Dispose();
        LetGo();
        _http.Dispose();
        _folder.Dispose();
    }

    // Its own connections only: other sites may be at work at the same time.
    private void LetGo()
    {
        // Pools are told apart by the very letters of the connection string.
        string asked = $"Data Source={DatabaseFile}";
        using var asTests = new SqliteConnection(asked);
        var asConfigured = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = asked, ["Default Timeout"] = 1 };
        using var asStores = new SqliteConnection(asConfigured.ConnectionString);
        SqliteConnection.ClearPool(asTests);
        SqliteConnection.ClearPool(asStores);
    }
}
