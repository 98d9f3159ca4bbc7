using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api;
using Umbraco.AutoTag.Budgets;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.HealthChecks;
using Umbraco.AutoTag.Intake;
using Umbraco.AutoTag.Media;
using Umbraco.AutoTag.News;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Storage;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Extensions;

// Where a site's Program.cs has its usings already.
namespace Umbraco.Cms.Core.DependencyInjection;

/// <summary>Adds AutoTag by hand, for sites that want to set options in code.</summary>
public static class AutoTagBuilderExtensions
{
    /// <summary>Adds AutoTag. The composer does this by itself; calling it before, with options, is all the same.</summary>
    /// <param name="builder">Umbraco's builder.</param>
    /// <param name="configure">Sets options after the configuration was read.</param>
    public static IUmbracoBuilder AddAutoTag(this IUmbracoBuilder builder, Action<AutoTagOptions>? configure = null)
    {
        if (configure is not null)
        {
            builder.Services.PostConfigure(configure);
        }

        if (builder.Services.Any(service => service.ServiceType == typeof(Readiness)))
        {
            return builder;
        }

        builder.Services.AddOptions<AutoTagOptions>()
            .Bind(builder.Config.GetSection(AutoTagOptions.Section))
            .PostConfigure<IServiceProvider>((options, site) => options.ContentRoot = site.GetService<IHostEnvironment>()?.ContentRootPath ?? options.ContentRoot);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddAutoTagStorage(services => AutoTagDatabase.SettingsFrom(services.GetRequiredService<IConfiguration>()))
            .AddConfiguredSite()
            .AddMediaLibrary()
            .AddCorridor()
            .AddRuns()
            .AddBatches()
            .AddSingleton<IntakePump>()
            .AddHostedService(provider => provider.GetRequiredService<IntakePump>())
            .AddSingleton<NewsPump>()
            .AddSingleton<IListener>(provider => provider.GetRequiredService<NewsPump>())
            .AddHostedService(provider => provider.GetRequiredService<NewsPump>())
            .AddHostedService<AutoTagWorker>()
            .AddHostedService<SweepWorker>()
            .AddHostedService<StockWorker>()
            .AddSingleton<UnaskedConnections>()
            .AddHostedService<RaisedBudgets>()
            .AddHostedService<BudgetWatch>()
            .AddHostedService<RunWorker>()
            .AddHostedService<UpkeepWorker>()
            .AddHostedService<BatchWorker>()
            .AddHostedService<Presence>()
            .AddHostedService<CountFolding>()
            .AddHostedService<ProfileWatch>();

        builder
            .AddNotificationAsyncHandler<UmbracoApplicationStartingNotification, StartHandler>()
            .AddNotificationHandler<MediaSavingNotification, MediaSavedHandler>()
            .AddNotificationHandler<MediaSavedNotification, MediaSavedHandler>()
            .AddNotificationHandler<MediaMovedNotification, MediaMovedHandler>()
            .AddNotificationHandler<MediaMovedToRecycleBinNotification, MediaMovedHandler>()
            .AddNotificationHandler<MediaDeletedNotification, MediaMovedHandler>();

        builder
            .AddWebhookEvent<BudgetReachedWebhookEvent>()
            .AddWebhookEvent<MediaTaggedWebhookEvent>()
            .AddWebhookEvent<SuggestionDecidedWebhookEvent>();
        return builder.AddAutoTagApi();
    }

