using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.VertexAutoMl;

/// <summary>What a connection to a Vertex AI endpoint sets.</summary>
/// <param name="Project"><c>Project</c>: the project's id or number; required.</param>
/// <param name="Location"><c>Location</c>: the endpoint's region, for example europe-west4; required.</param>
/// <param name="MinScore"><c>MinScore</c>, 0 to 1: predictions below are not answered; all are where unset.</param>
public sealed record VertexAutoMlSettings(string Project, string Location, double? MinScore)
{
    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (VertexAutoMlSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new VertexAutoMlSettings(settings.RequiredName("Project"), settings.RequiredName("Location"), settings.Share("MinScore"));
        return (read, settings.Problems);
    }
}
