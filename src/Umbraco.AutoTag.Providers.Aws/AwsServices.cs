using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Aws;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Installs the package.</summary>
public static class AwsServices
{
    /// <summary>Lets connections use <c>"Credential": "aws"</c>.</summary>
    public static IServiceCollection AddAutoTagAws(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICredential, AwsCredential>());
        return services;
    }
}