    private static IServiceCollection AddConfiguredSite(this IServiceCollection services)
    {
        // Not TryAddEnumerable: it takes several providers of one class (Amazon Rekognition's) for one.
        foreach (IVisionProvider provider in VisionProviders.All)
        {
            services.AddSingleton(provider);
        }

        return services
            .AddConnectionHttp()
            .AddSingleton<ConfigurationProblems>()
            .AddSingleton<UnreadableEntries>()
            .AddSingleton<ProfileInForce>()
            .AddSingleton<IOptionsChangeTokenSource<AutoTagOptions>>(provider => provider.GetRequiredService<ProfileInForce>())
            .AddTransient<IOptionsFactory<AutoTagOptions>, OptionsWithSavedProfile>()
            .AddSingleton<FollowProfile>()
            .AddSingleton<SiteLanguage>()
            .AddSingleton<ConfiguredSite>()
            .AddSingleton<IConnections>(provider => provider.GetRequiredService<ConfiguredSite>())
            .AddSingleton<IProfiles>(provider => provider.GetRequiredService<ConfiguredSite>())
            .AddSingleton<ConfiguredBudgets>()
            .AddSingleton<IBudgets>(provider => provider.GetRequiredService<ConfiguredBudgets>())
            .AddSingleton<BudgetReport>()
            .AddSingleton<ListPrices>()
            .AddSingleton<IPriceCatalogue>(provider => provider.GetRequiredService<ListPrices>())
            .AddSingleton<IModelCatalogue>(provider => provider.GetRequiredService<ListPrices>())
            .AddSingleton<FetchCatalogue>()
            .AddSingleton<Prices>()
            .AddSingleton<ConfigurationNotes>()
            .AddSingleton<Readiness>()
            .AddSingleton<DriftHealth>()
            .AddSingleton(provider => new HealthFacts(
                provider.GetRequiredService<Readiness>(),
                provider.GetRequiredService<IConnectionStateStore>(),
                provider.GetRequiredService<DriftHealth>(),
                provider.GetRequiredService<IWorkItemStore>(),
                provider.GetRequiredService<IWorkerStore>(),
                provider.GetRequiredService<BudgetReport>(),
                provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddMediaLibrary(this IServiceCollection services) => services
        .AddSingleton<FieldProperties>()
        .AddSingleton<SitePipeline>()
        .AddSingleton<IStartupFilter>(provider => provider.GetRequiredService<SitePipeline>())
        .AddSingleton<SiteRenditions>()
        .AddSingleton<UmbracoMediaLibrary>()
        .AddSingleton<LibraryImages>()
        .AddSingleton<ILibraryImages>(provider => provider.GetRequiredService<LibraryImages>())
        .AddSingleton<TakeStock>()
        .AddSingleton<IMediaLibrary>(provider => provider.GetRequiredService<UmbracoMediaLibrary>());

    private static IServiceCollection AddCorridor(this IServiceCollection services) => services
        .AddSingleton<ModelChanges>()
        .AddSingleton<DriftWatch>()
        .AddSingleton<ModelDrifts>()
        .AddSingleton(provider => CallChain.Build(
            provider.GetRequiredService<IConnectionStateStore>(),
            provider.GetRequiredService<IRatePermitStore>(),
            provider.GetRequiredService<ILedgerStore>(),
            provider.GetRequiredService<IReservationStore>(),
            provider.GetRequiredService<IBudgets>(),
            provider.GetRequiredService<Prices>(),
            provider.GetRequiredService<IProfiles>(),
            provider.GetRequiredService<DriftWatch>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Func<double>>(),
            provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton<Func<IntakeRules>>(provider => () => new IntakeRules(
            provider.GetRequiredService<IOptionsMonitor<AutoTagOptions>>().CurrentValue.HandledMediaTypes,
            provider.GetRequiredService<UmbracoMediaLibrary>().ExcludedPaths()))
        .AddSingleton<Func<double>>(Random.Shared.NextDouble)
        .AddSingleton<Intake>()
        .AddSingleton(new WorkerName($"{Environment.MachineName}/{Environment.ProcessId}"))
        .AddSingleton<HeldConnections>()
        .AddSingleton(provider => new Claim(
            provider.GetRequiredService<IWorkItemStore>(),
            provider.GetRequiredService<IConnections>(),
            provider.GetRequiredService<HeldConnections>(),
            provider.GetRequiredService<WorkerName>().Value))
        .AddSingleton<FollowChanges>()
        .AddSingleton<Prepare>()
        .AddSingleton<StepAnswers>()
        .AddSingleton<Analyse>()
        .AddSingleton<LastLook>()
        .AddSingleton<Apply>()
        .AddSingleton<KnownCurves>()
        .AddSingleton<ObserveSave>()
        .AddSingleton<Walk>()
        .AddSingleton<Sweep>()
        .AddSingleton<ForgetAnswers>()
        .AddSingleton<SettleJobs>()
        .AddSingleton<Review>()
        .AddSingleton<Undo>()
        .AddSingleton<SayDecorative>()
        .AddSingleton<TakeBack>()
        .AddSingleton<WorkSignal>()
        .AddSingleton<QueueDepth>()
        .AddSingleton<AgreedTime>()
        .AddSingleton<Turn>()
        .AddSingleton<Heartbeat>()
        .AddSingleton<TestConnection>()
        .AddSingleton<SampleImage>()
        .AddSingleton<CompareModels>()
        .AddSingleton<AskOther>();

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<IRunMedia, UmbracoRunMedia>()
        .AddSingleton<CallForecast>()
        .AddSingleton<SparedCalls>()
        .AddSingleton<LatestSpared>()
        .AddSingleton<EstimateRun>()
        .AddSingleton<ChooseSample>()
        .AddSingleton<Upkeep>()
        .AddSingleton<TagSelected>()
        .AddSingleton<AdvanceRun>()
        .AddSingleton<UndoRun>();

    private static IServiceCollection AddBatches(this IServiceCollection services) => services
        .AddSingleton(provider => new BatchedCalls(
            provider.GetRequiredService<IBatchStore>(),
            CallChain.BuildBatched(
                provider.GetRequiredService<IBatchStore>(),
                provider.GetRequiredService<IConnectionStateStore>(),
                provider.GetRequiredService<IReservationStore>(),
                provider.GetRequiredService<IBudgets>(),
                provider.GetRequiredService<Prices>(),
                provider.GetRequiredService<IProfiles>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>())))
        .AddSingleton<BuildBatch>()
        .AddSingleton<SendBatch>()
        .AddSingleton<SettleBatch>()
        .AddSingleton<AdvanceBatches>();
}
