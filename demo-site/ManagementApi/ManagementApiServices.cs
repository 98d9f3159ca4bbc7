using System.Text.Json.Serialization;
using DemoSite.ManagementApi.Access;
using DemoSite.ManagementApi.Answers;
using DemoSite.ManagementApi.Resources;
using DemoSite.ManagementApi.ServerEvents;
using DemoSite.SignIn.Policies;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Extensions;

namespace DemoSite.ManagementApi;

/// <summary>The part of Umbraco's Management API that the Media section, the user menu and a package need, over Umbraco's services.</summary>
internal static class ManagementApiServices
{
    public const string BasePath = "/umbraco/management/api/v1";

    public static IUmbracoBuilder AddManagementApi(this IUmbracoBuilder umbraco)
    {
        IServiceCollection services = umbraco.Services;
        // Enums by name, here only: controllers of packages keep ASP.NET's defaults, as in a real site.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddControllers();
        services.AddTransient<MediaAccess>();
        services.AddTransient<MediaPresentation>();
        services.AddTransient<MediaTreeEndpoints.Browser>();
        services.AddTransient<MediaCollectionEndpoints.Shelf>();
        services.AddSingleton<OriginalParents>();
        services.AddSingleton<PackageManifests>();
        return umbraco.AddNotificationHandler<MediaMovedToRecycleBinNotification, OriginalParents>();
    }

    /// <summary>Maps the API, the hub for server events, and the controllers of installed packages.</summary>
    public static void MapManagementApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup(BasePath).AddEndpointFilter(NeverStoreAsync).AddEndpointFilter<RouteGroupBuilder, FailureFilter>();
        api.MapServer();
        api.MapSecurity();
        api.MapManifests();
        api.MapUsers();
        api.MapLanguages();
        api.MapDataTypes();
        api.MapMediaTypes();
        api.MapMedia();
        api.MapMediaItems();
        api.MapMediaTree();
        api.MapMediaCollection();
        api.MapMediaRecycleBin();
        api.MapMediaUrls();
        api.MapMediaReferences();
        api.MapAuditLog();
        api.MapTags();
        api.MapDocuments();
        api.MapTemporaryFiles();
        api.MapFallback("/{**path}", () => Problem.NotFound("The demo site does not implement this endpoint"));

        app.MapHub<ServerEventHub>(ServerEventHub.Path).RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
        app.MapControllers();
    }

    private static ValueTask<object?> NeverStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store, must-revalidate, no-cache, max-age=0";
        return next(context);
    }
}
