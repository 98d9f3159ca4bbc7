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
        var read = new VertexAutoMlSettings(Required(settings, "Project"), Required(settings, "Location"), settings.Share("MinScore"));
        return (read, settings.Problems);
    }

    private static string Required(ConnectionSettings settings, string key)
    {
        if (settings.Text(key, string.Empty).Length == 0)
        {
            settings.Wrong(key, "is missing: it is a part of the endpoint's address");
        }

        return settings.Name(key, null) ?? string.Empty;
    }
}
