using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.TestKit;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Runtime;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Tests;

/// <summary>
/// AutoTag as a site composes it, without the site: its tables in a file of their own, media in memory, a clock that the test moves, and stand-ins for
/// what it asks of Umbraco. Nothing runs but what a test starts.
/// </summary>
internal sealed class ComposedSite : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private ComposedSite(Action<IServiceCollection>? neighbours, (string Key, string Value)[] settings)
    {
        SQLitePCL.Batteries_V2.Init();
        DbProviderFactories.RegisterFactory("Microsoft.Data.Sqlite", SqliteFactory.Instance);
        IUmbracoBuilder builder = ComposingTests.Builder([("ConnectionStrings:autoTagDbDSN", ConnectionString), .. settings]);
        builder.Services
            .AddLogging()
            .AddSingleton(builder.Config)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Runtime)
            .AddSingleton(MainDom)
            .AddSingleton(Roles)
            .AddSingleton(Languages())
            .AddSingleton(Substitute.For<IEventAggregator>())
            .AddSingleton(Substitute.For<IAuditService>())
            .AddSingleton(Substitute.For<IEntityService>());
        builder.AddAutoTag();
        builder.Services
            .AddSingleton<IVisionProvider>(Provider)
            .AddSingleton<IMediaLibrary>(Library)
            .AddSingleton<Func<IntakeRules>>(() => new IntakeRules(new HashSet<string> { "Image" }, []));
        neighbours?.Invoke(builder.Services);
        _services = builder.Services.BuildServiceProvider();

        Library.Now = Clock.GetUtcNow;
        Runtime.Level.Returns(RuntimeLevel.Run);
        MainDom.IsMainDom.Returns(true);
        Roles.CurrentServerRole.Returns(ServerRole.Single);
    }

    public FakeClock Clock { get; } = new();

    public MemoryLibrary Library { get; } = new();

    public ScriptedProvider Provider { get; } = new();

    public IRuntimeState Runtime { get; } = Substitute.For<IRuntimeState>();

    public IMainDom MainDom { get; } = Substitute.For<IMainDom>();

    public IServerRoleAccessor Roles { get; } = Substitute.For<IServerRoleAccessor>();

    public string DatabaseFile => _folder.File("autotag.db");

    // Not pooled, so that the file is closed when nobody uses it.
    private string ConnectionString => $"Data Source={DatabaseFile};Pooling=False";

    /// <summary>A site whose tables are there.</summary>
    public static Task<ComposedSite> OpenAsync(params (string Key, string Value)[] settings) => OpenAsync(neighbours: null, settings);

    /// <param name="neighbours">Registers what stands in the place of AutoTag's own.</param>
    /// <param name="settings">As in appsettings.json.</param>
    public static async Task<ComposedSite> OpenAsync(Action<IServiceCollection>? neighbours, params (string Key, string Value)[] settings)
    {
        var site = new ComposedSite(neighbours, settings);
        await site.Get<Schema>().MigrateAsync(default);
        return site;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>One of its own, made as the container would.</summary>
    public T Make<T>(params object[] parts) => ActivatorUtilities.CreateInstance<T>(_services, parts);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static ILanguageService Languages()
    {
        var languages = Substitute.For<ILanguageService>();
        languages.GetDefaultIsoCodeAsync().Returns("en-US");
        languages.GetAllAsync().Returns([]);
        return languages;
    }
}
