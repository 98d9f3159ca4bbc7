using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>The corridor as the package builds it, around real stores, the real call chain, a real provider and a table of media.</summary>
public sealed class Rooms : IConnections, IProfiles, IBudgets, IPriceCatalogue, IListener, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ServiceProvider _stores;
    private readonly IReadOnlyList<Cap> _caps;

    /// <summary>Builds them; nothing is opened by this.</summary>
    /// <param name="order">What to work on.</param>
    /// <param name="clock">Another clock than the order's; null for that one.</param>
    public Rooms(WorkOrder order, TimeProvider? clock = null)
    {
        SQLitePCL.Batteries_V2.Init();
        DbProviderFactories.RegisterFactory("Microsoft.Data.Sqlite", SqliteFactory.Instance);
        DbProviderFactories.RegisterFactory("Npgsql", NpgsqlFactory.Instance);
        Clock = clock ?? new FastClock(order.Beginning, order.BegunAt, order.Speed);
        _caps = order.Caps;
        Library = new TableLibrary(DbProviderFactories.GetFactory(order.Provider), order.Site);
        // Two seconds of patience are two of the world's for a file that others write to; a server counts its own. A clock that leaps counts nothing.
        var settings = new DatabaseSettings(DbProviderFactories.GetFactory(order.Provider), Dialect.Find(order.Provider)!, order.Database)
        {
            LockPatience = clock is not null ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(2) * (order.Provider == "Npgsql" ? 1 : order.Speed),
        };
        _stores = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddAutoTagStorage(_ => settings)
            .BuildServiceProvider();

        var options = new ConnectionOptions
        {
            Provider = "openai-compatible",
            Endpoint = order.Endpoint,
            ApiKey = "any",
            Model = "numbers-1",
            Timeout = TimeSpan.FromSeconds(60),
            Concurrency = order.Images,
            UsdPerMillionInputTokens = 1,
            UsdPerMillionOutputTokens = 1,
            CreditsPerImage = order.CreditsPerImage,
            RateLimitRequests = order.CallsPerMinute,
        };
        All = [new Connection(WorkOrder.Connection, options, new OpenAiCompatibleProvider(), _http)];
        var held = new HeldConnections(Clock);
        Claim = new Claim(Items, this, held, $"{Environment.MachineName}/{Environment.ProcessId}");
        Heartbeat = new Heartbeat(Items, Clock, NullLogger<Heartbeat>.Instance);
        Prices = new Prices(this);
        IVisionCaller caller = CallChain.Build(
            Store<IConnectionStateStore>(),
            Store<IRatePermitStore>(),
            Ledger,
            Reservations,
            this,
            Prices,
            this,
            new DriftWatch(new ModelChanges(Ledger, NullLogger<ModelChanges>.Instance), Store<IConnectionStateStore>(), Clock, NullLogger<DriftWatch>.Instance),
            Clock,
            jitter: Random.Shared.NextDouble,
            NullLoggerFactory.Instance);
        var batched = new BatchedCalls(
            Store<IBatchStore>(),
            CallChain.BuildBatched(Store<IBatchStore>(), Store<IConnectionStateStore>(), Reservations, this, Prices, this, Clock, NullLoggerFactory.Instance));
        Walk = new Walk(
            Library,
            Items,
            Suggestions,
            Store<IRevisionStore>(),
            this,
            this,
            new ObserveSave(Library, Suggestions, new Review(Library, Suggestions, Clock, this), Clock, this),
            new Prepare(Library),
            new Analyse(this, Store<IAnalysisStore>(), Store<ILookStore>(), Store<IWordingStore>(), caller, batched, Prices, held, Clock, NullLogger<Analyse>.Instance),
            new LastLook(Library, Items, () => new IntakeRules(new HashSet<string> { "Image" }, [])),
            new Apply(Library, Items, Suggestions, Clock, this),
            new KnownCurves(Store<ICalibrationStore>(), Clock),
            held,
            this,
            Clock,
            jitter: Random.Shared.NextDouble,
            NullLogger<Walk>.Instance);
    }

    /// <summary>The clock of all processes.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The site.</summary>
    public TableLibrary Library { get; }

    /// <summary>What became of images is read from the tables.</summary>
    public void Hear(Happening happening)
    {
    }

    /// <summary>The tables.</summary>
    public Schema Schema => Store<Schema>();

    /// <summary>The queue.</summary>
    public IWorkItemStore Items => Store<IWorkItemStore>();

    /// <summary>The suggestions.</summary>
    public ISuggestionStore Suggestions => Store<ISuggestionStore>();

    /// <summary>The ledger.</summary>
    public ILedgerStore Ledger => Store<ILedgerStore>();

    /// <summary>The runs.</summary>
    public IRunStore Runs => Store<IRunStore>();

    /// <summary>What is put aside.</summary>
    public IReservationStore Reservations => Store<IReservationStore>();

    /// <summary>The sums that counts are read from.</summary>
    public ICountStore Counts => Store<ICountStore>();

    /// <summary>How the connections are.</summary>
    public IConnectionStateStore ConnectionStates => Store<IConnectionStateStore>();

    /// <summary>Room 2.</summary>
    public Claim Claim { get; }

    /// <summary>Keeps the leases.</summary>
    public Heartbeat Heartbeat { get; }

    /// <summary>Rooms 3 to 6.</summary>
    public Walk Walk { get; }

    /// <summary>What calls cost.</summary>
    public Prices Prices { get; }

    /// <inheritdoc />
    public IReadOnlyList<Connection> All { get; }

    /// <inheritdoc />
    public Profile Default { get; } = new() { Alias = "default", Language = "en", Steps = [new Step(WorkOrder.Connection, VisionTasks.Keywords | VisionTasks.AltText)] };

    /// <inheritdoc />
    public Connection? Find(string alias) => All.FirstOrDefault(connection => connection.Alias == alias);

    Profile? IProfiles.Find(string alias) => alias == Default.Alias ? Default : null;

    IReadOnlyList<Budget> IBudgets.For(string connection) => [.. _caps.Where(cap => cap.Connection is null || cap.Connection == connection).Select(cap => cap.ToBudget())];

    ModelPrice? IPriceCatalogue.Find(Connection connection, string model) => null;

    /// <summary>
    /// One call that counts for nobody, past every gate. A first call takes a tenth of a second to compile and connect; by a fast clock that is a
    /// second, which no provider ever sees.
    /// </summary>
    public Task WarmUpAsync() => All[0].Provider.AskAsync(
        All[0],
        new VisionRequest
        {
            Image = new PreparedImage(NumberedPicture.Of(NumberedPicture.WarmUp), ImageFormat.Png, new PixelSize(64, 64)),
            Tasks = VisionTasks.Keywords | VisionTasks.AltText,
            Language = "en",
        },
        default);

    /// <inheritdoc />
    public void Dispose()
    {
        _stores.Dispose();
        _http.Dispose();
    }

    private T Store<T>() where T : notnull => _stores.GetRequiredService<T>();
}
