using DemoSite.SignIn.Policies;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Configuration;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Extensions;

namespace DemoSite.ManagementApi.Resources;

/// <summary><c>server</c>: whether the site is up, which version it is and how the client should behave; where packages are offered, and the news.</summary>
internal static class ServerEndpoints
{
    public static void MapServer(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/server");
        group.MapGet("/status", (IRuntimeState runtime) => new { serverStatus = runtime.Level.ToString() }).AllowAnonymous();
        group.MapGet("/configuration", Configuration).AllowAnonymous();
        group.MapGet("/information", Information).RequireAuthorization(BackOfficePolicies.BackOfficeAccess);

        // Umbraco fetches its news from a server of its own: this site asks nobody.
        api.MapGet("/news-dashboard", () => new { items = Array.Empty<object>() }).RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
        api.MapGet("/package/configuration", Packages).RequireAuthorization("SectionAccessPackages");
    }

    private static object Configuration() => new
    {
        // No mail leaves the demo site, and it asks nobody whether there is a newer version.
        allowPasswordReset = false,
        versionCheckPeriod = 0,
        allowLocalLogin = true,
        umbracoCssPath = "/css",
        signalR = new { skipNegotiation = false },
    };

    private static object Information(IUmbracoVersion version, TimeProvider clock) => new
    {
        version = version.SemanticVersion.ToString(),
        assemblyVersion = version.AssemblyVersion?.ToString(3),
        baseUtcOffset = clock.LocalTimeZone.BaseUtcOffset,
        runtimeMode = RuntimeMode.Development,
    };

    private static object Packages(IUmbracoVersion version) =>
        new { marketplaceUrl = $"https://marketplace.umbraco.com:443/?umbversion={version.SemanticVersion.ToSemanticStringWithoutBuild()}&style=backoffice" };
}
