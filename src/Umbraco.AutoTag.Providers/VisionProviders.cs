using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Baseten;
using Umbraco.AutoTag.Providers.Cloudflare;
using Umbraco.AutoTag.Providers.EmbeddedMetadata;
using Umbraco.AutoTag.Providers.ImageDescriber;
using Umbraco.AutoTag.Providers.Moondream;
using Umbraco.AutoTag.Providers.Ollama;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.OpenRouter;
using Umbraco.AutoTag.Providers.Replicate;
using Umbraco.AutoTag.Providers.RunPod;

namespace Umbraco.AutoTag.Providers;

/// <summary>The providers that come with the package. A new system is its folder and one line here.</summary>
public static class VisionProviders
{
    /// <summary>All of them; they hold no state and serve every connection.</summary>
    public static IReadOnlyList<IVisionProvider> All { get; } = By(TimeProvider.System);

    /// <summary>The same with another clock, by which those wait that have to look again for their answer.</summary>
    public static IReadOnlyList<IVisionProvider> By(TimeProvider clock) =>
    [
        new EmbeddedMetadataProvider(),
        new ImageDescriberProvider(),
        new OpenAiCompatibleProvider(),
        new OpenRouterProvider(),
        new OllamaProvider(),
        new CloudflareProvider(),
        new ReplicateProvider(clock),
        new RunPodProvider(clock),
        new BasetenProvider(),
        new MoondreamProvider(clock),
    ];
}
