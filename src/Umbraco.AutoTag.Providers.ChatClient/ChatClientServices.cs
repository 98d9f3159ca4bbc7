using Microsoft.Extensions.DependencyInjection.Extensions;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.ChatClient;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Installs the package.</summary>
public static class ChatClientServices
{
    /// <summary>
    /// Lets connections use <c>"Provider": "chat-client"</c> with every <c>IChatClient</c> the site has registered: the one without a key, or by the key it
    /// was registered with (<c>Settings:Client</c>).
    /// </summary>
    public static IServiceCollection AddAutoTagChatClients(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IVisionProvider, ChatClientProvider>());
        return services;
    }
}
