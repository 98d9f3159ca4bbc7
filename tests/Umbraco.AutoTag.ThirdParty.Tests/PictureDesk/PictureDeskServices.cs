using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Providers;

namespace PictureDesk;

/// <summary>Installs the provider.</summary>
public static class PictureDeskServices
{
    /// <summary>Lets connections use <c>"Provider": "picture-desk"</c>.</summary>
    public static IServiceCollection AddPictureDesk(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IVisionProvider, PictureDeskProvider>());
        return services;
    }
}
