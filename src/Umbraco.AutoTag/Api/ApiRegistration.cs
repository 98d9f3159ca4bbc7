using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Api.Calibration;
using Umbraco.AutoTag.Api.Catalogue;
using Umbraco.AutoTag.Api.Costs;
using Umbraco.AutoTag.Api.Coverage;
using Umbraco.AutoTag.Api.Items;
using Umbraco.AutoTag.Api.MediaTypes;
using Umbraco.AutoTag.Api.Profiles;
using Umbraco.AutoTag.Api.Overview;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Api.Connections;
using Umbraco.AutoTag.Api.Review;
using Umbraco.AutoTag.Api.Revisions;
using Umbraco.AutoTag.CommandLine;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Routing;

namespace Umbraco.AutoTag.Api;

/// <summary>Adds the HTTP API, where there is a backoffice to use it.</summary>
internal static class ApiRegistration
{
    private const string PathPrefix = "/umbraco/autotag/";

    public static IUmbracoBuilder AddAutoTagApi(this IUmbracoBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(IBackOfficeEnabledMarker)))
        {
            return builder;
        }

        builder.Services.AddMvcCore().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new AutoTagControllers()));

        builder.Services
            .AddTransient<EditorAccess>()
            .AddTransient<ItemReport>()
            .AddTransient<KnownAnswer>()
            .AddTransient<StepReport>()
            .AddTransient<StatusReport>()
            .AddTransient<ReviewLists>()
            .AddTransient<ReviewFacetCounts>()
            .AddTransient<CoverageReport>()
            .AddTransient<CoverageExport>()
            .AddTransient<ConnectionReport>()
            .AddTransient<Askable>()
            .AddTransient<CatalogueReport>()
            .AddTransient<CostReport>()
            .AddTransient<CostParts>()
            .AddTransient<CostExport>()
            .AddTransient<CalibrationReport>()
            .AddTransient<RevisionReport>()
            .AddTransient<UpgradeReport>()
            .AddTransient<ModelLists>()
            .AddTransient<ProfileReport>()
            .AddTransient<ProfileCheck>()
            .AddTransient<EditProfile>()
            .AddTransient<RunReport>()
            .AddTransient<RunExport>()
            .AddTransient<MakeRun>()
            .AddTransient<ChangeRun>()
            .AddTransient<AwaitRun>()
            .AddTransient<Operator>()
            .AddTransient<MediaTypeMapping>()
            .AddTransient<MediaTypeSetupAction>()
            .AddTransient<RunningSiteFilter>()
            .AddTransient<ReadySiteFilter>()
            .AddTransient<ReadableConfigurationFilter>()
            .AddTransient<UnexpectedFailureFilter>();

        // Umbraco takes /umbraco/{package}/ for a page of the site; ours belong to the backoffice.
        builder.Services.Configure<UmbracoRequestPathsOptions>(options =>
        {
            Func<string, bool> before = options.IsBackOfficeRequest;
            options.IsBackOfficeRequest = path => before(path) || path.StartsWith(PathPrefix, StringComparison.OrdinalIgnoreCase);
        });
        return builder;
    }
}
