using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Runtime;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>Which servers work, by the site's run level, its main domain, the server's role and how the server is configured.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TurnTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("autotag-turn-");
    private readonly IRuntimeState _runtime = Substitute.For<IRuntimeState>();
    private readonly IMainDom _mainDom = Substitute.For<IMainDom>();
    private readonly IServerRoleAccessor _roles = Substitute.For<IServerRoleAccessor>();
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [TestCase(WorkerMode.Auto, true, ServerRole.Single, true)]
    [TestCase(WorkerMode.Auto, true, ServerRole.SchedulingPublisher, true)]
    [TestCase(WorkerMode.Auto, true, ServerRole.Unknown, true)]
    [TestCase(WorkerMode.Auto, true, ServerRole.Subscriber, false)]
    [TestCase(WorkerMode.Auto, false, ServerRole.Single, false)]
    [TestCase(WorkerMode.Auto, false, ServerRole.SchedulingPublisher, false)]
    [TestCase(WorkerMode.All, false, ServerRole.Single, true)]
    [TestCase(WorkerMode.All, true, ServerRole.Subscriber, true)]
    [TestCase(WorkerMode.All, false, ServerRole.Subscriber, true)]
    [TestCase(WorkerMode.None, true, ServerRole.Single, false)]
    [TestCase(WorkerMode.None, false, ServerRole.Subscriber, false)]
    public async Task A_site_that_runs_works_on_these_servers(WorkerMode mode, bool isMainDom, ServerRole role, bool works)
    {
        _runtime.Level.Returns(RuntimeLevel.Run);
        _mainDom.IsMainDom.Returns(isMainDom);
        _roles.CurrentServerRole.Returns(role);
        (Turn turn, Readiness readiness) = Server(mode);

        bool isOurs = await turn.IsOursAsync(default);

        Assert.That(readiness.Problems, Is.Empty);
        Assert.That(isOurs, Is.EqualTo(works));
    }

    [Test]
    public async Task A_site_that_does_not_run_is_asked_nothing_and_works_nowhere(
        [Values(RuntimeLevel.BootFailed, RuntimeLevel.Unknown, RuntimeLevel.Boot, RuntimeLevel.Install, RuntimeLevel.Upgrade)] RuntimeLevel level,
        [Values(WorkerMode.Auto, WorkerMode.All)] WorkerMode mode)
    {
        _runtime.Level.Returns(level);
        _mainDom.IsMainDom.Returns(_ => throw new InvalidOperationException("The main domain is not there yet."));
        (Turn turn, _) = Server(mode);

        Assert.That(await turn.IsOursAsync(default), Is.False);
        Assert.That(_folder.GetFiles(), Is.Empty, "no tables are made in a database that Umbraco has not made its own");
    }

    private (Turn Turn, Readiness Readiness) Server(WorkerMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        DbProviderFactories.RegisterFactory(Constants.ProviderNames.SQLLite, SqliteFactory.Instance);
        ILanguageService languages = Substitute.For<ILanguageService>();
        languages.GetDefaultIsoCodeAsync().Returns("en-US");
        languages.GetAllAsync().Returns([]);
        IConfigurationRoot settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:autoTagDbDSN"] = $"Data Source={Path.Combine(_folder.FullName, "AutoTag.sqlite.db")};Pooling=False",
            ["AutoTag:Workers:Mode"] = mode.ToString(),
            ["AutoTag:Connections:file:Provider"] = "embedded-metadata",
            ["AutoTag:Profile:Steps:0:Connection"] = "file",
        }).Build();
        var builder = Substitute.For<IUmbracoBuilder>();
        builder.Services.Returns(new ServiceCollection());
        builder.Config.Returns(settings);
        builder.WithCollectionBuilder<WebhookEventCollectionBuilder>().Returns(new WebhookEventCollectionBuilder());
        builder.AddAutoTag();
        _services = builder.Services
            .AddLogging()
            .AddSingleton<IConfiguration>(settings)
            .AddSingleton(Substitute.For<IHostEnvironment>())
            .AddSingleton(languages)
            .AddSingleton(_runtime)
            .AddSingleton(_mainDom)
            .AddSingleton(_roles)
            .BuildServiceProvider();
        return (_services.GetRequiredService<Turn>(), _services.GetRequiredService<Readiness>());
    }
}
