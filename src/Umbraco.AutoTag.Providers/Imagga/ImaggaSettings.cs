using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Imagga;

/// <summary>What a connection to Imagga can set.</summary>
/// <param name="KeyId"><c>KeyId</c>: the account's API key (<c>acc_…</c>), which names it; the API secret is the connection's ApiKey.</param>
/// <param name="Tagger"><c>Tagger</c>: a tagger of your own; Imagga's general one where unset.</param>
public sealed record ImaggaSettings(string KeyId, string? Tagger)
{
    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ImaggaSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        string? keyId = settings.Name("KeyId", null);
        string? tagger = settings.Name("Tagger", null);
        if (settings.Text("KeyId", string.Empty).Length == 0)
        {
            settings.Wrong("KeyId", $"is missing: write the account's API key (acc_…) there; the API secret belongs into {ConnectionSettings.Prefix}:ApiKey");
        }

        return (new ImaggaSettings(keyId ?? string.Empty, tagger), settings.Problems);
    }

    /// <summary>Below the endpoint.</summary>
    public string Path => Tagger is null ? "/v2/tags" : $"/v2/tags/{Tagger}";
}
