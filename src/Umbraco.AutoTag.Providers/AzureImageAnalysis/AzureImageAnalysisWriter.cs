using System.Net.Http.Headers;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.AzureImageAnalysis;

/// <summary>Writes the request: the picture's own bytes, and one feature for each thing asked, because each is charged.</summary>
internal static class AzureImageAnalysisWriter
{
    private const string Path = "/computervision/imageanalysis:analyze";

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, AzureImageAnalysisSettings settings, string model)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var content = new ReadOnlyMemoryContent(image.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(EndpointRule.At(connection.Endpoint, Path).AbsoluteUri + Query(request, settings, model)))
        {
            Content = content,
        };
        if (!connection.Options.NeedsCredential())
        {
            message.Headers.TryAddWithoutValidation("Ocp-Apim-Subscription-Key", connection.Options.ApiKey?.Trim());
        }

        return message;
    }

    private static string Query(VisionRequest request, AzureImageAnalysisSettings settings, string model)
    {
        string neutral = settings.GenderNeutral && request.Tasks.HasFlag(VisionTasks.AltText) ? "&gender-neutral-caption=true" : string.Empty;
        return $"?api-version={settings.ApiVersion}&features={string.Join(',', Features(request.Tasks, settings))}"
            + $"&language={Uri.EscapeDataString(LanguageOf(request.Language))}{neutral}&model-version={model}";
    }

    private static IEnumerable<string> Features(VisionTasks tasks, AzureImageAnalysisSettings settings) =>
    [
        .. tasks.HasFlag(VisionTasks.Keywords) ? settings.Keywords : [],
        .. tasks.HasFlag(VisionTasks.AltText) ? ["caption"] : Array.Empty<string>(),
        .. tasks.HasFlag(VisionTasks.Description) ? ["denseCaptions"] : Array.Empty<string>(),
        .. tasks.HasFlag(VisionTasks.Text) ? ["read"] : Array.Empty<string>(),
    ];

    private static string LanguageOf(string language) => language.ToLowerInvariant() switch
    {
        "zh" => "zh-Hans",
        var other => other,
    };
}
