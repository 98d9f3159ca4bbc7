using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.Mistral;

/// <summary>What a connection to Mistral can set.</summary>
internal static class MistralSettings
{
    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ChatDialect Dialect, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var dialect = new ChatDialect
        {
            // Fields the API does not know are refused with 422.
            LimitField = "max_tokens",
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            StructuredOutput = settings.StructuredOutput(),
            Headers = HeaderSetting.Read(options, settings),
        };
        return (dialect, settings.Problems);
    }
}
