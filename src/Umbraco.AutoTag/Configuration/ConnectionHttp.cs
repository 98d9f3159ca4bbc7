using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The HTTP client of the connections.</summary>
internal static class ConnectionHttp
{
    public const string ClientName = "Umbraco.AutoTag";

    /// <summary>
    /// Redirects are not followed, because they would carry the key to wherever a vendor's front door points; no cookies; no time-out of its
    /// own, because each connection has one; connections are renewed, because the client lives as long as the configuration. One that is idle is given up
    /// before the servers that people run themselves (uvicorn, Node.js) close it after five seconds: a call that goes out at that very moment breaks off, and nobody
    /// knows whether it was paid for.
    /// </summary>
    public static IServiceCollection AddConnectionHttp(this IServiceCollection services)
    {
        services.AddHttpClient(ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
            })
            .AddHttpMessageHandler(() => new ExchangeObserver())
            .RemoveAllLoggers();
        return services;
    }
}
