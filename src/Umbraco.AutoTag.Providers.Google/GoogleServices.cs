using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Google;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Installs the package.</summary>
public static class GoogleServices
{
    /// <summary>Lets connections use <c>"Credential": "google"</c>.</summary>
    public static IServiceCollection AddAutoTagGoogle(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICredential, GoogleCloudCredential>());
        return services;
    }
}
