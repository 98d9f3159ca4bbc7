using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Storage.Analyses;
using Umbraco.AutoTag.Storage.Batches;
using Umbraco.AutoTag.Storage.Budgets;
using Umbraco.AutoTag.Storage.Calibration;
using Umbraco.AutoTag.Storage.Calls;
using Umbraco.AutoTag.Storage.Catalogue;
using Umbraco.AutoTag.Storage.Connections;
using Umbraco.AutoTag.Storage.Costs;
using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Coverage;
using Umbraco.AutoTag.Storage.Ledger;
using Umbraco.AutoTag.Storage.Profiles;
using Umbraco.AutoTag.Storage.Queue;
using Umbraco.AutoTag.Storage.Runs;
using Umbraco.AutoTag.Storage.Suggestions;
using Umbraco.AutoTag.Storage.Trials;

namespace Umbraco.AutoTag.Storage;

/// <summary>Puts the stores into a host.</summary>
public static class AutoTagStorage
{
    /// <summary>
    /// Adds every store, and the <see cref="Schema"/> that must be migrated before the first of them is used. Nothing is opened by this.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Asked when a store is used first, and never again once it has answered: a site that is not installed yet has no connection string.</param>
    public static IServiceCollection AddAutoTagStorage(this IServiceCollection services, Func<IServiceProvider, DatabaseSettings> settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new Database(() => settings(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Schema>();
        services.AddSingleton<IWorkItemStore, WorkItemStore>();
        services.AddSingleton<ICountStore, CountStore>();
        services.AddSingleton<ISweepStore, SweepStore>();
        services.AddSingleton<IWorkerStore, WorkerStore>();
        services.AddSingleton<ISuggestionStore, SuggestionStore>();
        services.AddSingleton<IReviewStore, ReviewStore>();
        services.AddSingleton<ICoverageStore, CoverageStore>();
        services.AddSingleton<IAnalysisStore, AnalysisStore>();
        services.AddSingleton<ILookStore, LookStore>();
        services.AddSingleton<ISampleStore, SampleStore>();
        services.AddSingleton<IWordingStore, WordingStore>();
        services.AddSingleton<ILedgerStore, LedgerStore>();
        services.AddSingleton<ICostStore, CostStore>();
        services.AddSingleton<IReservationStore, ReservationStore>();
        services.AddSingleton<IBudgetAlertStore, BudgetAlertStore>();
        services.AddSingleton<IRevisionStore, RevisionStore>();
        services.AddSingleton<IProfileStore, ProfileStore>();
        services.AddSingleton<IConnectionStateStore, ConnectionStateStore>();
        services.AddSingleton<IRunStore, RunStore>();
        services.AddSingleton<IRunImages, RunImages>();
        services.AddSingleton<IRunWrites, RunWrites>();
        services.AddSingleton<IRunFacts, RunFacts>();
        services.AddSingleton<IBatchStore, BatchStore>();
        services.AddSingleton<IRatePermitStore, RatePermitStore>();
        services.AddSingleton<ICatalogueStore, CatalogueStore>();
        services.AddSingleton<ICalibrationStore, CalibrationStore>();
        return services;
    }
}
