using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Tests.SqlServer;
using Umbraco.AutoTag.TestKit.Databases;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>A test of the stores: it runs on every database, in an empty one each time, opened the way a site opens it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
[TestFixture(Engine.SqlServerStandIn)]
public abstract class StorageTest(Engine engine) : DatabaseTest(engine);

/// <summary>A test that is about one database. What holds on all of them is a <see cref="StorageTest"/>.</summary>
public abstract class DatabaseTest(Engine engine)
{
    private readonly ConcurrentBag<ServiceProvider> _servers = [];

    protected string ProviderName { get; } = engine switch
    {
        Engine.Sqlite => "Microsoft.Data.Sqlite",
        Engine.Postgres => PostgresServer.ProviderName,
        Engine.SqlServerStandIn => SqlServerStandIn.ProviderName,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, null),
    };

    protected FakeClock Clock { get; private set; } = new();

    protected TempFolder Folder { get; private set; } = null!;

    protected string ConnectionString { get; private set; } = null!;

    protected IServiceProvider Server { get; private set; } = null!;

    protected IWorkItemStore Items => Server.GetRequiredService<IWorkItemStore>();

    protected ISweepStore Sweeps => Server.GetRequiredService<ISweepStore>();

    protected IWorkerStore Workers => Server.GetRequiredService<IWorkerStore>();

    protected ISuggestionStore Suggestions => Server.GetRequiredService<ISuggestionStore>();

    protected IAnalysisStore Analyses => Server.GetRequiredService<IAnalysisStore>();

    protected ILookStore Looks => Server.GetRequiredService<ILookStore>();

    protected ILedgerStore Ledger => Server.GetRequiredService<ILedgerStore>();

    protected IRevisionStore Revisions => Server.GetRequiredService<IRevisionStore>();

    protected IConnectionStateStore States => Server.GetRequiredService<IConnectionStateStore>();

    protected IRatePermitStore Permits => Server.GetRequiredService<IRatePermitStore>();

    /// <summary>True while a worker may still write under this lease.</summary>
    protected Task<bool> HoldsAsync(Lease lease) => Suggestions.SaveAsync([], [], lease, default);

    [OneTimeSetUp]
    public void RegisterDrivers()
    {
        SQLitePCL.Batteries_V2.Init();
        DbProviderFactories.RegisterFactory("Microsoft.Data.Sqlite", SqliteFactory.Instance);
        DbProviderFactories.RegisterFactory(PostgresServer.ProviderName, NpgsqlFactory.Instance);
        DbProviderFactories.RegisterFactory(SqlServerStandIn.ProviderName, SqlServerStandIn.Instance);
    }

    [SetUp]
    public async Task OpenDatabase()
    {
        Clock = new FakeClock();
        Folder = new TempFolder();
        ConnectionString = await NewDatabaseAsync();
        Server = NewServer();
        await Server.GetRequiredService<Schema>().MigrateAsync(default);
    }

    [TearDown]
    public async Task CloseDatabase()
    {
        try
        {
            await using DbConnection connection = await OpenAsync();
            await CountedRows.AgreeWithSumsAsync(connection, "at the end of the test");
        }
        finally
        {
            await LetGoAsync();
        }
    }

    private async Task LetGoAsync()
    {
        foreach (ServiceProvider server in _servers)
        {
            await server.DisposeAsync();
        }

        _servers.Clear();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        Folder.Dispose();
    }

    /// <summary>Where an empty database is.</summary>
    protected async Task<string> NewDatabaseAsync() => engine == Engine.Postgres
        ? await (await PostgresServer.RunningAsync()).NewDatabaseAsync()
        : $"Data Source={Folder.File($"{Guid.NewGuid():N}.sqlite.db")}";

    /// <summary>Another server of the same site: its own services over the same database.</summary>
    /// <param name="clock">
    /// The test's clock where null. Servers that compete need <see cref="TimeProvider.System"/>, since they wait for each other's locks.
    /// </param>
    /// <param name="settings">This test's database where null.</param>
    protected IServiceProvider NewServer(TimeProvider? clock = null, DatabaseSettings? settings = null)
    {
        ServiceProvider server = new ServiceCollection()
            .AddSingleton(clock ?? Clock)
            .AddAutoTagStorage(_ => settings ?? DatabaseSettings.For(ProviderName, ConnectionString))
            .BuildServiceProvider();
        _servers.Add(server);
        return server;
    }

    /// <summary>
    /// A server that competes with others at this moment. How long it waits for their locks is not what is tested: they have as many turns as the
    /// machine gives them.
    /// </summary>
    protected IServiceProvider Competitor(string? connectionString = null) => NewServer(
        TimeProvider.System,
        new DatabaseSettings(DbProviderFactories.GetFactory(ProviderName), Dialect.Find(ProviderName)!, connectionString ?? ConnectionString)
        {
            LockPatience = TimeSpan.FromMinutes(2),
        });

    /// <summary>Brings one item in and claims it.</summary>
    protected async Task<Lease> ClaimOneAsync(WorkRequest? request = null, TimeSpan? lease = null)
    {
        await Items.EnqueueAsync([request ?? A.Request()], default);
        return (await Items.ClaimAsync("worker", 1, lease ?? TimeSpan.FromMinutes(2), default)).Single();
    }

    /// <summary>Asks the database itself.</summary>
    protected async Task<T> AskAsync<T>(string sql, string? connectionString = null)
    {
        await using DbConnection connection = await OpenAsync(connectionString);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        object? value = await command.ExecuteScalarAsync();
        return (T)Convert.ChangeType(value!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Changes something behind AutoTag's back.</summary>
    protected async Task ExecuteAsync(string sql, string? connectionString = null)
    {
        await using DbConnection connection = await OpenAsync(connectionString);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every column that is there.</summary>
    protected async Task<IReadOnlyList<Column>> ColumnsAsync(string? connectionString = null)
    {
        (DbProviderFactory driver, string query) = engine == Engine.Postgres
            ? ((DbProviderFactory)NpgsqlFactory.Instance, Column.OfPostgres)
            : (SqliteFactory.Instance, Column.OfSqlite);
        await using DbConnection connection = driver.CreateConnection()!;
        connection.ConnectionString = connectionString ?? ConnectionString;
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var columns = new List<Column>();
        while (await reader.ReadAsync())
        {
            columns.Add(new Column(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3) == 1));
        }

        return columns;
    }

    /// <summary>A connection that knows nothing of AutoTag.</summary>
    protected async Task<DbConnection> OpenAsync(string? connectionString = null)
    {
        DbConnection connection = DbProviderFactories.GetFactory(ProviderName).CreateConnection()!;
        connection.ConnectionString = connectionString ?? ConnectionString;
        await connection.OpenAsync();
        return connection;
    }
}
