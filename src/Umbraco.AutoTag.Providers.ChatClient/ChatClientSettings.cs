using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.ChatClient;

/// <summary>What a connection to a chat client of the site can set.</summary>
internal sealed record ChatClientSettings
{
    /// <summary><c>Client</c>: the key it is registered with; null for the one without a key.</summary>
    public required string? Client { get; init; }

    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>StructuredOutput</c>: json_schema, or none for clients that know no schema.</summary>
    public required bool SendsSchema { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ChatClientSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new ChatClientSettings
        {
            Client = settings.Text("Client", string.Empty) is { Length: > 0 } client ? client : null,
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            SendsSchema = settings.Choice("StructuredOutput", true, s_structured),
        };
        return (read, settings.Problems);
    }

    private static readonly Dictionary<string, bool> s_structured = new() { ["json_schema"] = true, ["none"] = false };
}
