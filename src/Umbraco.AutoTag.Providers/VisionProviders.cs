using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Anthropic;
using Umbraco.AutoTag.Providers.AzureImageAnalysis;
using Umbraco.AutoTag.Providers.AzureOpenAi;
using Umbraco.AutoTag.Providers.Baseten;
using Umbraco.AutoTag.Providers.Clarifai;
using Umbraco.AutoTag.Providers.Cloudflare;
using Umbraco.AutoTag.Providers.EmbeddedMetadata;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.GoogleVision;
using Umbraco.AutoTag.Providers.Hive;
using Umbraco.AutoTag.Providers.ImageDescriber;
using Umbraco.AutoTag.Providers.Imagga;
using Umbraco.AutoTag.Providers.Mistral;
using Umbraco.AutoTag.Providers.Moondream;
using Umbraco.AutoTag.Providers.Ollama;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.OpenRouter;
using Umbraco.AutoTag.Providers.Rekognition;
using Umbraco.AutoTag.Providers.Replicate;
using Umbraco.AutoTag.Providers.RunPod;
using Umbraco.AutoTag.Providers.VertexAutoMl;

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
        new AnthropicProvider(),
        new OpenAiProvider(),
        new AzureOpenAiProvider(),
        new GeminiProvider(),
        new VertexGeminiProvider(),
        new MistralProvider(),
        new GoogleVisionProvider(),
        new AzureImageAnalysisProvider(),
        new ImaggaProvider(),
        new ClarifaiProvider(),
        new HiveV3Provider(),
        new HiveV2Provider(),
        new RekognitionProvider(RekognitionOperation.Labels),
        new RekognitionProvider(RekognitionOperation.Text),
        new RekognitionProvider(RekognitionOperation.Moderation),
        new RekognitionProvider(RekognitionOperation.CustomLabels),
        new VertexAutoMlProvider(),
    ];
}
