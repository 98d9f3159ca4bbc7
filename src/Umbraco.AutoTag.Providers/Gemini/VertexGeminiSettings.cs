using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Where in Google Cloud a model is asked; on top of <see cref="GeminiSettings"/>.</summary>
/// <param name="Project"><c>Project</c>: the project's id or number; required.</param>
/// <param name="Location"><c>Location</c>: a region such as europe-west4, or global; required.</param>
internal sealed record VertexGeminiSettings(string Project, string Location)
{
    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (VertexGeminiSettings Place, GeminiSettings Gemini, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var place = new VertexGeminiSettings(settings.RequiredName("Project"), settings.RequiredName("Location"));
        GeminiSettings gemini = GeminiSettings.Read(options, settings);
        return (place, gemini, settings.Problems);
    }
}
