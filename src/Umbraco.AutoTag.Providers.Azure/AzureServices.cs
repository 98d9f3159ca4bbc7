using Azure.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Azure;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Installs the package.</summary>
public static class AzureServices
{
    /// <summary>Lets connections use <c>"Credential": "entra"</c>.</summary>
    /// <param name="services">The site's.</param>
    /// <param name="identity">Who asks for tokens; whoever Azure's own chain finds where null.</param>
    public static IServiceCollection AddAutoTagAzure(this IServiceCollection services, TokenCredential? identity = null)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICredential, EntraCredential>(_ => identity is null ? new EntraCredential() : new EntraCredential(identity)));
        return services;
    }
}
